package glasshouse.engine.live;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
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
    LiveNode.Sample known = chosen.get(member.name());
    LiveNode.Sample newest = member.sample(nanos);
    if (known != null || newest == null || depth > DEEPEST) {
      return known != null ? known : newest;
    }
    Member master = masterOf(newest.view());
    LiveNode.Sample above = master == null ? null : choose(master, depth + 1);
    boolean masterMoves = above != null && above.view().run() == NodeView.Run.RUNNING;
    LiveNode.Sample mine = above != null && masterMoves ? member.sample(above.nanos()) : newest;
    if (mine != null) {
      chosen.put(member.name(), mine);
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
    Member master = masterOf(view);
    LiveNode.Sample sample = master == null ? null : choose(master, 0);
    return LinkView.between(view, replica.cut(), sample == null ? null : sample.view(), now);
  }
}
