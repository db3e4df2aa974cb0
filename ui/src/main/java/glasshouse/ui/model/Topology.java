package glasshouse.ui.model;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who replicates from whom, as a forest: a view asked by name.
 *
 * <p>A node whose master is no node of the cluster is a root. So is the first node of a ring, which
 * is a legal if useless thing to configure.
 */
public final class Topology {
  /** A cluster without nodes. */
  public static final Topology EMPTY = new Topology(ClusterView.EMPTY);

  /**
   * A node in its place.
   *
   * @param node the node
   * @param link its link to its master, null for a master
   * @param depth steps from the root, 0 for the root
   * @param children its replicas, in the order of nodes
   */
  public record Member(NodeView node, @Nullable LinkView link, int depth, List<Member> children) {}

  private final ClusterView view;
  private final Map<String, NodeView> nodes = new LinkedHashMap<>();
  private final Map<String, LinkView> links = new LinkedHashMap<>();
  private final List<Member> roots = new ArrayList<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** Orders a view. */
  public Topology(ClusterView view) {
    this.view = view;
    for (NodeView node : view.nodes()) {
      nodes.put(node.name(), node);
    }
    for (LinkView link : view.links()) {
      links.put(link.replica(), link);
    }
    for (NodeView node : view.nodes()) {
      if (master(node.name()) == null) {
        roots.add(plant(node, 0));
      }
    }
    for (NodeView node : view.nodes()) {
      if (!members.containsKey(node.name())) {
        roots.add(plant(node, 0));
      }
    }
  }

  /** The view itself. */
  public ClusterView view() {
    return view;
  }

  /** The trees, in the order of nodes. */
  public List<Member> roots() {
    return roots;
  }

  /** All nodes, each master before its replicas, as a reader wants them listed. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** A node by name, null when there is none. */
  public @Nullable NodeView node(String name) {
    return nodes.get(name);
  }

  /** The link of a replica to its master, null for a master. */
  public @Nullable LinkView link(String replica) {
    return links.get(replica);
  }

  /** A node's place in its tree, null when there is no such node. */
  public @Nullable Member member(String name) {
    return members.get(name);
  }

  /** The node that a node replicates from, null for a master or when it is elsewhere. */
  public @Nullable NodeView master(String replica) {
    LinkView link = links.get(replica);
    return link == null || link.master().equals(replica) ? null : nodes.get(link.master());
  }

  /** What a master knows of a node that replicates from it, null when it does not know it. */
  public static @Nullable ReplicaView seenBy(NodeView master, NodeView replica) {
    String tail = ":" + replica.port();
    for (ReplicaView seen : master.replicas()) {
      if (seen.address().endsWith(tail)) {
        return seen;
      }
    }
    return null;
  }

  /** Number of the last byte a node holds: applied on a replica with a link, else its offset. */
  public static long position(NodeView node) {
    long applied = node.replication().applied();
    return !node.replication().master() && applied >= 0 ? applied : node.replication().offset();
  }

  /** The database a node's stream stands on: its master link's on a replica. */
  public static int db(NodeView node) {
    return node.replication().master()
        ? node.replication().streamDb()
        : node.replication().linkDb();
  }

  private Member plant(NodeView node, int depth) {
    List<Member> children = new ArrayList<>();
    Member member = new Member(node, links.get(node.name()), depth, children);
    members.put(node.name(), member);
    for (LinkView link : view.links()) {
      NodeView replica = nodes.get(link.replica());
      if (link.master().equals(node.name())
          && replica != null
          && !members.containsKey(link.replica())) {
        children.add(plant(replica, depth + 1));
      }
    }
    return member;
  }
}
