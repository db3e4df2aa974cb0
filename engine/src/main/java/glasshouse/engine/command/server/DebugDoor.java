package glasshouse.engine.command.server;

import glasshouse.engine.command.Call;
import glasshouse.engine.resp.Args;

/** What DEBUG can do to a node. Methods with a call answer on it. */
public interface DebugDoor {
  /** DEBUG SET-ACTIVE-EXPIRE: whether expired keys are looked for when nobody asks for them. */
  void activeExpire(boolean on);

  /** DEBUG PAUSE-CRON: whether periodic work stands still. */
  void pauseCron(boolean paused);

  /** DEBUG POPULATE has put keys in, which counts as no change. */
  void populated();

  /** DEBUG SLEEP: answers OK when {@code microseconds} have passed; the node does nothing else. */
  void sleep(Call call, long microseconds);

  /** DEBUG AOF-FLUSH-SLEEP: with each write to the append only file the node does nothing else. */
  void aofFlushSleep(long microseconds);

  /** DEBUG RELOAD: saves unless {@code noSave}, and loads again, by the options given. */
  void reload(Call call, boolean noSave, boolean noFlush, boolean merge);

  /** DEBUG LOADAOF: writes out the append only file and loads the data set from it. */
  void loadAof(Call call);

  /** DEBUG CHANGE-REPL-ID: a new id, the old one is forgotten. */
  void changeReplicationId();

  /** DEBUG REPLICATE: puts a command into the stream that is not run here. */
  void replicate(Args command);

  /** DEBUG LOG: a line for the log. */
  void log(String message);

  /** DEBUG RESTART and CRASH-AND-RECOVER, PANIC, SEGFAULT and their like: ends with a failure. */
  void crash(String how);

  /** DEBUG SET-DISABLE-DENY-SCRIPTS: scripts may use commands that are not for scripts. */
  void scriptsMayAll(boolean yes);

  /** DEBUG REPLYBUFFER RESIZING: whether reply buffers become what replies need. */
  void replyBuffersResize(boolean yes);

  /**
   * DEBUG REPLYBUFFER PEAK-RESET-TIME: for how long it counts what a reply needed, in milliseconds;
   * negative for ever.
   */
  void replyPeaksLast(long millis);

  /** DEBUG REPLYBUFFER PEAK-RESET-TIME RESET: as long as usual. */
  void replyPeaksLastAsUsual();

  /** DEBUG SET-SKIP-CHECKSUM-VALIDATION: whether RESTORE compares checksums. */
  void compareChecksums(boolean yes);
}
