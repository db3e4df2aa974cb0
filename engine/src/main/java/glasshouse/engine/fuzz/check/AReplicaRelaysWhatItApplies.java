package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/** A connected replica has relayed exactly what it has applied (redis issue 4102). */
public final class AReplicaRelaysWhatItApplies implements Invariant {
  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null || !node.connected() || now.offset() == now.applied()) {
      return null;
    }
    return node.name()
        + " has applied up to "
        + now.applied()
        + ", and says of its own stream that it ends with "
        + now.offset();
  }
}
