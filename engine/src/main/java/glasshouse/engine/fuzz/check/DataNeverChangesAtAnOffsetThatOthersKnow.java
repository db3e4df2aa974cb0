package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A master whose history others have heard of does not write without moving its offset: else nobody
 * could tell from id and offset who has the write (redis issue 4407).
 */
public final class DataNeverChangesAtAnOffsetThatOthersKnow implements Invariant {
  /** Where a master stood and what it had, when it was looked at last. */
  private record Seen(String replid, long offset, String digest) {}

  private final Map<Integer, Seen> last = new TreeMap<>();

  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null || !now.master() || !othersKnow(world, node, now.replid())) {
      last.remove(node.index());
      return null;
    }
    Seen seen = new Seen(now.replid(), now.offset(), EqualOffsetsMeanEqualData.digest(node));
    Seen before = last.put(node.index(), seen);
    boolean moved =
        before == null
            || before.offset != seen.offset
            || !before.replid.equals(seen.replid)
            || before.digest.isEmpty();
    return moved || before.digest.equals(seen.digest)
        ? null
        : node.name() + " has written, and is still at " + now.offset() + " of " + now.replid();
  }

  private static boolean othersKnow(World world, Watched node, String replid) {
    for (Watched other : world.nodes()) {
      ReplicationView its = other.now();
      if (other != node
          && its != null
          && (its.replid().equals(replid) || its.replid2().equals(replid))) {
        return true;
      }
    }
    return false;
  }
}
