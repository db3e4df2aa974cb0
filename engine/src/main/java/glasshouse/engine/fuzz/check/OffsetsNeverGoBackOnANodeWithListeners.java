package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/**
 * Within one history, the offset of a node that has replicas only grows (redis issue 7320). But a
 * whole copy takes a node wherever that stands, and it hangs up its replicas for that: then nobody
 * listens to it who does not know. To hang up alone is no excuse, for the replicas are back with
 * what they have and the node does not have any more.
 */
public final class OffsetsNeverGoBackOnANodeWithListeners implements Invariant {
  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView before = node.before();
    ReplicationView now = node.now();
    Node running = node.node();
    if (before == null || now == null || running == null || running.replicas().isEmpty()) {
      return null;
    }
    if (!before.replid().equals(now.replid()) || now.offset() >= before.offset()) {
      return null;
    }
    if (copied(before, now) && running.replicas().stream().allMatch(ReplicaView::closing)) {
      return null;
    }
    return node.name()
        + " goes back from "
        + before.offset()
        + " to "
        + now.offset()
        + " with "
        + running.replicas().size()
        + " replicas";
  }

  /**
   * The link has come up in this event, and not with what was missing alone: the offset is less.
   */
  private static boolean copied(ReplicationView before, ReplicationView now) {
    boolean asked = before.link().equals("handshake") || before.link().equals("sync");
    return asked && now.link().equals("connected");
  }
}
