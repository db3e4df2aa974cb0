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
import glasshouse.engine.view.SlowScriptView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the picture of a node that eyes see, between two steps or while a script is busy. */
final class Views {
  private static final int TAPE_BYTES = 8192;
  private static final int TAPE_FRAMES = 200;
  private static final int DIGEST_KEYS = 20_000;

  private final Core core;
  private final NodeParts parts;
  private @Nullable DigestTask digest;
  private DigestView digestView = new DigestView(DigestView.State.PENDING, "", "", 0);
  private long digestChanges = -1;
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
    SlowScriptView slowScript = parts.scripting.slowView();
    return new NodeView(
        core.name,
        core.config.network.port.intValue(),
        run(slowScript != null || core.sleepUntil > core.now),
        core.profile().name(),
        replication(),
        backlog(),
        replicas(),
        databases(),
        parts.scripts(),
        digest(),
        new NodeView.LoadView(
            ordinaryClients(), core.stats.commands, commandsPerSecond, bytesPerSecond),
        tape(),
        slowScript);
  }

  private NodeView.Run run(boolean busy) {
    if (core.loading) {
      return NodeView.Run.LOADING;
    }
    return busy ? NodeView.Run.BUSY : NodeView.Run.RUNNING;
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
    ReplicaLink link = parts.replicaSide.link();
    boolean master = !core.replica;
    return new ReplicationView(
        master,
        master ? "" : link.host() + ":" + link.port(),
        master ? "" : link.state().word(),
        master ? 0 : link.waitingSince(),
        core.history.replid(),
        core.history.replid2(),
        core.history.secondOffset(),
        core.history.offset(),
        master ? -1 : link.applied(),
        master ? -1 : link.read(),
        parts.feed.streamDb(),
        master ? -1 : link.db(),
        percent(link.state()),
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
    long changes = core.stats.dirty + core.stats.silentChanges;
    long offset =
        parts.replicaSide.link().connected()
            ? parts.replicaSide.link().applied()
            : core.history.offset();
    String id = core.history.replid();
    if (parts.scripting.running()) {
      // The stream has nothing yet of what has changed since the step began.
      return changes == digestChanges
          ? digestView
          : new DigestView(DigestView.State.PENDING, "", id, offset);
    }
    if (changes != digestChanges || core.loading) {
      digestChanges = changes;
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
