package glasshouse.engine.fuzz;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.fuzz.check.Watched;
import glasshouse.engine.fuzz.check.World;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.view.ReplicationView;
import java.util.List;

/**
 * Who decides which node is the master, as Sentinel or a person would: promotes, lets nodes follow
 * others, and after some time catches masters that should be none.
 */
final class Operator {
  private static final String HOST = "127.0.0.1";

  private final World world;
  private final long patience;
  private final long[] aloneSince;
  private int master;

  Operator(World world, long patience) {
    this.world = world;
    this.patience = patience;
    aloneSince = new long[world.nodes().size()];
  }

  /** The node that clients take for the master. */
  Watched master() {
    return world.nodes().get(master);
  }

  private Watched node(int index) {
    return world.nodes().get(index);
  }

  private static boolean awake(Watched node) {
    return node.sim().running() && !node.sim().frozen();
  }

  /** An order; a node that stands still takes it when it goes on. */
  static void order(SimNode node, String... words) {
    ByteBuilder bytes = new ByteBuilder(64);
    Args.of(words).encode(bytes);
    node.send(node.connect(), bytes.toByteArray());
  }

  /** Lets a node follow another, unless that one follows it. */
  void follow(int node, int target) {
    if (node == master || below(target, node)) {
      return;
    }
    SimNode replica = node(node).sim();
    int port = node(target).sim().port();
    if (replica.running()) {
      order(replica, "REPLICAOF", HOST, Integer.toString(port));
    } else {
      replica.follow(HOST, port);
    }
  }

  /** True when {@code node} is {@code top} or follows it, be it over others. */
  private boolean below(int node, int top) {
    Watched at = node(node);
    for (int hops = 0; at != null && hops <= world.nodes().size(); hops++) {
      if (at.index() == top) {
        return true;
      }
      at = world.above(at);
    }
    return false;
  }

  /** Makes a replica the master. */
  void promote(int node, boolean rewire) {
    Watched chosen = node(node);
    ReplicationView now = chosen.now();
    if (!awake(chosen) || now == null || now.master()) {
      return;
    }
    order(chosen.sim(), "REPLICAOF", "NO", "ONE");
    master = node;
    if (rewire) {
      for (Watched other : world.nodes()) {
        if (!other.master()) {
          follow(other.index(), node);
        }
      }
    }
  }

  /** The master hands over to a replica. */
  void failOver(int node) {
    if (awake(master())) {
      String port = Integer.toString(node(node).sim().port());
      order(master().sim(), "FAILOVER", "TO", HOST, port, "TIMEOUT", "2000");
    }
  }

  /** Looks around. */
  void look(long now) {
    handedOver();
    for (Watched node : world.nodes()) {
      int index = node.index();
      if (index == master || !node.master()) {
        aloneSince[index] = now;
      } else if (now - aloneSince[index] >= patience) {
        aloneSince[index] = now;
        follow(index, master);
      }
    }
  }

  /** After a FAILOVER the master is the one the old one follows. */
  private void handedOver() {
    Watched above = world.above(master());
    if (above != null && above.master()) {
      master = above.index();
    }
  }

  /** All is over: one master, and everybody below it. */
  void settle() {
    handedOver();
    ReplicationView now = master().now();
    if (now != null && !now.master()) {
      order(master().sim(), "FAILOVER", "ABORT");
      order(master().sim(), "REPLICAOF", "NO", "ONE");
    }
    List<Watched> others = world.nodes();
    for (Watched node : others) {
      if (node.master() || !below(node.index(), master)) {
        follow(node.index(), master);
      }
    }
  }
}
