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
  private static final long AHEAD = 8L << 20;

  private final Core core;
  private final Feed feed;
  private final Persistence persistence;
  private final List<ReplicaSession> waiting = new ArrayList<>();
  private final List<ReplicaSession> receiving = new ArrayList<>();
  private final Runnable forgetScripts;
  private long dueAt = Long.MAX_VALUE;
  private @Nullable SnapshotTask task;
  private byte[] mark = Bytes.EMPTY;
  private @Nullable DumpFile fromDisk;

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
    waiting.add(session);
    if (dueAt == Long.MAX_VALUE) {
      long delay = diskless() ? core.config.replication.disklessSyncDelay.value() * 1000 : 0;
      dueAt = core.now + delay;
      if (delay > 0) {
        core.notice(Kind.REPLICATION, "Delay next BGSAVE for diskless SYNC");
      }
    }
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
    receiving.remove(session);
    DumpFile disk = fromDisk;
    if (disk != null) {
      disk.gone(session);
      dropIdle(disk);
    }
  }

  /** A dump that nobody waits for any more makes room for the next one. */
  private void dropIdle(DumpFile disk) {
    if (disk.idle()) {
      fromDisk = null;
    }
  }

  private boolean diskless() {
    return core.config.replication.disklessSync.value();
  }

  private boolean allTakeEof() {
    return waiting.stream().allMatch(s -> s.connection.replicaInfo.eof && !s.connection.legacySync);
  }

  /** Starts what is due and goes on with what is under way; at the end of every step. */
  void advance() {
    if (waiting.isEmpty()) {
      dueAt = Long.MAX_VALUE;
    } else if (core.now >= dueAt && task == null && fromDisk == null && !persistence.inTheWay()) {
      start();
    }
    SnapshotTask running = task;
    if (running != null && receivable() && running.run(KEYS_PER_SLICE)) {
      finishDiskless();
    }
  }

  private void start() {
    dueAt = Long.MAX_VALUE;
    forgetScripts.run();
    feed.forgetDb();
    boolean direct = diskless() && allTakeEof();
    core.notice(
        Kind.REPLICATION,
        "Starting BGSAVE for SYNC with target: " + (direct ? "replicas sockets" : "disk"));
    receiving.clear();
    receiving.addAll(waiting);
    waiting.clear();
    for (ReplicaSession session : receiving) {
      session.next = core.history.offset() + 1;
      session.state = ReplicaSession.State.SEND_BULK;
      if (!session.connection.legacySync) {
        session
            .connection
            .out
            .latin("+FULLRESYNC " + core.history.replid() + " " + core.history.offset())
            .crlf();
      }
      core.touch(session.connection);
    }
    if (direct) {
      startDiskless();
    } else {
      DumpFile disk = new DumpFile(core, persistence, List.copyOf(receiving), this::sent);
      receiving.clear();
      fromDisk = disk;
      disk.start();
    }
  }

  private void startDiskless() {
    mark = Bytes.of(core.random.hex(40));
    for (ReplicaSession session : receiving) {
      session.connection.out.latin("$EOF:").put(mark).crlf();
    }
    task = persistence.newSnapshot(this::chunk);
  }

  private void chunk(byte[] bytes) {
    for (ReplicaSession session : receiving) {
      session.connection.out.put(bytes);
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
    core.notice(Kind.REPLICATION, "Background RDB transfer terminated with success");
    for (ReplicaSession session : List.copyOf(receiving)) {
      session.connection.out.put(mark);
      core.touch(session.connection);
      session.state = ReplicaSession.State.ONLINE;
      session.acknowledgedAt = core.now;
      if (session.rdbOnly) {
        core.close(session.connection);
      }
    }
    receiving.clear();
  }

  /** A replica got its dump from disk: the stream follows at once. */
  private void sent(ReplicaSession session, String error) {
    if (error.isEmpty()) {
      session.state = ReplicaSession.State.ONLINE;
      session.flowing = !session.rdbOnly;
      session.acknowledgedAt = core.now;
      core.notice(
          Kind.REPLICATION,
          "Synchronization with replica " + MasterSide.nameOf(session.connection) + " succeeded");
    } else {
      core.warn(Kind.REPLICATION, "SYNC failed. BGSAVE failed: " + error);
    }
    if (!error.isEmpty() || session.rdbOnly) {
      core.close(session.connection);
    }
    DumpFile disk = fromDisk;
    if (disk != null) {
      dropIdle(disk);
    }
  }

  /** Result of a disk request of ours. */
  void took(DiskResult result) {
    DumpFile disk = fromDisk;
    if (disk != null) {
      disk.took(result);
    }
  }

  /** Unix milliseconds of what is due next. */
  long nextDeadline() {
    if (task != null && receivable()) {
      return core.now;
    }
    return waiting.isEmpty() || task != null || fromDisk != null || persistence.inTheWay()
        ? Long.MAX_VALUE
        : Math.max(core.now, dueAt);
  }
}
