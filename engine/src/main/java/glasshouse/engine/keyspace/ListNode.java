package glasshouse.engine.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of neighbouring elements of a list, their bytes one after the other in one array: two bytes
 * of overhead an element instead of an object. Elements come and go at both ends without moving the
 * others; a run holds at most {@link #MAX_BYTES}, or one element that is larger.
 */
final class ListNode {
  /** As list-max-listpack-size -2 of redis.conf: 8 KiB. */
  static final int MAX_BYTES = 8192;

  /** Keeps the table of starts small when elements are tiny. */
  static final int MAX_COUNT = 1024;

  private static final int SHRINK_FROM = 256;
  private static final int WEIGHT = Heap.object(32);

  @Nullable ListNode previous;
  @Nullable ListNode next;
  int count;
  byte[] bytes;
  private int from;
  private int to;

  /** Where element i starts: {@code starts[first + i]}; it ends where the next one starts. */
  private char[] starts = new char[8];

  private int first;

  /** An empty run with room for {@code capacity} bytes. */
  ListNode(int capacity) {
    bytes = new byte[Math.max(capacity, 32)];
  }

  /** A copy without neighbours. */
  ListNode copy() {
    ListNode twin = new ListNode(0);
    twin.count = count;
    twin.bytes = bytes.clone();
    twin.from = from;
    twin.to = to;
    twin.starts = starts.clone();
    twin.first = first;
    return twin;
  }

  /** Bytes on the heap. */
  long memory() {
    return WEIGHT + Heap.array(bytes.length) + Heap.array((long) Character.BYTES * starts.length);
  }

  /** Bytes of all elements. */
  int used() {
    return to - from;
  }

  /** True when one more element of this length belongs into this run. */
  boolean fits(int length) {
    return count == 0 || (count < MAX_COUNT && used() + length <= MAX_BYTES);
  }

  int start(int i) {
    return starts[first + i];
  }

  int length(int i) {
    return (i == count - 1 ? to : starts[first + i + 1]) - starts[first + i];
  }

  boolean same(int i, byte[] buffer, int offset, int length) {
    int at = start(i);
    return length(i) == length
        && Arrays.equals(bytes, at, at + length, buffer, offset, offset + length);
  }

  void pushHead(byte[] buffer, int offset, int length) {
    if (from < length) {
      roomAtHead(length);
    }
    if (first == 0) {
      startsAtHead();
    }
    from -= length;
    System.arraycopy(buffer, offset, bytes, from, length);
    starts[--first] = (char) from;
    count++;
  }

  void pushTail(byte[] buffer, int offset, int length) {
    roomAtTail(length);
    System.arraycopy(buffer, offset, bytes, to, length);
    starts[first + count++] = (char) to;
    to += length;
  }

  /** Inserts so that the element becomes number {@code i}, less than {@link #count}. */
  void insert(int i, byte[] buffer, int offset, int length) {
    roomAtTail(length);
    int at = start(i);
    System.arraycopy(bytes, at, bytes, at + length, to - at);
    System.arraycopy(buffer, offset, bytes, at, length);
    to += length;
    for (int k = first + count; k > first + i; k--) {
      starts[k] = (char) (starts[k - 1] + length);
    }
    count++;
  }

  /** Replaces element {@code i} by one of the same length. */
  void overwrite(int i, byte[] buffer, int offset, int length) {
    System.arraycopy(buffer, offset, bytes, start(i), length);
  }

  /** Removes {@code gone} elements from number {@code i} on; at least one stays. */
  void remove(int i, int gone) {
    if (i == 0) {
      from = start(gone);
      first += gone;
    } else if (i + gone == count) {
      to = start(i);
    } else {
      int hole = start(i);
      int rest = start(i + gone);
      System.arraycopy(bytes, rest, bytes, hole, to - rest);
      to -= rest - hole;
      for (int k = first + i; k < first + count - gone; k++) {
        starts[k] = (char) (starts[k + gone] - (rest - hole));
      }
    }
    count -= gone;
    if (bytes.length > SHRINK_FROM && used() < bytes.length / 8) {
      move(used() * 2, 0);
    }
  }

  /** Moves the elements from number {@code i} (not 0) on into a new run. */
  ListNode split(int i) {
    int at = start(i);
    ListNode rest = new ListNode(to - at);
    for (int k = i; k < count; k++) {
      rest.pushTail(bytes, start(k), length(k));
    }
    to = at;
    count = i;
    return rest;
  }

  /** Adds all elements of {@code other} at the tail. */
  void append(ListNode other) {
    for (int k = 0; k < other.count; k++) {
      pushTail(other.bytes, other.start(k), other.length(k));
    }
  }

  private void roomAtHead(int length) {
    int capacity = capacityFor(length);
    move(capacity, capacity - used());
  }

  private void roomAtTail(int length) {
    if (bytes.length - to < length) {
      move(capacityFor(length), 0);
    }
    if (first + count == starts.length) {
      char[] old = starts;
      if (first < count) {
        starts = new char[count * 2];
      }
      System.arraycopy(old, first, starts, 0, count);
      first = 0;
    }
  }

  private void startsAtHead() {
    char[] old = starts;
    if (count * 2 > old.length) {
      starts = new char[count * 2];
    }
    System.arraycopy(old, 0, starts, starts.length - count, count);
    first = starts.length - count;
  }

  /** The present capacity when half of it is free after adding, else twice what is needed. */
  private int capacityFor(int length) {
    int needed = used() + length;
    if (needed <= bytes.length / 2) {
      return bytes.length;
    }
    return count == 0 ? Math.max(needed, 32) : Math.max(needed, Math.min(needed * 2, MAX_BYTES));
  }

  /** Puts the bytes at {@code target} of an array of {@code capacity} bytes. */
  private void move(int capacity, int target) {
    byte[] old = bytes;
    if (capacity != old.length) {
      bytes = new byte[capacity];
    }
    System.arraycopy(old, from, bytes, target, used());
    int shift = target - from;
    for (int k = first; k < first + count; k++) {
      starts[k] = (char) (starts[k] + shift);
    }
    from += shift;
    to += shift;
  }
}
