package glasshouse.engine.node;

import glasshouse.engine.aof.AofPart;
import glasshouse.engine.aof.Manifest;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads the parts of an append only file, one after the other (Redis, loadAppendOnlyFiles). Only
 * the last may end in the middle of something, and is then cut if aof-load-truncated says so; what
 * else is damaged ends the node.
 */
final class AofLoad {
  /**
   * What was loaded, in bytes.
   *
   * @param total of all parts
   * @param base of the base
   * @param last of the last part
   */
  record Loaded(long total, long base, long last) {}

  private final Core core;
  private final NodeParts parts;
  private final Manifest manifest;
  private final Consumer<Loaded> then;
  private final Queue<AofPart> left = new ArrayDeque<>();
  private long total;
  private long base;
  private long last;

  /**
   * A load that has not begun.
   *
   * @param manifest what to load; not empty
   * @param then told when all is in memory
   */
  AofLoad(Core core, NodeParts parts, Manifest manifest, Consumer<Loaded> then) {
    this.core = core;
    this.parts = parts;
    this.manifest = manifest;
    this.then = then;
  }

  void begin() {
    left.addAll(manifest.loaded());
    measure();
  }

  /** A part that the manifest names and that is not there is fatal. */
  private void measure() {
    AofPart part = left.poll();
    if (part == null) {
      load();
      return;
    }
    core.disk.ask(
        file -> new Output.StatFile(file, path(part)),
        result -> {
          if (!(result instanceof DiskResult.Size(long _, long bytes))) {
            fatal(
                "Unable to obtain the AOF file "
                    + part.name()
                    + " length. stat: "
                    + (result instanceof DiskResult.Failed failed
                        ? failed.reason()
                        : "No such file or directory"));
            return;
          }
          total += bytes;
          base = part.type() == AofPart.Type.BASE ? bytes : base;
          last = bytes;
          measure();
        });
  }

  private void load() {
    if (total == 0) {
      end();
      return;
    }
    core.progress.start(core.now, total);
    left.addAll(manifest.loaded());
    next();
  }

  private void next() {
    AofPart part = left.poll();
    if (part == null) {
      end();
      return;
    }
    long started = core.now;
    AofPartLoad load = new AofPartLoad(core, parts, part.name());
    parts.pace.read(
        path(part),
        new LoadPace.Taker() {
          @Override
          public void begins(long bytes) {}

          @Override
          public int take(byte[] bytes) {
            int done = load.take(bytes);
            if (load.problem() != null) {
              fatal(load.problem());
            }
            return load.problem() == null ? done : FAILED;
          }

          @Override
          public boolean byBytes() {
            return load.isRdb();
          }

          @Override
          public boolean holds() {
            return load.holds();
          }

          @Override
          public void ends() {
            ended(part, load, started);
          }

          @Override
          public void fails(DiskResult why) {
            fatal(
                "Fatal error: can't open the append log file "
                    + part.name()
                    + " for reading: "
                    + (why instanceof DiskResult.Failed failed
                        ? failed.reason()
                        : "No such file or directory"));
          }
        });
  }

  private void ended(AofPart part, AofPartLoad load, long started) {
    load.finish();
    if (load.problem() != null) {
      fatal(load.problem());
    } else if (load.tail() >= 0) {
      repair(part, load, started);
    } else {
      loaded(part, started);
    }
  }

  private void loaded(AofPart part, long started) {
    core.notice(
        Kind.LIFE,
        "DB loaded from "
            + (part.type() == AofPart.Type.BASE ? "base" : "incr")
            + " file "
            + part.name()
            + ": "
            + seconds(started));
    next();
  }

  private String seconds(long since) {
    return "%.3f seconds".formatted((core.now - since) / 1000.0);
  }

  /** The part ends in the middle of something. */
  private void repair(AofPart part, AofPartLoad load, long started) {
    if (load.tornTransaction()) {
      core.warn(Kind.LIFE, "Revert incomplete MULTI/EXEC transaction in AOF file " + part.name());
    }
    if (!core.config.appendOnly.loadTruncated.value()) {
      fatal(
          "Unexpected end of file reading the append only file "
              + part.name()
              + ". You can: 1) Make a backup of your AOF file, then use ./redis-check-aof --fix"
              + " <filename.manifest>. 2) Alternatively you can set the 'aof-load-truncated'"
              + " configuration option to yes and restart the server.");
      return;
    }
    core.warn(
        Kind.LIFE, "!!! Warning: short read while loading the AOF file " + part.name() + "!!!");
    core.warn(
        Kind.LIFE, "!!! Truncating the AOF " + part.name() + " at offset " + load.tail() + " !!!");
    if (!left.isEmpty()) {
      fatal("Fatal error: the truncated file is not the last file");
      return;
    }
    core.disk.ask(
        file -> new Output.TruncateFile(file, path(part), load.tail()),
        result -> {
          if (result instanceof DiskResult.Failed failed) {
            fatal("Error truncating the AOF file " + part.name() + ": " + failed.reason());
            return;
          }
          core.warn(
              Kind.LIFE,
              "AOF " + part.name() + " loaded anyway because aof-load-truncated is enabled");
          total -= last - load.tail();
          last = load.tail();
          loaded(part, started);
        });
  }

  private void end() {
    core.progress.end();
    then.accept(new Loaded(total, base, last));
  }

  private void fatal(@Nullable String why) {
    core.warn(Kind.LIFE, String.valueOf(why));
    core.end(1);
  }

  private String path(AofPart part) {
    return core.config.appendOnly.dirName.value() + "/" + part.name();
  }
}
