package glasshouse.engine.keyspace;

import glasshouse.engine.port.RandomSource;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One numbered database. Every change goes through here, so that a running snapshot sees each entry
 * before it changes; a command that changes a value in place calls {@link #beforeChange} first.
 */
public final class Database {
  private final Keyspace keyspace;
  private final int index;
  private Dict<KeyEntry> keys;
  private Dict<Deadline> expires;
  private long expireCursor;
  private long values;

  /** Where these keys were when the snapshot began; negative when they are no part of it. */
  private int origin = -1;

  Database(Keyspace keyspace, int index) {
    this.keyspace = keyspace;
    this.index = index;
    keys = new Dict<>(keyspace.rules().seed);
    expires = new Dict<>(keyspace.rules().seed);
  }

  /** The number SELECT takes. */
  public int index() {
    return index;
  }

  /** Seed and thresholds for new values. */
  public ValueRules rules() {
    return keyspace.rules();
  }

  /** Number of keys, expired ones that are still in memory included. */
  public int size() {
    return keys.size();
  }

  /** {@link Dict#chains} of its keys and of those that have an expiry, as DEBUG HTSTATS tells. */
  public String chains() {
    return "[Dictionary HT]\n" + keys.chains() + "[Expires HT]\n" + expires.chains();
  }

  /** Number of keys that have an expiry. */
  public int expiring() {
    return expires.size();
  }

  /** The entry under the slice at {@code now}, by the keyspace's {@link Keyspace.Expiry}. */
  public @Nullable KeyEntry find(byte[] buffer, int offset, int length, long now) {
    KeyEntry entry = keys.find(buffer, offset, length);
    if (entry == null || !entry.expired(now)) {
      return entry;
    }
    return switch (keyspace.expiry()) {
      case KEEP -> entry;
      case HIDE -> null;
      case DELETE -> {
        byte[] key = entry.key();
        delete(key);
        keyspace.expired(this, key);
        yield null;
      }
    };
  }

  /** The entry under {@code key} at {@code now}, by the keyspace's {@link Keyspace.Expiry}. */
  public @Nullable KeyEntry find(byte[] key, long now) {
    return find(key, 0, key.length, now);
  }

  /** The entry under {@code key} as it is in memory, expired or not. */
  public @Nullable KeyEntry physical(byte[] key) {
    return keys.find(key);
  }

  /** To be called before the value of {@code entry} is changed in place. */
  public void beforeChange(KeyEntry entry) {
    keyspace.beforeChange(this, entry);
    keyspace.lift(this, entry);
  }

  /** The key of {@code entry} was used. */
  public void used(KeyEntry entry) {
    rules().ages.touch(entry);
  }

  /**
   * Puts a value under the slice (copied when new); removes the expiry. A key that has expired goes
   * before, also one that is only hidden from readers. Returns the entry.
   */
  public KeyEntry set(byte[] buffer, int offset, int length, Value value) {
    KeyEntry entry = keys.find(buffer, offset, length);
    if (entry != null && entry.deadline != null) {
      KeyEntry living = find(buffer, offset, length, rules().ages.now());
      if (living == null && keyspace.expiry() == Keyspace.Expiry.HIDE) {
        delete(entry.key());
        keyspace.expired(this, entry.key());
      }
      entry = living;
    }
    if (entry == null) {
      return create(Arrays.copyOfRange(buffer, offset, offset + length), value);
    }
    beforeChange(entry);
    used(entry);
    entry.value = value;
    if (entry.deadline != null) {
      persist(entry);
    }
    return entry;
  }

  /** Puts a value under {@code key}, which is kept when new; removes the expiry. */
  public KeyEntry set(byte[] key, Value value) {
    return set(key, 0, key.length, value);
  }

  /** Replaces the value of an entry and leaves its expiry alone. */
  public void replace(KeyEntry entry, Value value) {
    beforeChange(entry);
    used(entry);
    entry.value = value;
  }

  /** So many keys will be added, so many of them with an expiry; see {@link Dict#expect}. */
  public void expect(long size, long expiring) {
    keys.expect(size);
    expires.expect(expiring);
  }

  /**
   * Puts a value that will not change yet under {@code key}, which is kept; null, with nothing
   * done, when it is taken.
   */
  public @Nullable KeyEntry add(byte[] key, Value value) {
    int hash = keys.hash(key, 0, key.length);
    if (keys.find(key, 0, key.length, hash) != null) {
      return null;
    }
    KeyEntry entry = new KeyEntry(key, value);
    keyspace.created(entry);
    weighs(value.memory());
    keys.insert(entry, hash);
    return entry;
  }

  private KeyEntry create(byte[] key, Value value) {
    KeyEntry entry = new KeyEntry(key, value);
    keyspace.created(entry);
    keyspace.lifted(this, entry);
    keys.insert(entry);
    keyspace.told(this, key);
    return entry;
  }

  /** Removes a key, expired or not; true when it was in memory. */
  public boolean delete(byte[] key) {
    KeyEntry entry = keys.find(key);
    if (entry == null) {
      return false;
    }
    keyspace.beforeChange(this, entry);
    keys.remove(key);
    if (entry.deadline != null) {
      expires.remove(key);
    }
    if (entry.lifted()) {
      entry.lifted(false);
    } else {
      weighs(-entry.value.memory());
    }
    return true;
  }

  /** Lets a key expire at {@code at} (Unix milliseconds, not negative). */
  public void expireAt(KeyEntry entry, long at) {
    keyspace.beforeChange(this, entry);
    keyspace.expires(this, entry.key());
    Deadline present = entry.deadline;
    if (present != null) {
      present.at = at;
      return;
    }
    Deadline made = new Deadline(entry, at);
    entry.deadline = made;
    expires.insert(made, entry.hash);
  }

  /** Removes the expiry of a key; true when it had one. */
  public boolean persist(KeyEntry entry) {
    if (entry.deadline == null) {
      return false;
    }
    keyspace.beforeChange(this, entry);
    entry.deadline = null;
    expires.remove(entry.key());
    return true;
  }

  /** Removes all keys; a running snapshot still walks over them. */
  public void clear() {
    keyspace.settle();
    values = 0;
    keys = new Dict<>(rules().seed);
    expires = new Dict<>(rules().seed);
    expireCursor = 0;
    origin = -1;
  }

  /** Visits every key in memory; the visitor must not add or remove keys. */
  public void forEach(Consumer<KeyEntry> visitor) {
    keys.forEach(visitor);
  }

  /** A walk over the keys that may be interrupted by changes; of those of now if all go at once. */
  public DictWalk<KeyEntry> walk() {
    return keys.walk();
  }

  /** One step of a scan over the keys, see {@link Dict#scan}. */
  public long scan(long cursor, Consumer<KeyEntry> visitor) {
    return keys.scan(cursor, visitor);
  }

  /** One step of a scan over the keys that have an expiry. */
  public long scanExpiring(long cursor, Consumer<KeyEntry> visitor) {
    return expires.scan(cursor, e -> visitor.accept(e.owner));
  }

  /** Where the active expiry cycle stopped last time. */
  public long expireCursor() {
    return expireCursor;
  }

  /** Notes where the active expiry cycle stopped. */
  public void expireCursor(long cursor) {
    expireCursor = cursor;
  }

  /** A random key in memory, expired or not; null when there is none. */
  public @Nullable KeyEntry random(RandomSource random) {
    return keys.size() == 0 ? null : keys.random(random);
  }

  /** A random key that expires; null when there is none. */
  public @Nullable KeyEntry randomExpiring(RandomSource random) {
    return expires.size() == 0 ? null : expires.random(random).owner;
  }

  /** Visits some keys, or some that expire, see {@link Dict#sample}. */
  public void sample(boolean all, int count, RandomSource random, Consumer<KeyEntry> visitor) {
    if (all) {
      keys.sample(count, random, visitor);
    } else {
      expires.sample(count, random, e -> visitor.accept(e.owner));
    }
  }

  int origin() {
    return origin;
  }

  void origin(int index) {
    origin = index;
  }

  /** Bytes of all keys, their values and expiries, by {@link Heap}'s account. */
  long memory() {
    return 2 * Dict.EMPTY + values + keys.names() + overhead() + expiryOverhead();
  }

  /** Bytes of the table of keys and of its entries, beyond those of an empty table. */
  public long overhead() {
    return keys.memory(KeyEntry.WEIGHT) - Dict.EMPTY;
  }

  /** Bytes that expiries take, beyond those of an empty table. */
  public long expiryOverhead() {
    return expires.memory(Deadline.WEIGHT) - Dict.EMPTY;
  }

  /** Values have come to weigh so many bytes more, or less. */
  void weighs(long bytes) {
    values += bytes;
  }

  void swapWith(Database other) {
    keyspace.settle();
    other.keyspace.settle();
    final long theirValues = other.values;
    other.values = values;
    values = theirValues;
    final Dict<KeyEntry> theirKeys = other.keys;
    final Dict<Deadline> theirExpires = other.expires;
    final long theirCursor = other.expireCursor;
    final int theirOrigin = other.origin;
    other.keys = keys;
    other.expires = expires;
    other.expireCursor = expireCursor;
    other.origin = origin;
    keys = theirKeys;
    expires = theirExpires;
    expireCursor = theirCursor;
    origin = theirOrigin;
  }
}
