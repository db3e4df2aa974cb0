package glasshouse.engine.node;

import glasshouse.engine.aof.AofCommands;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.view.EngineEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Loads one file of an append only file, which comes in parts: an RDB if it begins like one, then
 * commands.
 */
final class AofPartLoad {
  private static final byte[] MAGIC = Bytes.of("REDIS");
  private static final long WHOLE = -1;

  /** After so many commands clients are served (Redis, loadSingleAppendOnlyFile). */
  private static final int TURN = 1024;

  private final Core core;
  private final NodeParts parts;
  private final String name;
  private final AofReplay replay;
  private @Nullable Loader loader;
  private @Nullable AofCommands commands;
  private long valid;
  private long validBeforeMulti;
  private long tail = WHOLE;
  private boolean torn;
  private @Nullable String problem;
  private boolean holds;
  private long commandsRun;

  AofPartLoad(Core core, NodeParts parts, String name) {
    this.core = core;
    this.parts = parts;
    this.name = name;
    replay = new AofReplay(core, parts);
  }

  /**
   * Takes the next bytes, or goes on with those it holds; returns how many keys or commands were
   * carried out. See {@link #problem} afterwards.
   */
  int take(byte[] bytes) {
    if (loader == null && commands == null && bytes.length > 0) {
      begin(bytes);
    }
    int at = 0;
    int keys = 0;
    Loader rdb = loader;
    if (rdb != null && commands == null) {
      long before = rdb.keysSeen();
      try {
        at = rdb.feed(bytes, 0, bytes.length);
        LoadReport.begun(core, rdb);
        keys = (int) (rdb.keysSeen() - before);
        if (!rdb.ended()) {
          return keys;
        }
        rdb.finish();
      } catch (RdbException damaged) {
        problem = broken(damaged);
        return keys;
      }
      rdbLoaded(rdb);
    }
    return commands == null ? keys : keys + run(commands, bytes, at);
  }

  /** The line for the log when the file cannot be loaded; null while all is well. */
  @Nullable String problem() {
    return problem;
  }

  /** True before the commands of the file begin. */
  boolean isRdb() {
    return commands == null;
  }

  /** True when others are to have their turn before the rest of what was given is taken. */
  boolean holds() {
    return holds;
  }

  private void begin(byte[] bytes) {
    if (bytes.length >= MAGIC.length && Bytes.same(MAGIC, bytes, 0, MAGIC.length)) {
      core.notice(
          Kind.LIFE,
          isOld()
              ? "Reading RDB preamble from AOF file..."
              : "Reading RDB base file on AOF loading...");
      loader =
          new Loader(
                  core.keyspace,
                  false,
                  core.now,
                  core.config.persistence.checksum.value(),
                  (db, key) -> {})
              .into(parts.scripting.libraries().fresh());
    } else {
      commands = new AofCommands(0);
    }
  }

  private boolean isOld() {
    return name.equals(core.config.appendOnly.fileName.value());
  }

  private String broken(RdbException damaged) {
    core.warn(Kind.LIFE, String.valueOf(damaged.getMessage()));
    return "Error reading the RDB "
        + (isOld() ? "preamble of the AOF" : "base")
        + " file "
        + name
        + ", AOF loading aborted";
  }

  private void rdbLoaded(Loader rdb) {
    LoadReport.tell(core, rdb);
    parts.loadScripts(rdb.info().scripts());
    parts.scripting.adopt(rdb.libraries());
    if (isOld()) {
      core.notice(Kind.LIFE, "Reading the remaining AOF tail...");
    }
    commands = new AofCommands(rdb.bytes());
    valid = rdb.bytes();
  }

  private int run(AofCommands from, byte[] bytes, int at) {
    from.feed(bytes, at, bytes.length - at);
    holds = false;
    for (int done = 0; ; done++) {
      switch (from.next()) {
        case COMMAND -> {
          boolean wasOpen = replay.inTransaction();
          problem = replay.run(from.args(), name);
          if (problem != null) {
            return done;
          }
          if (!wasOpen && replay.inTransaction()) {
            validBeforeMulti = valid;
          }
          valid = from.offset();
          if (++commandsRun % TURN == 0) {
            holds = true;
            return done + 1;
          }
        }
        case MORE -> {
          return done;
        }
        case BROKEN -> {
          problem =
              "Bad file format reading the append only file "
                  + name
                  + ": make a backup of your AOF file, then use ./redis-check-aof --fix"
                  + " <filename.manifest>";
          return done;
        }
      }
    }
  }

  /** There are no more bytes. */
  void finish() {
    Loader rdb = loader;
    AofCommands from = commands;
    if (from == null) {
      try {
        if (rdb != null) {
          rdb.finish();
        } else if (name.endsWith(".rdb")) {
          // Redis takes it for an empty data set; nobody ever wrote such a base.
          throw new RdbException(0, "expected REDIS, saw an empty file");
        }
      } catch (RdbException damaged) {
        problem = broken(damaged);
      }
      return;
    }
    torn = replay.inTransaction();
    // Redis 7.0 cuts behind the last whole command also inside of a transaction, and so hides all
    // that it appends later behind a MULTI without EXEC. Here the cut is before the MULTI.
    if (torn) {
      tail = validBeforeMulti;
    } else if (!from.atEnd()) {
      tail = valid;
    }
  }

  /** Where the file must be cut because it ends in the middle of something; negative if not. */
  long tail() {
    return tail;
  }

  /** True when it ends in the middle of a transaction. */
  boolean tornTransaction() {
    return torn;
  }
}
