package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Effects;
import glasshouse.engine.config.WordParameter;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The growing end of the append only file: what commands leave is gathered here, written at the end
 * of each step, and synced as appendfsync says. One write is under way at a time, so that a write
 * that failed is repeated before anything that follows it.
 *
 * <p>Replies wait until what they speak of is written (and synced, with {@code always}). Only while
 * the disk is busy with a sync of {@code everysec} are they let go for up to two seconds, as Redis
 * does (flushAppendOnlyFile).
 *
 * <p>At a rewrite the file changes: what was gathered until {@link #split} still goes into the old
 * one, which is then synced and closed, the rest into the one of {@link #next}.
 */
final class AofLog {
  private static final long MICROS = 1000;
  private static final int PATIENCE = 2000;
  private static final int LOG_EVERY = 30_000;
  private static final int NO_SPLIT = -1;

  private final Core core;
  private final BooleanSupplier snapshotRuns;
  private final ByteBuilder buffer = new ByteBuilder(1024);
  private final AofText text;
  private boolean gathers;
  private long file;
  private long size;
  private long total;
  private int split = NO_SPLIT;
  private long nextFile;
  private long gathered;
  private long written;
  private long synced;
  private int inFlight;
  private boolean syncing;
  private long syncDue;
  private long postponedAt;
  private boolean impatient;
  private long delayedSyncs;
  private String writeError = "";
  private String syncError = "";
  private long retryAt;
  private long loggedAt = Long.MIN_VALUE;
  private boolean finishing;
  private Runnable whenWritten = () -> {};

  /**
   * An end that is not open.
   *
   * @param snapshotRuns whether a save or a rewrite is under way
   */
  AofLog(Core core, BooleanSupplier snapshotRuns) {
    this.core = core;
    this.snapshotRuns = snapshotRuns;
    text = new AofText(core, buffer);
  }

  /** While {@code yes}, commands are gathered. */
  void gather(boolean yes) {
    gathers = yes;
    text.anew();
  }

  boolean gathers() {
    return gathers && !core.loading;
  }

  /** As {@link AofText#write(int, Args)}. */
  void write(int db, Args args) {
    int before = buffer.length();
    text.write(db, args);
    gathered += buffer.length() - before;
  }

  /** As {@link AofText#write(List, boolean)}. */
  void write(List<Effects.Effect> effects, boolean wrapped) {
    int before = buffer.length();
    text.write(effects, wrapped);
    gathered += buffer.length() - before;
  }

  /** Goes on in {@code number}, an open file that has {@code bytes} already. */
  void open(long number, long bytes) {
    file = number;
    size = bytes;
    total = bytes;
  }

  /** What is gathered from here on belongs into another file, see {@link #next}. */
  void split() {
    split = buffer.length();
    text.anew();
  }

  /** The file for what comes behind {@link #split} is open and empty; 0 to have none. */
  void next(long number) {
    nextFile = number;
    if (file == 0) {
      split = 0;
    }
    change();
    flush();
  }

  /** There is no other file: all goes on into the old one. */
  void unsplit() {
    split = NO_SPLIT;
    flush();
  }

  /** Forgets what was gathered and not written, and closes without waiting. */
  void drop() {
    if (file != 0) {
      closeFile(file);
    }
    file = 0;
    split = NO_SPLIT;
    nextFile = 0;
    inFlight = 0;
    syncing = false;
    buffer.clear();
    written = gathered;
    synced = gathered;
    core.outbox.release(written);
    whenWritten();
  }

  /** Writes what is left, syncs and closes; nothing is gathered any more. */
  void close() {
    gather(false);
    if (file == 0) {
      drop();
      return;
    }
    if (nextFile != 0) {
      closeFile(nextFile);
      nextFile = 0;
    }
    split = buffer.length();
    change();
    flush();
  }

  private void closeFile(long number) {
    core.disk.ask(
        new Output.CloseFile(number),
        result -> {
          if (result instanceof DiskResult.Failed(long _, String why)) {
            core.warn(Kind.LIFE, "Fail to fsync the AOF file: " + why);
          }
        });
  }

  /** Calls {@code then} once when all that is gathered is written and synced, or cannot be. */
  void finish(Runnable then) {
    whenWritten = then;
    finishing = true;
    if (file == 0 || !writeError.isEmpty()) {
      whenWritten();
      return;
    }
    flush();
    settled();
  }

  /** Writes what was gathered, when nothing stands in the way, and syncs when that is due. */
  void flush() {
    if (file == 0) {
      return;
    }
    int count = split == NO_SPLIT ? buffer.length() : split;
    boolean waitsForRetry = !writeError.isEmpty() && core.now < retryAt;
    if (count > 0 && inFlight == 0 && !waitsForRetry) {
      if (syncing) {
        postpone();
      } else {
        postponedAt = 0;
        impatient = false;
        writeOut(count);
      }
    }
    sync();
  }

  /** A write waits for the sync that is under way; replies wait only after a while. */
  private void postpone() {
    if (postponedAt == 0) {
      postponedAt = core.now;
      core.outbox.release(gathered);
    }
    if (!impatient && core.now - postponedAt >= PATIENCE) {
      impatient = true;
      delayedSyncs++;
      core.notice(
          Kind.LIFE,
          "Asynchronous AOF fsync is taking too long (disk is busy?). Writing the AOF buffer"
              + " without waiting for fsync to complete, this may slow down Redis.");
    }
  }

  private void writeOut(int count) {
    byte[] bytes = new byte[count];
    System.arraycopy(buffer.array(), 0, bytes, 0, count);
    inFlight = count;
    if (core.aofFlushSleep > 0) {
      core.sleepUntil = core.now + (core.aofFlushSleep + MICROS - 1) / MICROS;
    }
    long to = file;
    boolean withSync = policy().is("always") && !spared();
    long started = core.watch.stopwatch.micros();
    core.disk.ask(
        new Output.Append(to, bytes, withSync),
        result -> {
          if (to == file) {
            core.watch.wroteFile(started, withSync, syncing, snapshotRuns.getAsBoolean());
            wrote(result, withSync);
          }
        });
  }

  /** Takes a result while a script is busy and all else waits: only replies are let go. */
  boolean took(DiskResult result) {
    return result.file() == file && core.disk.took(result);
  }

  private void wrote(DiskResult result, boolean withSync) {
    int count = inFlight;
    inFlight = 0;
    if (result instanceof DiskResult.Failed failed) {
      failed(failed);
      return;
    }
    if (!writeError.isEmpty()) {
      writeError = "";
      core.warn(Kind.LIFE, "AOF write error looks solved, Redis can write again.");
    }
    buffer.discard(count);
    if (split != NO_SPLIT) {
      split -= count;
    }
    size += count;
    total += count;
    written += count;
    if (withSync) {
      synced = written;
    }
    core.outbox.release(written);
    change();
    flush();
    settled();
  }

  private void failed(DiskResult.Failed failure) {
    if (policy().is("always")) {
      core.warn(Kind.LIFE, "Error writing to the AOF file: " + failure.why());
      core.warn(
          Kind.LIFE,
          "Can't recover from AOF write error when the AOF fsync policy is 'always'. Exiting...");
      core.end(1);
      return;
    }
    if (core.now - LOG_EVERY >= loggedAt) {
      loggedAt = core.now;
      core.warn(Kind.LIFE, "Error writing to the AOF file: " + failure.why());
    }
    writeError = failure.reason();
    retryAt = core.now + 1000;
    core.outbox.release(gathered);
    whenWritten();
  }

  /** True while syncs are left out for the sake of a snapshot. */
  private boolean spared() {
    return core.config.appendOnly.noFsyncOnRewrite.value() && snapshotRuns.getAsBoolean();
  }

  private WordParameter policy() {
    return core.config.appendOnly.fsync;
  }

  private void sync() {
    boolean due = policy().is("everysec") && core.now >= syncDue && !spared();
    if (!(due || finishing) || syncing || inFlight > 0 || written == synced) {
      return;
    }
    syncing = true;
    syncDue = core.now + 1000;
    long upTo = written;
    long of = file;
    core.disk.ask(
        new Output.SyncFile(of),
        result -> {
          if (of == file) {
            syncing = false;
            synced(result, upTo);
          }
        });
  }

  private void synced(DiskResult result, long upTo) {
    if (result instanceof DiskResult.Failed(long _, String why)) {
      if (syncError.isEmpty()) {
        core.warn(Kind.LIFE, "Fail to fsync the AOF file: " + why);
      }
      syncError = ((DiskResult.Failed) result).reason();
      change();
      whenWritten();
      return;
    }
    syncError = "";
    synced = Math.max(synced, upTo);
    change();
    flush();
    settled();
  }

  /** Changes to the next file when the old one has all that belongs into it. */
  private void change() {
    if (split != 0 || inFlight > 0 || syncing) {
      return;
    }
    if (file != 0) {
      if (nextFile == 0 && gathers) {
        return;
      }
      closeFile(file);
    }
    synced = written;
    syncing = false;
    file = nextFile;
    nextFile = 0;
    size = 0;
    split = NO_SPLIT;
  }

  private void settled() {
    if (file == 0 || (buffer.isEmpty() && inFlight == 0 && synced == written)) {
      whenWritten();
    }
  }

  private void whenWritten() {
    finishing = false;
    Runnable then = whenWritten;
    whenWritten = () -> {};
    then.run();
  }

  /** Position that {@link Outbox#release} must reach before replies may go. */
  long owed() {
    boolean postponed = postponedAt != 0 && !impatient && policy().is("everysec");
    boolean free = file == 0 || !writeError.isEmpty() || postponed;
    return free ? written : gathered;
  }

  /** Position up to which all is written. */
  long written() {
    return written;
  }

  /** Why the last write or sync failed, as the system says it; empty when it did not. */
  String error() {
    return writeError.isEmpty() ? syncError : writeError;
  }

  /** The node goes on in spite of what failed before. */
  void forgetErrors() {
    if (!syncError.isEmpty()) {
      core.warn(Kind.LIFE, "AOF reopen, just ignore the AOF fsync error in bio job");
    }
    if (!writeError.isEmpty()) {
      core.warn(Kind.LIFE, "AOF reopen, just ignore the last error.");
    }
    syncError = "";
    writeError = "";
  }

  /** Bytes of the open file that are written. */
  long size() {
    return size;
  }

  /** Bytes of all parts (aof_current_size). */
  long total() {
    return total;
  }

  /** Says how many bytes stand in other parts than the open one. */
  void others(long bytes) {
    total = bytes + size;
  }

  /** Bytes that wait to be written. */
  int waiting() {
    return buffer.length();
  }

  boolean syncing() {
    return syncing;
  }

  long delayedSyncs() {
    return delayedSyncs;
  }

  /** Unix milliseconds of the next sync or attempt to write that is due. */
  long nextDeadline() {
    if (file == 0) {
      return Long.MAX_VALUE;
    }
    if (!writeError.isEmpty()) {
      return Math.max(core.now, retryAt);
    }
    if (postponedAt != 0 && !impatient) {
      return postponedAt + PATIENCE;
    }
    boolean due = policy().is("everysec") && written != synced && !spared();
    return due && !syncing && inFlight == 0 ? syncDue : Long.MAX_VALUE;
  }
}
