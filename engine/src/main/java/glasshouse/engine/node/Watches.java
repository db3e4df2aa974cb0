package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which clients watch which keys (WATCH), and who of them was outrun. */
final class Watches {
  private record Watch(Client client, Database db, byte[] key, boolean expired) {}

  private final Map<KeyName, List<Watch>> byKey = new LinkedHashMap<>();
  private final Map<Long, List<Watch>> byClient = new LinkedHashMap<>();

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  void watch(Client client, Database db, byte[] key, long now) {
    List<Watch> mine = byClient.computeIfAbsent(client.id(), _ -> new ArrayList<>());
    KeyName name = new KeyName(db.index(), key);
    for (Watch watch : mine) {
      if (new KeyName(watch.db.index(), watch.key).equals(name)) {
        return;
      }
    }
    KeyEntry entry = db.physical(key);
    Watch watch = new Watch(client, db, key, entry != null && entry.expired(now));
    mine.add(watch);
    byKey.computeIfAbsent(name, _ -> new ArrayList<>()).add(watch);
  }

  void unwatch(Client client) {
    List<Watch> mine = byClient.remove(client.id());
    if (mine == null) {
      return;
    }
    for (Watch watch : mine) {
      KeyName name = new KeyName(watch.db.index(), watch.key);
      List<Watch> others = byKey.get(name);
      if (others != null && others.remove(watch) && others.isEmpty()) {
        byKey.remove(name);
      }
    }
  }

  void modified(Database db, byte[] key) {
    if (byKey.isEmpty()) {
      return;
    }
    List<Watch> watching = byKey.get(new KeyName(db.index(), key));
    if (watching != null) {
      watching.forEach(w -> w.client.transaction().outrun());
    }
  }

  /** All keys of {@code db} go or change places; those that exist now or will exist count. */
  void touchAll(Database db, Database replacement) {
    for (List<Watch> watching : byKey.values()) {
      for (Watch watch : watching) {
        boolean there = watch.db == db && db.physical(watch.key) != null;
        boolean coming = watch.db == db && replacement.physical(watch.key) != null;
        if (there || coming) {
          watch.client.transaction().outrun();
        }
      }
    }
  }

  /** True when a key that was alive when {@code client} watched it has expired meanwhile. */
  boolean expired(Client client, long now) {
    for (Watch watch : byClient.getOrDefault(client.id(), List.of())) {
      KeyEntry entry = watch.db.physical(watch.key);
      if (!watch.expired && entry != null && entry.expired(now)) {
        return true;
      }
    }
    return false;
  }
}
