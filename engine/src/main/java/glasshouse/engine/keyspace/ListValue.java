package glasshouse.engine.keyspace;

import glasshouse.engine.base.Check;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list of byte strings in a ring: both ends and every index in constant time, inserting in the
 * middle moves the shorter side.
 */
public final class ListValue implements Value {
  private byte[] @Nullable [] ring = new byte[8] @Nullable [];
  private int head;
  private int size;

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** Element {@code index}, 0 being the head. */
  public byte[] get(int index) {
    Check.that(index >= 0 && index < size, "list index out of range");
    return element(index);
  }

  /** Replaces element {@code index}. */
  public void set(int index, byte[] element) {
    Check.that(index >= 0 && index < size, "list index out of range");
    ring[slot(index)] = element;
  }

  /** Adds before the head. */
  public void pushHead(byte[] element) {
    grow();
    head = (head - 1) & (ring.length - 1);
    ring[head] = element;
    size++;
  }

  /** Adds behind the tail. */
  public void pushTail(byte[] element) {
    grow();
    ring[slot(size)] = element;
    size++;
  }

  /** Removes and returns the head; the list is not empty. */
  public byte[] popHead() {
    byte[] gone = get(0);
    ring[head] = null;
    head = slot(1);
    size--;
    return gone;
  }

  /** Removes and returns the tail; the list is not empty. */
  public byte[] popTail() {
    byte[] gone = get(size - 1);
    ring[slot(size - 1)] = null;
    size--;
    return gone;
  }

  /** Inserts so that the element becomes number {@code index} (0 to size). */
  public void insert(int index, byte[] element) {
    Check.that(index >= 0 && index <= size, "list index out of range");
    if (index <= size / 2) {
      pushHead(element);
      for (int i = 0; i < index; i++) {
        ring[slot(i)] = ring[slot(i + 1)];
      }
    } else {
      pushTail(element);
      for (int i = size - 1; i > index; i--) {
        ring[slot(i)] = ring[slot(i - 1)];
      }
    }
    ring[slot(index)] = element;
  }

  /** Removes and returns element {@code index}. */
  public byte[] remove(int index) {
    final byte[] gone = get(index);
    if (index < size / 2) {
      for (int i = index; i > 0; i--) {
        ring[slot(i)] = ring[slot(i - 1)];
      }
      popHead();
    } else {
      for (int i = index; i < size - 1; i++) {
        ring[slot(i)] = ring[slot(i + 1)];
      }
      popTail();
    }
    return gone;
  }

  /** Keeps the elements from {@code from} to {@code to} (both inclusive), drops the others. */
  public void trim(int from, int to) {
    for (int tail = size - 1 - to; tail > 0; tail--) {
      popTail();
    }
    for (int i = 0; i < from; i++) {
      popHead();
    }
  }

  @Override
  public String typeName() {
    return "list";
  }

  @Override
  public String encoding() {
    return "quicklist";
  }

  @Override
  public ListValue copy() {
    ListValue twin = new ListValue();
    twin.ring = Arrays.copyOf(ring, ring.length);
    twin.head = head;
    twin.size = size;
    return twin;
  }

  private int slot(int index) {
    return (head + index) & (ring.length - 1);
  }

  private byte[] element(int index) {
    return Objects.requireNonNull(ring[slot(index)], "hole in a list");
  }

  private void grow() {
    if (size == ring.length) {
      byte[] @Nullable [] larger = new byte[size * 2] @Nullable [];
      for (int i = 0; i < size; i++) {
        larger[i] = ring[slot(i)];
      }
      ring = larger;
      head = 0;
    }
  }
}
