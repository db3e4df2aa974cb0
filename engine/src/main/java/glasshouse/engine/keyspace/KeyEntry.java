package glasshouse.engine.keyspace;

/** A key of a database: its value, when it expires, when it was last used. */
public final class KeyEntry extends Dict.Entry {
  /** {@link #expireAt} of a key that does not expire. */
  public static final long NEVER = -1;

  Value value;
  long expireAt = NEVER;
  long lastUsed;
  int epoch;

  KeyEntry(byte[] key, Value value) {
    super(key);
    this.value = value;
  }

  /** The value. */
  public Value value() {
    return value;
  }

  /** Unix time in milliseconds after which the key is gone, or {@link #NEVER}. */
  public long expireAt() {
    return expireAt;
  }

  /** Unix time in milliseconds of the last look-up by a command that counts as a use. */
  public long lastUsed() {
    return lastUsed;
  }

  /** Notes a use at {@code now} (Unix milliseconds). */
  public void used(long now) {
    lastUsed = now;
  }

  /** True when the key has expired at {@code now}, whether or not it was deleted yet. */
  public boolean expired(long now) {
    return expireAt != NEVER && now > expireAt;
  }
}
