package glasshouse.engine.base;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from long numbers to objects without boxing: open addressing, linear probing. Iteration is
 * in table order, a function of the history of keys alone.
 */
public final class LongMap<V> {
  private long[] keys = new long[16];
  private @Nullable Object[] values = new @Nullable Object[16];
  private int size;

  /** Number of entries. */
  public int size() {
    return size;
  }

  /** The value under {@code key}, or null. */
  public @Nullable V get(long key) {
    return value(slot(key));
  }

  /** Puts a value under {@code key}, replacing an earlier one. */
  public void put(long key, V value) {
    int slot = slot(key);
    if (values[slot] == null) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  /** Removes and returns the value under {@code key}, or null. */
  public @Nullable V remove(long key) {
    int slot = slot(key);
    V gone = value(slot);
    if (gone == null) {
      return null;
    }
    size--;
    int mask = keys.length - 1;
    int hole = slot;
    for (int i = (hole + 1) & mask; values[i] != null; i = (i + 1) & mask) {
      int home = home(keys[i]);
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        keys[hole] = keys[i];
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = null;
    return gone;
  }

  /** Calls {@code visitor} with every value; it must not change the map. */
  public void forEach(Consumer<V> visitor) {
    for (int i = 0; i < values.length; i++) {
      V value = value(i);
      if (value != null) {
        visitor.accept(value);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private @Nullable V value(int slot) {
    return (V) values[slot];
  }

  private int slot(long key) {
    int slot = home(key);
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private int home(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
  }

  private void grow() {
    final long[] oldKeys = keys;
    final @Nullable Object[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new @Nullable Object[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
