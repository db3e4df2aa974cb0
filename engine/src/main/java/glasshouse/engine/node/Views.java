package glasshouse.engine.node;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.DigestTask;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the picture of a node that eyes see, between two steps. */
final class Views {
  private static final int TAPE_BYTES = 8192;
  private static final int TAPE_FRAMES = 200;
  private static final int DIGEST_KEYS = 20_000;

  private final Core core;
  private final NodeParts parts;
  private @Nullable DigestTask digest;
  private DigestView digestView = new DigestView(DigestView.State.PENDING, "", "", 0);
  private long digestDirty = -1;
  private long rateFrom;
  private long rateCommands;
  private long rateOffset;
  private long commandsPerSecond;
  private long bytesPerSecond;

  Views(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
  }

  NodeView node() {
    rates();
    return new NodeView(
        core.name,
        core.config.network.port.intValue(),
        core.loading ? NodeView.Run.LOADING : NodeView.Run.RUNNING,
        core.profile().name(),
        replication(),
        backlog(),
        replicas(),
        databases(),
        parts.scripts(),
        digest(),
        new NodeView.LoadView(
            ordinaryClients(), core.stats.commands, commandsPerSecond, bytesPerSecond),
        tape());
  }

  private void rates() {
    long passed = core.now - rateFrom;
    if (passed >= 1000) {
      commandsPerSecond = (core.stats.commands - rateCommands) * 1000 / passed;
      bytesPerSecond = Math.max(0, core.history.offset() - rateOffset) * 1000 / passed;
      rateFrom = core.now;
      rateCommands = core.stats.commands;
      rateOffset = core.history.offset();
    }
  }

  /** Commands in the last second that was measured. */
  long commandsPerSecond() {
    return commandsPerSecond;
  }

  private int ordinaryClients() {
    int[] count = {0};
    core.connections.forEach(c -> count[0] += c.master || c.session != null ? 0 : 1);
    return count[0];
  }

  ReplicationView replication() {
    ReplicaSide side = parts.replicaSide;
    boolean master = !core.replica;
    long downSince = side.downSince();
    return new ReplicationView(
        master,
        master ? "" : side.host() + ":" + side.port(),
        master ? "" : side.link().word(),
        master || downSince == 0 ? 0 : downSince < 0 ? core.startedAt : downSince,
        core.history.replid(),
        core.history.replid2(),
        core.history.secondOffset(),
        core.history.offset(),
        master ? -1 : side.applied(),
        master ? -1 : side.read(),
        parts.feed.streamDb(),
        master ? -1 : side.linkDb(),
        percent(side.link()),
        parts.failover.state().word);
  }

  private static int percent(MasterLink link) {
    if (!(link instanceof MasterLink.Transfer transfer)) {
      return -1;
    }
    long expected = transfer.intake.dump().expected();
    return expected <= 0 ? 0 : (int) (transfer.intake.dump().received() * 100 / expected);
  }

  BacklogView backlog() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null
        ? new BacklogView(false, core.config.replication.backlogSize.value(), 0, 0)
        : new BacklogView(true, backlog.size(), backlog.first(), backlog.length());
  }

  List<ReplicaView> replicas() {
    List<ReplicaView> list = new ArrayList<>();
    for (ReplicaSession session : parts.masterSide.sessions()) {
      list.add(
          new ReplicaView(
              MasterSide.nameOf(session.connection),
              session.state.word(),
              session.acknowledged,
              session.acknowledgedAt,
              parts.masterSide.queued(session),
              session.connection.closing));
    }
    return list;
  }

  private List<NodeView.DatabaseView> databases() {
    List<NodeView.DatabaseView> list = new ArrayList<>();
    for (int i = 0; i < core.keyspace.count(); i++) {
      Database db = core.keyspace.database(i);
      if (db.size() > 0) {
        list.add(new NodeView.DatabaseView(i, db.size(), db.expiring()));
      }
    }
    return list;
  }

  private List<FrameView> tape() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null ? List.of() : parts.feed.tape.newest(backlog, TAPE_BYTES, TAPE_FRAMES);
  }

  /** Goes on with the digest while nothing is written; starts again when something was. */
  DigestView digest() {
    long dirty = core.stats.dirty + core.stats.expiredKeys + core.stats.loads;
    long offset =
        parts.replicaSide.connected() ? parts.replicaSide.applied() : core.history.offset();
    String id = core.history.replid();
    if (dirty != digestDirty || core.loading) {
      digestDirty = dirty;
      digest = null;
      digestView = new DigestView(DigestView.State.PENDING, "", id, offset);
      return digestView;
    }
    if (digestView.state() == DigestView.State.PENDING) {
      DigestTask task = digest == null ? new DigestTask(core.keyspace) : digest;
      digest = task;
      if (!task.run(DIGEST_KEYS)) {
        return digestView;
      }
      digest = null;
      digestView = new DigestView(DigestView.State.EXACT, task.hex(), id, offset);
    } else if (offset != digestView.offset() || !id.equals(digestView.replid())) {
      digestView = new DigestView(DigestView.State.EXACT, digestView.hex(), id, offset);
    }
    return digestView;
  }
}
