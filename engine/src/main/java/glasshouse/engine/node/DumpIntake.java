package glasshouse.engine.node;

import glasshouse.engine.config.WordParameter;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.view.EngineEvent.Kind;

/**
 * The dump of a master on its way into our data, and what the log says of it. It is always read
 * into databases beside, so that what there was survives a failure; repl-diskless-load says what
 * clients see meanwhile.
 *
 * <pre>
 * FILE   (disabled)      what there was; when all has come, it is dropped and replaced
 * EMPTY  (on-empty-db)   LOADING
 * SWAP   (swapdb)        what there was when the dump is of the same history, else LOADING
 * </pre>
 */
final class DumpIntake {
  private enum Way {
    FILE,
    EMPTY,
    SWAP
  }

  private final Core core;
  private final IncomingDump dump;
  private final Way way;
  private final Runnable attach;
  private boolean framed;

  /**
   * A dump that is to come.
   *
   * @param id the history that it is of
   * @param loader into databases of its own
   * @param attach our past is of no use any more: replicas of ours start anew
   */
  DumpIntake(Core core, String id, Loader loader, Runnable attach) {
    this.core = core;
    this.attach = attach;
    dump = new IncomingDump(loader);
    way = way();
    boolean sameHistory = id.equals(core.history.replid());
    core.asyncLoading = way == Way.SWAP && sameHistory;
    core.loading = way == Way.EMPTY || (way == Way.SWAP && !sameHistory);
  }

  private Way way() {
    WordParameter how = core.config.replication.disklessLoad;
    if (how.is("swapdb")) {
      return Way.SWAP;
    }
    return how.is("on-empty-db") && core.keyspace.size() == 0 ? Way.EMPTY : Way.FILE;
  }

  IncomingDump dump() {
    return dump;
  }

  /**
   * Takes bytes; returns how many, or -1 when frame or content is damaged: the log has said why.
   */
  int feed(byte[] bytes, int offset, int length) {
    try {
      int taken = dump.feed(bytes, offset, length);
      tellFrame();
      return taken;
    } catch (RdbException damaged) {
      tellFrame();
      String refusal = dump.refusal();
      core.warn(
          Kind.REPLICATION,
          refusal.isEmpty()
              ? "Failed trying to load the MASTER synchronization DB from "
                  + (way == Way.FILE ? "disk: " : "socket: ")
                  + damaged.getMessage()
              : refusal);
      return -1;
    }
  }

  private void tellFrame() {
    if (framed || !dump.framed()) {
      return;
    }
    framed = true;
    String to = way == Way.FILE ? "to disk" : "to parser";
    told(
        dump.expected() < 0
            ? "receiving streamed RDB from master with EOF " + to
            : "receiving " + dump.expected() + " bytes from master " + to);
    if (way == Way.EMPTY) {
      attach.run();
      told("Flushing old data");
    }
    if (way != Way.FILE) {
      told("Loading DB in memory");
    }
  }

  private void told(String what) {
    core.notice(Kind.REPLICATION, "MASTER <-> REPLICA sync: " + what);
  }

  /** Everything has come: {@code adopt} puts it in the place of what there was. */
  void finish(Runnable adopt) {
    if (way == Way.FILE) {
      attach.run();
      told("Flushing old data");
      told("Loading DB in memory");
    }
    LoadReport.tell(core, dump.loader());
    if (way == Way.SWAP) {
      attach.run();
      told("Swapping active DB with loaded DB");
    }
    adopt.run();
    if (way == Way.SWAP) {
      told("Discarding old DB in background");
    }
    end();
  }

  /**
   * What is said when the master is gone before all has come.
   *
   * @param why as the system says it; empty when the master closed the link, which Redis calls so
   */
  String interrupted(String why) {
    return framed
        ? "I/O error trying to sync with MASTER: connection lost"
        : "I/O error reading bulk count from MASTER: " + (why.isEmpty() ? "Success" : why);
  }

  /** True when what there was is there until all has come, and goes in one move. */
  boolean swaps() {
    return way == Way.SWAP;
  }

  /** Clients see our data again. */
  void end() {
    core.loading = false;
    core.asyncLoading = false;
  }
}
