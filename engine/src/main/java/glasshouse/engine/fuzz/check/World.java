package glasshouse.engine.fuzz.check;

import glasshouse.engine.replication.Profile;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.ReplicationView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checks see of a run. */
public final class World {
  private final List<Watched> nodes = new ArrayList<>();
  private final Profile profile;

  /** Watches the nodes that {@code simulation} has. */
  public World(Simulation simulation, Profile profile) {
    this.profile = profile;
    for (SimNode node : simulation.nodes()) {
      nodes.add(new Watched(nodes.size(), node));
    }
  }

  /** The release whose behaviour the nodes show. */
  public Profile profile() {
    return profile;
  }

  /** All nodes, running or not. */
  public List<Watched> nodes() {
    return nodes;
  }

  /** Looks at a node after an event of it. */
  public Watched stepped(SimNode node) {
    Watched watched = nodes.get(node.port() - nodes.getFirst().sim().port());
    watched.look();
    return watched;
  }

  /** Forgets where a node stood: it has ended. */
  public void ended(int node) {
    nodes.get(node).ended();
  }

  /** The node that a replica is configured to follow, or null. */
  public @Nullable Watched above(Watched replica) {
    ReplicationView now = replica.now();
    if (now == null || now.master()) {
      return null;
    }
    String address = now.masterAddress();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    int index = port - nodes.getFirst().sim().port();
    return index < 0 || index >= nodes.size() ? null : nodes.get(index);
  }

  /**
   * The master whose stream reaches a replica now, over links that are all up; null when there is
   * none.
   */
  public @Nullable Watched source(Watched replica) {
    Watched at = replica;
    for (int hops = 0; at != null && hops <= nodes.size(); hops++) {
      if (at.master()) {
        return at;
      }
      at = at.connected() ? above(at) : null;
    }
    return null;
  }

  /** True when a replica has exactly what its source has: one history, one offset. */
  public static boolean level(Watched replica, Watched source) {
    ReplicationView mine = replica.now();
    ReplicationView other = source.now();
    return mine != null
        && other != null
        && replica.connected()
        && mine.replid().equals(other.replid())
        && mine.applied() == other.offset()
        && mine.read() == other.offset();
  }
}
