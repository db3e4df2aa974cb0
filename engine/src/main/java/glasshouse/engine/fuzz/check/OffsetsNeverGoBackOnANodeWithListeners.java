package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/** Within one history, the offset of a node that has replicas only grows (redis issue 7320). */
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
    return node.name()
        + " goes back from "
        + before.offset()
        + " to "
        + now.offset()
        + " with "
        + running.replicas().size()
        + " replicas";
  }
}
