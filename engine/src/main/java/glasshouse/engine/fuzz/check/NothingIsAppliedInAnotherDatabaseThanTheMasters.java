package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica has come, its link stands on the database on which the stream stood there when
 * its master wrote it (redis issue 4316). But for the master itself, once it follows its own
 * replicas and so goes round: it never selected what it wrote, and whoever is promoted selects
 * before it writes.
 */
public final class NothingIsAppliedInAnotherDatabaseThanTheMasters implements Invariant {
  private final Map<String, Map<Long, Integer>> databases = new LinkedHashMap<>();

  /** How far each node wrote each history. */
  private final Map<String, Map<String, Long>> writers = new LinkedHashMap<>();

  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null) {
      return null;
    }
    if (now.master()) {
      writers
          .computeIfAbsent(now.replid(), _ -> new LinkedHashMap<>())
          .put(node.name(), now.offset());
      ReplicationView before = node.before();
      if (before == null
          || before.offset() != now.offset()
          || before.streamDb() != now.streamDb()
          || !before.replid().equals(now.replid())) {
        databases
            .computeIfAbsent(now.replid(), _ -> new LinkedHashMap<>())
            .put(now.offset(), now.streamDb());
      }
      return null;
    }
    Map<Long, Integer> history = databases.get(now.replid());
    Integer db = history == null || !node.connected() ? null : history.get(now.applied());
    return db == null || db < 0 || db == now.linkDb() || wrote(node, now)
        ? null
        : "behind offset "
            + now.applied()
            + " the stream stands on database "
            + db
            + ", and "
            + node.name()
            + " on "
            + now.linkDb();
  }

  private boolean wrote(Watched node, ReplicationView now) {
    Map<String, Long> offsets = writers.get(now.replid());
    Long last = offsets == null ? null : offsets.get(node.name());
    return last != null && last == now.applied();
  }
}
