package glasshouse.engine.live;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the views of nodes, each taken on its own thread at its own time. */
final class ClusterViews {
  private ClusterViews() {}

  static ClusterView join(Collection<Member> members, long now) {
    List<NodeView> nodes = new ArrayList<>();
    List<LinkView> links = new ArrayList<>();
    for (Member member : members) {
      NodeView view = member.view();
      if (view != null) {
        nodes.add(view);
        if (!view.replication().master()) {
          links.add(link(member, view, members, now));
        }
      }
    }
    return new ClusterView(now, nodes, links);
  }

  private static LinkView link(
      Member replica, NodeView view, Collection<Member> members, long now) {
    String address = view.replication().masterAddress();
    Member master = null;
    for (Member member : members) {
      if (address.endsWith(":" + member.port())) {
        master = member;
      }
    }
    NodeView above = master == null ? null : master.view();
    boolean up =
        view.replication().link().equals("connected") && view.run() == NodeView.Run.RUNNING;
    return new LinkView(
        replica.name,
        master == null ? address : master.name,
        replica.cut(),
        up,
        master == null || above == null ? 0 : behind(replica, view, master, above),
        above == null ? -1 : sinceAck(replica, above, now),
        up ? view.load().streamBytesPerSecond() : 0);
  }

  /**
   * Bytes of the master's stream that the replica has not applied. The replica must have been
   * looked at before the master was, or what flowed in between would make it look ahead: its
   * earlier view is taken when the newest is too young.
   */
  private static long behind(Member replica, NodeView view, Member master, NodeView above) {
    ReplicationView mine = view.replication();
    LiveNode.Sample at = master.sample(false);
    LiveNode.Sample newest = replica.sample(false);
    LiveNode.Sample earlier = replica.sample(true);
    if (at != null && newest != null && newest.nanos() > at.nanos() && earlier != null) {
      mine = earlier.view().replication();
      if (earlier.nanos() > at.nanos()) {
        return 0;
      }
    }
    boolean sameHistory =
        mine.replid().equals(above.replication().replid())
            || mine.replid().equals(above.replication().replid2());
    return mine.applied() < 0 || !sameHistory ? 0 : above.replication().offset() - mine.applied();
  }

  private static long sinceAck(Member replica, NodeView above, long now) {
    @Nullable ReplicaView found = null;
    for (ReplicaView candidate : above.replicas()) {
      if (candidate.address().endsWith(":" + replica.port())) {
        found = candidate;
      }
    }
    return found == null || found.acknowledgedAt() == 0
        ? -1
        : Math.max(0, now - found.acknowledgedAt());
  }
}
