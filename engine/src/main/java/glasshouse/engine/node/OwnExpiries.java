package glasshouse.engine.node;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keys that clients of a writable replica let expire. Its master knows nothing of them and will
 * never send a DEL, so the replica deletes them itself (Redis, expireSlaveKeys).
 */
final class OwnExpiries {
  private static final int KEYS_PER_TICK = 64;

  private final Core core;
  private final Executor executor;
  private final Set<KeyName> keys = new LinkedHashSet<>();

  OwnExpiries(Core core, Executor executor) {
    this.core = core;
    this.executor = executor;
    core.keyspace.onHiddenExpiry(this::note);
  }

  private void note(Database db, byte[] key) {
    if (core.replica) {
      keys.add(new KeyName(db.index(), key));
    }
  }

  /** Keys that are watched for their expiry, as slave_expires_tracked_keys tells. */
  int size() {
    return keys.size();
  }

  /** The data of the master has replaced ours. */
  void clear() {
    keys.clear();
  }

  /** Deletes what has expired among the next of them; forgets what is gone or expires no more. */
  void tick() {
    if (!core.replica || !core.activeExpire) {
      return;
    }
    int looks = Math.min(keys.size(), KEYS_PER_TICK);
    for (int i = 0; i < looks; i++) {
      Iterator<KeyName> first = keys.iterator();
      KeyName name = first.next();
      first.remove();
      Database db = core.keyspace.database(name.db());
      KeyEntry entry = db.physical(name.key());
      if (entry == null || entry.expireAt() == KeyEntry.NEVER) {
        continue;
      }
      if (entry.expired(core.now)) {
        executor.expireNow(db, name.key());
      } else {
        keys.add(name);
      }
    }
  }
}
