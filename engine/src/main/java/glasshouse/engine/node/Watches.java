package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which clients watch which keys (WATCH), and who of them was outrun. */
final class Watches {
  private static final class Watch {
    final Client client;
    final Database db;
    final byte[] key;

    /** The key is there, but its time was over already when it came under watch. */
    boolean expired;

    Watch(Client client, Database db, byte[] key, boolean expired) {
      this.client = client;
      this.db = db;
      this.key = key;
      this.expired = expired;
    }

    /** The key is deleted: that is no change when its time was over already. */
    void deleted() {
      if (expired) {
        expired = false;
      } else {
        client.transaction().outrun();
      }
    }
  }

  private final Map<KeyName, List<Watch>> byKey = new LinkedHashMap<>();
  private final Map<Long, Map<KeyName, Watch>> byClient = new LinkedHashMap<>();

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  void watch(Client client, Database db, byte[] key, long now) {
    Map<KeyName, Watch> mine = byClient.computeIfAbsent(client.id(), _ -> new LinkedHashMap<>());
    KeyName name = new KeyName(db.index(), key);
    if (mine.containsKey(name)) {
      return;
    }
    KeyEntry entry = db.physical(key);
    Watch watch = new Watch(client, db, key, entry != null && entry.expired(now));
    mine.put(name, watch);
    client.transaction().watched(mine.size());
    byKey.computeIfAbsent(name, _ -> new ArrayList<>()).add(watch);
  }

  void unwatch(Client client) {
    Map<KeyName, Watch> mine = byClient.remove(client.id());
    if (mine == null) {
      return;
    }
    client.transaction().watched(0);
    mine.forEach(
        (name, watch) -> {
          List<Watch> others = byKey.get(name);
          if (others != null && others.remove(watch) && others.isEmpty()) {
            byKey.remove(name);
          }
        });
  }

  /** A key has changed; that one which had expired before is deleted changes nothing. */
  void modified(Database db, byte[] key) {
    if (byKey.isEmpty()) {
      return;
    }
    List<Watch> watching = byKey.get(new KeyName(db.index(), key));
    if (watching == null) {
      return;
    }
    boolean gone = db.physical(key) == null;
    for (Watch watch : watching) {
      if (gone) {
        watch.deleted();
      } else {
        watch.client.transaction().outrun();
      }
    }
  }

  /** All keys of {@code db} are about to go. */
  void flushing(Database db) {
    byKey.values().stream()
        .flatMap(List::stream)
        .filter(watch -> watch.db == db && db.physical(watch.key) != null)
        .forEach(Watch::deleted);
  }

  /** The keys of {@code db} are now those that {@code other} had, and the other way round. */
  void swapped(Database db, Database other, long now) {
    byKey.values().forEach(watching -> watching.forEach(watch -> swapped(watch, db, other, now)));
  }

  private static void swapped(Watch watch, Database db, Database other, long now) {
    if (watch.db != db && watch.db != other) {
      return;
    }
    KeyEntry before = (watch.db == db ? other : db).physical(watch.key);
    replaced(watch, before, watch.db.physical(watch.key), now);
  }

  /** The keys of {@code db} are about to be replaced by those of {@code by} at once. */
  void replacing(Database db, Database by, long now) {
    byKey.values().stream()
        .flatMap(List::stream)
        .filter(watch -> watch.db == db)
        .forEach(watch -> replaced(watch, db.physical(watch.key), by.physical(watch.key), now));
  }

  private static void replaced(
      Watch watch, @Nullable KeyEntry before, @Nullable KeyEntry after, long now) {
    if (before == null && after == null) {
      return;
    }
    boolean wasThere = before != null && !watch.expired;
    boolean isThere = after != null && !after.expired(now);
    if (wasThere || isThere) {
      watch.client.transaction().outrun();
    } else {
      watch.expired = after != null;
    }
  }

  /** True when a key that was alive when {@code client} watched it has expired meanwhile. */
  boolean expired(Client client, long now) {
    Map<KeyName, Watch> mine = byClient.get(client.id());
    for (Watch watch : mine == null ? List.<Watch>of() : mine.values()) {
      KeyEntry entry = watch.db.physical(watch.key);
      if (!watch.expired && entry != null && entry.expired(now)) {
        return true;
      }
    }
    return false;
  }
}
