package glasshouse.engine.node;

import glasshouse.engine.aof.AofPart;
import glasshouse.engine.aof.Manifest;
import glasshouse.engine.aof.ManifestReader;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.view.EngineEvent.Kind;

/**
 * The append only file at the start of a node: its manifest is read, a file of releases before 7.0
 * is taken over as the first base, everything is loaded, and the last increment is opened (Redis,
 * loadAppendOnlyFiles and aofOpenIfNeededOnServerStart). What fails here ends the node.
 */
final class AofBoot {
  private static final int MANIFEST_MAX = 1 << 20;

  private final Core core;
  private final NodeParts parts;
  private final AppendOnly aof;
  private final Runnable then;
  private AofLoad.Loaded loaded = new AofLoad.Loaded(0, 0, 0);

  /**
   * A start that has not begun.
   *
   * @param then called when the file is loaded and open; not when the node ends
   */
  AofBoot(Core core, NodeParts parts, Runnable then) {
    this.core = core;
    this.parts = parts;
    this.aof = parts.aof;
    this.then = then;
  }

  /** Reads the manifest, which is done at every start; then {@code next}. */
  void readManifest(Runnable next) {
    String name = aof.manifest().ownName();
    core.disk.read(
        aof.path(name),
        MANIFEST_MAX,
        result -> {
          if (result instanceof DiskResult.Failed failed) {
            fatal(
                "Fatal error: can't open the AOF manifest file "
                    + name
                    + " for reading: "
                    + failed.reason());
          } else if (!(result instanceof DiskResult.Part(long _, byte[] text, boolean _))
              || understood(Bytes.text(text))) {
            next.run();
          }
        });
  }

  private boolean understood(String text) {
    try {
      aof.manifest(ManifestReader.read(aof.manifest().fileName(), text));
      return true;
    } catch (ManifestReader.Fault fault) {
      core.warn(Kind.LIFE, "*** FATAL AOF MANIFEST FILE ERROR ***");
      core.warn(Kind.LIFE, "Reading the manifest file, at line " + fault.line());
      core.warn(Kind.LIFE, ">>> '" + fault.seen() + "'");
      fatal(String.valueOf(fault.getMessage()));
      return false;
    }
  }

  /** Loads what there is and opens it for more. */
  void begin() {
    String old = aof.manifest().fileName();
    core.disk.ask(
        file -> new Output.StatFile(file, old),
        result -> {
          if (result instanceof DiskResult.Size) {
            upgradeIfDue(old);
          } else {
            load();
          }
        });
  }

  /** Loads what is open already, into an empty data set. */
  void reload() {
    if (aof.manifest().isEmpty()) {
      then.run();
    } else {
      new AofLoad(core, parts, aof.manifest(), all -> then.run()).begin();
    }
  }

  /** There is a file of the old kind; whether it is ours, the manifest says. */
  private void upgradeIfDue(String old) {
    Manifest manifest = aof.manifest();
    AofPart base = manifest.base();
    if (manifest.isEmpty()) {
      upgrade(old);
    } else if (base != null && manifest.increments().isEmpty() && base.name().equals(old)) {
      core.disk.ask(
          file -> new Output.StatFile(file, aof.path(old)),
          result -> {
            if (result instanceof DiskResult.Absent) {
              upgrade(old);
            } else {
              load();
            }
          });
    } else {
      load();
    }
  }

  /** First the manifest, then the move: a crash in between leaves what is found again. */
  private void upgrade(String old) {
    Manifest upgraded = Manifest.none(old).withBase(new AofPart(old, 1, AofPart.Type.BASE));
    aof.persist(
        upgraded,
        error -> {
          if (!error.isEmpty()) {
            core.end(1);
            return;
          }
          core.disk.ask(
              file -> new Output.RenameFile(file, old, aof.path(old)),
              result -> moved(old, result));
        });
  }

  private void moved(String old, DiskResult result) {
    String directory = core.config.appendOnly.dirName.value();
    if (result instanceof DiskResult.Failed failed) {
      fatal(
          "Error trying to move the old AOF file "
              + old
              + " into dir "
              + directory
              + ": "
              + failed.reason());
      return;
    }
    core.notice(
        Kind.LIFE,
        "Successfully migrated an old-style AOF file ("
            + old
            + ") into the AOF directory ("
            + directory
            + ").");
    load();
  }

  private void load() {
    if (aof.manifest().isEmpty()) {
      createBase();
      return;
    }
    long started = core.now;
    new AofLoad(
            core,
            parts,
            aof.manifest(),
            all -> {
              loaded = all;
              core.stats.silentChanges++;
              core.notice(
                  Kind.LIFE,
                  "DB loaded from append only file: %.3f seconds"
                      .formatted((core.now - started) / 1000.0));
              openIncrement();
            })
        .begin();
  }

  /** Nothing was there: a base without data, so that the file is complete from the first byte. */
  private void createBase() {
    boolean rdb = core.config.appendOnly.rdbBase.value();
    Manifest next = aof.manifest().withBase(rdb);
    AofPart base = next.base();
    if (base == null) {
      return;
    }
    new SavingFile(core, "temp-rewriteaof-" + core.newFile() + ".aof", aof.path(base.name()))
        .writeAtOnce(
            chunks -> parts.persistence.newBaseNow(rdb, chunks),
            error -> {
              if (!error.isEmpty()) {
                fatal("Write error writing append only file on disk: " + error);
                return;
              }
              core.notice(Kind.LIFE, "Creating AOF base file " + base.name() + " on server start");
              aof.manifest(next);
              openIncrement();
            });
  }

  private void openIncrement() {
    Manifest present = aof.manifest();
    boolean fresh = present.increments().isEmpty();
    Manifest next = fresh ? present.withIncrement() : present;
    String name = next.increments().getLast().name();
    if (fresh) {
      loaded = new AofLoad.Loaded(loaded.total(), loaded.base(), 0);
    }
    long file = core.newFile();
    core.disk.ask(
        new Output.OpenAppend(file, aof.path(name), false),
        result -> {
          if (result instanceof DiskResult.Failed failed) {
            fatal("Can't open the append-only file " + name + ": " + failed.reason());
          } else if (fresh) {
            aof.persist(next, error -> opened(file, name, true, error));
          } else {
            opened(file, name, false, "");
          }
        });
  }

  private void opened(long file, String name, boolean fresh, String error) {
    if (!error.isEmpty()) {
      core.end(1);
      return;
    }
    core.notice(
        Kind.LIFE,
        (fresh ? "Creating" : "Opening") + " AOF incr file " + name + " on server start");
    aof.opened(file, loaded);
    aof.removeHistory(then);
  }

  private void fatal(String why) {
    core.warn(Kind.LIFE, why);
    core.end(1);
  }
}
