package glasshouse.engine.node;

import glasshouse.engine.aof.Manifest;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One rewrite of the append only file: a new base from a snapshot of this moment, and a new
 * increment for what follows (Redis, rewriteAppendOnlyFileBackground and
 * backgroundRewriteDoneHandler). Until the manifest that names the new base stands, the old parts
 * are complete without it.
 */
final class AofRewrite {
  /** The rest of the append only file. */
  interface Owner {
    /** The parts as they are on the disk. */
    Manifest manifest();

    /** Writes this manifest; {@code then} is told why not, or nothing when it counts. */
    void persist(Manifest next, Consumer<String> then);

    /** A part, or what is to become one, relative to the node's directory. */
    String path(String name);

    /** The rewrite is over. */
    void rewritten(AofRewrite rewrite, String error);
  }

  private final Core core;
  private final AofLog log;
  private final Owner owner;
  private final boolean rdb;
  private final boolean appends;
  private final boolean first;
  private final long startedAt;
  private final SavingFile base;
  private final String temporary;
  private long baseBytes;
  private boolean over;
  private boolean baseStands;
  private boolean switched;

  /**
   * Begins.
   *
   * @param appends whether commands are, or from now on shall be, appended
   * @param first whether there is no increment yet: what is appended meanwhile counts only with the
   *     new base
   */
  AofRewrite(
      Core core, Persistence persistence, AofLog log, Owner owner, boolean appends, boolean first) {
    this.core = core;
    this.log = log;
    this.owner = owner;
    this.appends = appends;
    this.first = first;
    rdb = core.config.appendOnly.rdbBase.value();
    startedAt = core.now;
    temporary = "temp-rewriteaof-bg-" + core.newFile() + ".aof";
    base = new SavingFile(core, temporary, owner.path(baseName(owner.manifest().withBase(rdb))));
    if (appends && first) {
      openFirst();
    } else if (appends) {
      openNext();
    }
    if (!appends) {
      tellStart();
    }
    base.start(chunks -> persistence.newBase(rdb, chunk -> count(chunk, chunks)), this::baseStands);
  }

  /** Told when the new increment is there, as Redis opens it before it forks. */
  private void tellStart() {
    core.notice(
        Kind.LIFE,
        "Background append only file rewriting started by pid " + core.machine.processId());
  }

  private void count(byte[] chunk, Consumer<byte[]> chunks) {
    baseBytes += chunk.length;
    chunks.accept(chunk);
  }

  private static String baseName(Manifest manifest) {
    return Objects.requireNonNull(manifest.base()).name();
  }

  private String temporaryIncrement() {
    return "temp-" + owner.manifest().fileName() + ".incr";
  }

  private void openFirst() {
    log.gather(true);
    String name = temporaryIncrement();
    long file = core.newFile();
    core.disk.ask(
        new Output.OpenAppend(file, owner.path(name), true), result -> opened(file, name, result));
  }

  private void openNext() {
    log.split();
    Manifest grown = owner.manifest().withIncrement();
    String name = grown.increments().getLast().name();
    long file = core.newFile();
    core.disk.ask(
        new Output.OpenAppend(file, owner.path(name), true),
        result -> {
          if (over || result instanceof DiskResult.Failed) {
            opened(file, name, result);
          } else {
            owner.persist(grown, error -> named(file, name, error));
          }
        });
  }

  private void named(long file, String name, String error) {
    opened(
        file,
        name,
        error.isEmpty() ? new DiskResult.Accepted(file) : new DiskResult.Failed(file, error));
  }

  private void opened(long file, String name, DiskResult result) {
    if (result instanceof DiskResult.Failed failed) {
      if (!over) {
        core.warn(Kind.LIFE, "Can't open the append-only file " + name + ": " + failed.reason());
        log.unsplit();
        base.cancel();
        end("Can't open the append-only file");
      }
      return;
    }
    if (over) {
      core.disk.ask(new Output.CloseFile(file), closed -> {});
      return;
    }
    core.notice(Kind.LIFE, "Creating AOF incr file " + name + " on background rewrite");
    tellStart();
    switched = true;
    log.next(file);
    baseAndIncrementStand();
  }

  private void baseStands(String error) {
    if (over) {
      return;
    }
    if (!error.isEmpty()) {
      core.warn(Kind.LIFE, "Background AOF rewrite terminated with error: " + error);
      end(error);
      return;
    }
    baseStands = true;
    baseAndIncrementStand();
  }

  private void baseAndIncrementStand() {
    if (!baseStands || (appends && !switched)) {
      return;
    }
    Manifest next = owner.manifest().withBase(rdb);
    core.notice(Kind.LIFE, "Successfully created the temporary AOF base file " + temporary);
    core.notice(Kind.LIFE, "Background AOF rewrite terminated with success");
    core.notice(
        Kind.LIFE,
        "Successfully renamed the temporary AOF base file "
            + temporary
            + " into "
            + baseName(next));
    if (first) {
      nameFirst(next);
    } else {
      count(next);
    }
  }

  private void nameFirst(Manifest next) {
    String from = temporaryIncrement();
    Manifest grown = next.withIncrement();
    String to = grown.increments().getLast().name();
    core.disk.ask(
        file -> new Output.RenameFile(file, owner.path(from), owner.path(to)),
        result -> {
          if (over) {
            return;
          }
          if (result instanceof DiskResult.Failed failed) {
            core.warn(
                Kind.LIFE,
                "Error trying to rename the temporary AOF incr file "
                    + from
                    + " into "
                    + to
                    + ": "
                    + failed.reason());
            removeBase(next, failed.why());
            return;
          }
          core.notice(
              Kind.LIFE,
              "Successfully renamed the temporary AOF incr file " + from + " into " + to);
          count(grown);
        });
  }

  /** Lets the new base count: the increments before it become history. */
  private void count(Manifest next) {
    owner.persist(
        next.withRewritten(appends ? 1 : 0),
        error -> {
          if (over) {
            return;
          }
          if (error.isEmpty()) {
            end("");
            core.notice(Kind.LIFE, "Background AOF rewrite finished successfully");
          } else {
            removeBase(next, error);
          }
        });
  }

  private void removeBase(Manifest next, String error) {
    core.disk.ask(file -> new Output.RemoveFile(file, owner.path(baseName(next))), result -> {});
    end(error);
  }

  private void end(String error) {
    over = true;
    if (!error.isEmpty()) {
      dropFirst();
    }
    owner.rewritten(this, error);
  }

  /** What was appended since a rewrite began that came to nothing is of no use. */
  private void dropFirst() {
    if (appends && first) {
      log.gather(false);
      log.drop();
      core.disk.ask(
          file -> new Output.RemoveFile(file, owner.path(temporaryIncrement())), result -> {});
    }
  }

  /** Ends the rewrite before its time: it leaves nothing behind. */
  void cancel() {
    if (!over) {
      over = true;
      base.cancel();
      dropFirst();
      if (appends && !first && !switched) {
        log.unsplit();
      }
    }
  }

  /** Goes on with the snapshot. */
  void advance() {
    base.advance();
  }

  long nextDeadline() {
    return base.nextDeadline();
  }

  long[] progress() {
    return base.progress();
  }

  /** Bytes of the new base. */
  long baseBytes() {
    return baseBytes;
  }

  /** Unix milliseconds. */
  long startedAt() {
    return startedAt;
  }
}
