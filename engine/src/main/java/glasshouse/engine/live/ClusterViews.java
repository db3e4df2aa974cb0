package glasshouse.engine.live;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the views of nodes, each taken on its own thread at its own time. A replica is shown as it
 * was before its master was looked at: otherwise what flowed in between would make it look ahead.
 */
final class ClusterViews {
  private static final int DEEPEST = 16;

  private final Collection<Member> members;
  private final long now;
  private final long nanos = System.nanoTime();
  private final Map<String, LiveNode.Sample> chosen = new LinkedHashMap<>();

  private ClusterViews(Collection<Member> members, long now) {
    this.members = members;
    this.now = now;
  }

  /** The cluster at {@code now} (Unix milliseconds). */
  static ClusterView join(Collection<Member> members, long now) {
    return new ClusterViews(members, now).join();
  }

  private ClusterView join() {
    List<NodeView> nodes = new ArrayList<>();
    List<LinkView> links = new ArrayList<>();
    for (Member member : members) {
      LiveNode.Sample sample = choose(member, 0);
      if (sample != null) {
        nodes.add(sample.view());
        if (!sample.view().replication().master()) {
          links.add(link(member, sample.view()));
        }
      }
    }
    return new ClusterView(now, nodes, links);
  }

  private LiveNode.@Nullable Sample choose(Member member, int depth) {
    LiveNode.Sample known = chosen.get(member.name);
    LiveNode.Sample newest = member.sample(nanos);
    if (known != null || newest == null || depth > DEEPEST) {
      return known != null ? known : newest;
    }
    Member master = masterOf(newest.view());
    LiveNode.Sample above = master == null ? null : choose(master, depth + 1);
    boolean masterMoves = above != null && above.view().run() == NodeView.Run.RUNNING;
    LiveNode.Sample mine = above != null && masterMoves ? member.sample(above.nanos()) : newest;
    if (mine != null) {
      chosen.put(member.name, mine);
    }
    return mine;
  }

  private @Nullable Member masterOf(NodeView view) {
    String address = view.replication().masterAddress();
    for (Member member : members) {
      if (address.endsWith(":" + member.port())) {
        return member;
      }
    }
    return null;
  }

  private LinkView link(Member replica, NodeView view) {
    ReplicationView mine = view.replication();
    Member master = masterOf(view);
    LiveNode.Sample sample = master == null ? null : choose(master, 0);
    boolean up = mine.link().equals("connected") && view.run() == NodeView.Run.RUNNING;
    return new LinkView(
        replica.name,
        master == null ? mine.masterAddress() : master.name,
        replica.cut(),
        up,
        sample == null ? 0 : behind(mine, sample.view()),
        sample == null ? -1 : sinceAck(replica, sample.view()),
        up ? view.load().streamBytesPerSecond() : 0);
  }

  /** Bytes of the master's stream that the replica has not applied; 0 when it cannot be told. */
  private static long behind(ReplicationView mine, NodeView above) {
    boolean known = above.run() == NodeView.Run.RUNNING || above.run() == NodeView.Run.FROZEN;
    boolean sameHistory =
        mine.replid().equals(above.replication().replid())
            || mine.replid().equals(above.replication().replid2());
    return known && sameHistory && mine.applied() >= 0
        ? above.replication().offset() - mine.applied()
        : 0;
  }

  private long sinceAck(Member replica, NodeView above) {
    for (ReplicaView candidate : above.replicas()) {
      if (candidate.address().endsWith(":" + replica.port()) && candidate.acknowledgedAt() > 0) {
        return Math.max(0, now - candidate.acknowledgedAt());
      }
    }
    return -1;
  }
}
