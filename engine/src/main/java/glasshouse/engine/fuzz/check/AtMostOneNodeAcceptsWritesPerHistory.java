package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/** Two masters never wear one replication id (redis issue 4316). */
public final class AtMostOneNodeAcceptsWritesPerHistory implements Invariant {
  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null || !now.master()) {
      return null;
    }
    for (Watched other : world.nodes()) {
      ReplicationView its = other.now();
      if (other != node && its != null && its.master() && its.replid().equals(now.replid())) {
        return node.name() + " and " + other.name() + " are masters of " + now.replid();
      }
    }
    return null;
  }
}
