package glasshouse.engine.fuzz.check;

import glasshouse.engine.view.ReplicationView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica has come, its link stands on the database on which the stream stood there when
 * its master wrote it (redis issue 4316).
 */
public final class NothingIsAppliedInAnotherDatabaseThanTheMasters implements Invariant {
  private final Map<String, Map<Long, Integer>> databases = new LinkedHashMap<>();

  @Override
  public @Nullable String broken(World world, Watched node) {
    ReplicationView now = node.now();
    if (now == null) {
      return null;
    }
    if (now.master()) {
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
    return db == null || db < 0 || db == now.linkDb()
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
}
