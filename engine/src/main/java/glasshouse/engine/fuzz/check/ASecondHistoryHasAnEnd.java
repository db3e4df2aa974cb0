package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/** A node that knows a history before its own knows where it ended, and has come as far. */
public final class ASecondHistoryHasAnEnd implements Invariant {
  private static final String NONE = "0".repeat(40);

  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null) {
      return null;
    }
    boolean none = now.replid2().equals(NONE);
    long second = now.secondOffset();
    boolean holds = none ? second == -1 : second <= now.offset() + 1;
    return holds
        ? null
        : node.name()
            + " has "
            + now.replid2()
            + " up to "
            + second
            + ", and is at "
            + now.offset();
  }
}
