package glasshouse.engine.keyspace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All databases of a node, and what they share. */
public final class Keyspace {
  /** What a look-up does with a key that has expired. */
  public enum Expiry {
    /** A master deletes it and tells its replicas. */
    DELETE,
    /** A replica's client does not see it; it stays until the master's DEL arrives. */
    HIDE,
    /** Commands from the master, and loading, take it as alive. */
    KEEP
  }

  /** Told of something that has happened to a key. */
  @FunctionalInterface
  public interface KeyListener {
    /** It has happened to {@code key} of {@code db}. */
    void happened(Database db, byte[] key);
  }

  /** Told before an entry changes or goes, so that a snapshot can save it as it was. */
  @FunctionalInterface
  public interface Snapshot {
    /**
     * {@code entry} is about to change; it has not been saved yet.
     *
     * @param db the database it was in when the snapshot began
     */
    void save(int db, KeyEntry entry);
  }

  private final ValueRules rules;
  private final Database[] databases;
  private Expiry expiry = Expiry.DELETE;
  private KeyListener expired = (db, key) -> {};
  private KeyListener created = (db, key) -> {};
  private KeyListener hidden = (db, key) -> {};
  private @Nullable Snapshot snapshot;
  private int epoch;

  /** How many snapshots in a row did not come to every entry. */
  private int broken;

  /** Entries have come that no snapshot has seen: their numbers are not of our counting. */
  private boolean strange;

  private @Nullable KeyEntry[] lifted = new @Nullable KeyEntry[16];
  private @Nullable Database[] liftedFrom = new @Nullable Database[16];
  private int liftedCount;

  /** {@code count} empty databases. */
  public Keyspace(int count, ValueRules rules) {
    this.rules = rules;
    databases = new Database[count];
    for (int i = 0; i < count; i++) {
      databases[i] = new Database(this, i);
    }
  }

  /** Number of databases. */
  public int count() {
    return databases.length;
  }

  /** Database {@code index}, from 0 to count - 1. */
  public Database database(int index) {
    return databases[index];
  }

  /** Seed and thresholds of all values. */
  public ValueRules rules() {
    return rules;
  }

  /** What look-ups do with expired keys from now on. */
  public void expiry(Expiry mode) {
    expiry = mode;
  }

  /** What look-ups do with expired keys. */
  public Expiry expiry() {
    return expiry;
  }

  /** Names the listener for keys that look-ups have just deleted, as they had expired. */
  public void onExpired(KeyListener listener) {
    expired = listener;
  }

  /**
   * Names the listener for keys that are to expire, while look-ups {@link Expiry#HIDE} what has
   * expired.
   */
  public void onHiddenExpiry(KeyListener listener) {
    hidden = listener;
  }

  void expires(Database db, byte[] key) {
    if (expiry == Expiry.HIDE) {
      hidden.happened(db, key);
    }
  }

  /** Names the listener for keys that commands have made and not filled yet. */
  public void onCreated(KeyListener listener) {
    created = listener;
  }

  /** Number of keys in all databases, expired ones included. */
  public long size() {
    long sum = 0;
    for (Database db : databases) {
      sum += db.size();
    }
    return sum;
  }

  /** Removes all keys of all databases. */
  public void clear() {
    for (Database db : databases) {
      db.clear();
    }
  }

  /**
   * Takes over all keys of {@code other}, whose rules are ours; what was here goes. A running
   * snapshot keeps what was here and takes nothing of what comes.
   */
  public void adopt(Keyspace other) {
    for (Database db : databases) {
      db.clear();
      db.swapWith(other.databases[db.index()]);
    }
    if (snapshot == null) {
      epoch = other.epoch;
    } else {
      strange = true;
    }
  }

  /** Exchanges the content of two databases (SWAPDB), from 0 on; clients stay where they are. */
  public void swap(int first, int second) {
    if (first != second) {
      databases[first].swapWith(databases[second]);
    }
  }

  /**
   * Starts a snapshot: from now on every entry that existed is handed to {@code saver} before its
   * first change, unless {@link #saved} was told first. Tables that go as a whole (FLUSHALL, a dump
   * that is adopted) are not told: the snapshot finds their entries in the walks it began at its
   * start. One snapshot at a time.
   */
  public void startSnapshot(Snapshot saver) {
    if (strange || broken == KeyEntry.EPOCHS) {
      for (Database db : databases) {
        db.forEach(this::saved);
      }
      strange = false;
      broken = 0;
    }
    epoch = epoch + 1 & KeyEntry.EPOCHS;
    snapshot = saver;
    for (Database db : databases) {
      db.origin(db.index());
    }
  }

  /** Ends the snapshot, which came to every entry when it is {@code complete}. */
  public void endSnapshot(boolean complete) {
    snapshot = null;
    broken = complete ? 0 : broken + 1;
  }

  /** True when {@code entry} belongs to the running snapshot and was not saved yet. */
  public boolean unsaved(KeyEntry entry) {
    return entry.epoch() != epoch;
  }

  /** Notes that the snapshot has {@code entry}. */
  public void saved(KeyEntry entry) {
    entry.epoch(epoch);
  }

  /** Bytes that all databases take on the heap, by {@link Heap}'s account. */
  public long memory() {
    settle();
    long sum = 0;
    for (Database db : databases) {
      sum += db.memory();
    }
    return sum;
  }

  /**
   * Takes the value of an entry off the account while it changes. What it weighs then is counted
   * when the command ends, see {@link #settle}.
   */
  void lift(Database db, KeyEntry entry) {
    if (entry.lifted()) {
      return;
    }
    db.weighs(-entry.value.memory());
    lifted(db, entry);
  }

  /** The value of an entry is off the account until {@link #settle}. */
  void lifted(Database db, KeyEntry entry) {
    entry.lifted(true);
    if (liftedCount == lifted.length) {
      lifted = Arrays.copyOf(lifted, liftedCount * 2);
      liftedFrom = Arrays.copyOf(liftedFrom, liftedCount * 2);
    }
    lifted[liftedCount] = entry;
    liftedFrom[liftedCount++] = db;
  }

  /** A command has ended: what it changed is put back on the account. */
  public void settle() {
    for (int i = 0; i < liftedCount; i++) {
      KeyEntry entry = Objects.requireNonNull(lifted[i]);
      if (entry.lifted()) {
        entry.lifted(false);
        Objects.requireNonNull(liftedFrom[i]).weighs(entry.value.memory());
      }
      lifted[i] = null;
    }
    liftedCount = 0;
  }

  void beforeChange(Database db, KeyEntry entry) {
    Snapshot saver = snapshot;
    if (saver != null && entry.epoch() != epoch && db.origin() >= 0) {
      entry.epoch(epoch);
      saver.save(db.origin(), entry);
    }
  }

  void created(KeyEntry entry) {
    entry.epoch(epoch);
    entry.age(rules.ages.fresh());
  }

  void told(Database db, byte[] key) {
    created.happened(db, key);
  }

  void expired(Database db, byte[] key) {
    expired.happened(db, key);
  }
}
