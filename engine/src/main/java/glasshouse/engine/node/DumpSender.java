package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends whole data sets to replicas. Diskless: straight from a snapshot to all replicas that wait,
 * as fast as the slowest of them takes it. By disk: into the file of BGSAVE, then from there.
 */
final class DumpSender implements MasterSide.Dumps {
  private static final int KEYS_PER_SLICE = 1000;
  private static final long AHEAD = 1L << 20;

  private final Core core;
  private final Feed feed;
  private final Persistence persistence;
  private final List<ReplicaSession> waiting = new ArrayList<>();
  private final List<ReplicaSession> receiving = new ArrayList<>();
  private final Runnable forgetScripts;
  private long dueAt = Long.MAX_VALUE;
  private @Nullable SnapshotTask task;
  private SavePace pace = new SavePace(0, 0);
  private byte[] mark = Bytes.EMPTY;
  private @Nullable DumpFile fromDisk;
  private final List<DumpFile> sending = new ArrayList<>();

  DumpSender(Core core, Feed feed, Persistence persistence, Runnable forgetScripts) {
    this.core = core;
    this.feed = feed;
    this.forgetScripts = forgetScripts;
    this.persistence = persistence;
  }

  /** True while a snapshot for replicas is being taken. */
  boolean snapshotting() {
    return task != null;
  }

  @Override
  public void wanted(ReplicaSession session) {
    DumpFile disk = fromDisk;
    ReplicaSession first = disk == null ? null : disk.firstFor(session);
    if (disk != null && first != null && first.mayBeJoinedBy(session)) {
      disk.join(session);
      feed.forgetDb();
      announce(session, first.next);
      told("Waiting for end of BGSAVE for SYNC");
      return;
    }
    waiting.add(session);
    if (persistence.saving()) {
      told("Can't attach the replica to the current BGSAVE. Waiting for next BGSAVE for SYNC");
    } else if (task != null) {
      told("Current BGSAVE has socket target. Waiting for next BGSAVE for SYNC");
    } else if (diskless() && session.connection.replicaInfo.eof && delay() > 0) {
      told("Delay next BGSAVE for diskless SYNC");
    } else if (persistence.inTheWay()) {
      told(
          "No BGSAVE in progress, but another BG operation is active. BGSAVE for replication"
              + " delayed");
    }
    if (dueAt == Long.MAX_VALUE) {
      dueAt = core.now + (diskless() ? delay() : 0);
    }
  }

  /** True when so many replicas wait for a diskless sync that it waits for no more. */
  private boolean enoughWait() {
    long enough = core.config.replication.disklessSyncMaxReplicas.value();
    return diskless() && enough > 0 && waiting.size() >= enough;
  }

  private long delay() {
    return core.config.replication.disklessSyncDelay.value() * 1000;
  }

  private void told(String text) {
    core.notice(Kind.REPLICATION, text);
  }

  @Override
  public void resumed(ReplicaSession session) {
    if (core.profile().is(Behaviour.FORGETS_SCRIPTS_ON_CONTINUE)) {
      forgetScripts.run();
    }
  }

  @Override
  public void gone(ReplicaSession session) {
    waiting.remove(session);
    DumpFile disk = fromDisk;
    if (disk != null) {
      disk.gone(session);
    }
    sending.forEach(file -> file.gone(session));
    SnapshotTask running = task;
    if (receiving.remove(session) && receiving.isEmpty() && running != null) {
      running.cancel();
      task = null;
      core.warn(
          Kind.REPLICATION, "Diskless rdb transfer, last replica dropped, killing fork child.");
      core.warn(Kind.REPLICATION, "Background transfer terminated by signal 10");
    }
  }

  private boolean diskless() {
    return core.config.replication.disklessSync.value();
  }

  /** Starts what is due and goes on with what is under way; at the end of every step. */
  void advance() {
    DumpFile disk = fromDisk;
    if (disk != null && disk.stands()) {
      sending.add(disk);
      fromDisk = null;
    }
    sending.forEach(DumpFile::advance);
    sending.removeIf(DumpFile::over);
    if (waiting.isEmpty()) {
      dueAt = Long.MAX_VALUE;
    } else if ((core.now >= dueAt || enoughWait())
        && task == null
        && fromDisk == null
        && !persistence.inTheWay()) {
      start();
    }
    SnapshotTask running = task;
    if (running != null && receivable()) {
      int keys = pace.allowed(core.now, running.done(), KEYS_PER_SLICE);
      if (keys > 0 && running.run(keys)) {
        finishDiskless();
      }
    }
  }

  /** For all who wait and want the same as the first. */
  private void start() {
    dueAt = Long.MAX_VALUE;
    forgetScripts.run();
    feed.forgetDb();
    ReplicaSession first = waiting.getFirst();
    List<ReplicaSession> group = waiting.stream().filter(first::wantsTheSameAs).toList();
    waiting.removeAll(group);
    if (!waiting.isEmpty()) {
      dueAt = core.now;
    }
    ReplicaInfo wanted = first.connection.replicaInfo;
    boolean direct =
        (diskless() || wanted.withoutData || wanted.withoutFunctions)
            && group.stream().allMatch(DumpSender::takesEof);
    told("Starting BGSAVE for SYNC with target: " + (direct ? "replicas sockets" : "disk"));
    for (ReplicaSession session : group) {
      announce(session, core.history.offset() + 1);
    }
    if (direct) {
      startDiskless(group);
    } else {
      DumpFile disk = new DumpFile(core, persistence, group, this::sent);
      fromDisk = disk;
      disk.start();
    }
  }

  private static boolean takesEof(ReplicaSession session) {
    return session.connection.replicaInfo.eof;
  }

  /** Tells a replica that it gets everything, and behind it the stream from {@code next} on. */
  private void announce(ReplicaSession session, long next) {
    session.next = next;
    if (!session.connection.legacySync) {
      session
          .connection
          .out
          .latin("+FULLRESYNC " + core.history.replid() + " " + (next - 1))
          .crlf();
    }
    core.touch(session.connection);
  }

  private void startDiskless(List<ReplicaSession> group) {
    receiving.clear();
    receiving.addAll(group);
    mark = Bytes.of(core.random.hex(40));
    for (ReplicaSession session : receiving) {
      session.direct = true;
      session.connection.out.latin("$EOF:").put(mark).crlf();
    }
    told("Background RDB transfer started by pid " + core.machine.processId());
    pace = SavePace.of(core);
    long started = core.watch.stopwatch.micros();
    task = persistence.newSnapshot(group.getFirst().connection.replicaInfo, this::chunk);
    core.watch.forked(started);
  }

  private void chunk(byte[] bytes) {
    for (ReplicaSession session : receiving) {
      session.connection.out.put(bytes);
      session.dumpOut = true;
      session.connection.reportAsked = true;
      core.touch(session.connection);
    }
  }

  /** True when no replica has too much waiting. */
  private boolean receivable() {
    for (ReplicaSession session : receiving) {
      if (session.connection.unsent + session.connection.out.length() > AHEAD) {
        return false;
      }
    }
    return true;
  }

  private void finishDiskless() {
    task = null;
    core.warn(
        Kind.REPLICATION,
        "Diskless rdb transfer, done reading from pipe, "
            + receiving.size()
            + " replicas still up.");
    told("Background RDB transfer terminated with success");
    for (ReplicaSession session : List.copyOf(receiving)) {
      session.connection.out.put(mark);
      core.touch(session.connection);
      session.direct = false;
      told(
          "Streamed RDB transfer with replica "
              + MasterSide.nameOf(session.connection)
              + " succeeded (socket). Waiting for REPLCONF ACK from slave to enable streaming");
      putOnline(session);
    }
    receiving.clear();
  }

  private void putOnline(ReplicaSession session) {
    String name = MasterSide.nameOf(session.connection);
    if (session.rdbOnly) {
      told("RDB transfer completed, rdb only replica (" + name + ") should be disconnected asap");
      core.close(session.connection);
    } else {
      session.state = ReplicaSession.State.ONLINE;
      session.acknowledgedAt = core.now;
      told("Synchronization with replica " + name + " succeeded");
    }
  }

  /** A replica got its dump from disk: the stream follows at once. */
  private void sent(ReplicaSession session, String error) {
    if (!error.isEmpty()) {
      core.warn(Kind.REPLICATION, "SYNC failed. " + error);
      core.close(session.connection);
    } else {
      session.flowing = !session.rdbOnly;
      putOnline(session);
    }
  }

  /** Result of a disk request of ours. */
  void took(DiskResult result) {
    List.copyOf(sending).forEach(file -> file.took(result));
  }

  /** Unix milliseconds of what is due next. */
  long nextDeadline() {
    SnapshotTask running = task;
    if (running != null && receivable()) {
      return Math.max(core.now, pace.dueAt(running.done()));
    }
    return waiting.isEmpty() || task != null || fromDisk != null || persistence.inTheWay()
        ? Long.MAX_VALUE
        : Math.max(core.now, dueAt);
  }
}
