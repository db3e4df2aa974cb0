package glasshouse.engine.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * A key of a database: its value, when it expires, when it was last used. There are millions of
 * these: what a key need not have, as an expiry, is an object of its own.
 */
public final class KeyEntry extends Dict.Entry {
  /** {@link #expireAt} of a key that does not expire. */
  public static final long NEVER = -1;

  /** Bytes on the heap without name and value. */
  static final int WEIGHT = Heap.object(FIELDS + 12);

  /** Snapshots are told apart by numbers up to this one. */
  static final int EPOCHS = 127;

  private static final int AGE = 0xFFFFFF;
  private static final int EPOCH_SHIFT = 24;
  private static final int LIFTED = 1 << 31;

  Value value;
  @Nullable Deadline deadline;

  /** The {@link Ages age}, the number of the last snapshot that has it, and {@link #lifted}. */
  private int state;

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
    Deadline end = deadline;
    return end == null ? NEVER : end.at;
  }

  /** True when the key has expired at {@code now}, whether or not it was deleted yet. */
  public boolean expired(long now) {
    Deadline end = deadline;
    return end != null && now > end.at;
  }

  /** Bytes on the heap of the key with its value, its expiry and its place in the table. */
  public long memory() {
    long rest = Heap.REFERENCE + Heap.array(key.length) + value.memory();
    return WEIGHT + rest + (deadline == null ? 0 : Deadline.WEIGHT + Heap.REFERENCE);
  }

  int age() {
    return state & AGE;
  }

  void age(int age) {
    state = state & ~AGE | age;
  }

  int epoch() {
    return state >> EPOCH_SHIFT & EPOCHS;
  }

  void epoch(int epoch) {
    state = state & ~(EPOCHS << EPOCH_SHIFT) | epoch << EPOCH_SHIFT;
  }

  /** True while the value may be changing, so that its weight counts nowhere. */
  boolean lifted() {
    return state < 0;
  }

  void lifted(boolean yes) {
    state = yes ? state | LIFTED : state & ~LIFTED;
  }
}
