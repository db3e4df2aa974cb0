package glasshouse.engine.keyspace;

import glasshouse.engine.base.Check;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list of byte strings: a chain of runs (quicklist). Both ends in constant time; an index is
 * looked for run by run, from the nearest of head, tail and the place of the last look-up, so that
 * walking by index costs constant time a step.
 */
public final class ListValue implements Value {
  private static final int WEIGHT = Heap.object(28);

  private @Nullable ListNode head;
  private @Nullable ListNode tail;
  private int size;

  /** The run of the last look-up and the index of its first element; null after a change. */
  private @Nullable ListNode near;

  private int nearBase;

  /** Bytes of all runs. */
  private long runs;

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** A copy of element {@code index}, 0 being the head. */
  public byte[] get(int index) {
    ListNode node = seek(index);
    int at = node.start(index - nearBase);
    return Arrays.copyOfRange(node.bytes, at, at + node.length(index - nearBase));
  }

  /** Visits {@code count} elements from {@code from} on towards the tail. */
  public void range(int from, int count, SliceVisitor visitor) {
    if (count == 0) {
      return;
    }
    ListNode node = seek(from);
    int i = from - nearBase;
    for (int left = count; left > 0; left--) {
      if (i == node.count) {
        node = Objects.requireNonNull(node.next, "list ends early");
        i = 0;
      }
      visitor.visit(node.bytes, node.start(i), node.length(i));
      i++;
    }
  }

  /** Visits {@code count} elements from {@code from} on towards the head. */
  public void rangeDown(int from, int count, SliceVisitor visitor) {
    for (int index = from; index > from - count; index--) {
      ListNode node = seek(index);
      int i = index - nearBase;
      visitor.visit(node.bytes, node.start(i), node.length(i));
    }
  }

  /**
   * The first index, going from {@code from} to {@code to} (both inclusive, either direction),
   * whose element equals the slice; -1 when there is none.
   */
  public int find(byte[] buffer, int offset, int length, int from, int to) {
    int step = from <= to ? 1 : -1;
    for (int index = from; index != to + step; index += step) {
      if (seek(index).same(index - nearBase, buffer, offset, length)) {
        return index;
      }
    }
    return -1;
  }

  /** Adds a copy of the slice before the head. */
  public void pushHead(byte[] buffer, int offset, int length) {
    ListNode node = head;
    if (node == null || !node.fits(length)) {
      node = link(fresh(length), null, head);
    }
    runs -= node.memory();
    node.pushHead(buffer, offset, length);
    runs += node.memory();
    size++;
    near = null;
  }

  /** Adds a copy of {@code element} before the head. */
  public void pushHead(byte[] element) {
    pushHead(element, 0, element.length);
  }

  /** Adds a copy of the slice behind the tail. */
  public void pushTail(byte[] buffer, int offset, int length) {
    ListNode node = tail;
    if (node == null || !node.fits(length)) {
      node = link(fresh(length), tail, null);
    }
    runs -= node.memory();
    node.pushTail(buffer, offset, length);
    runs += node.memory();
    size++;
    near = null;
  }

  /** Adds a copy of {@code element} behind the tail. */
  public void pushTail(byte[] element) {
    pushTail(element, 0, element.length);
  }

  /** Removes and returns the head; the list is not empty. */
  public byte[] popHead() {
    byte[] gone = get(0);
    remove(0, 1);
    return gone;
  }

  /** Removes and returns the tail; the list is not empty. */
  public byte[] popTail() {
    byte[] gone = get(size - 1);
    remove(size - 1, 1);
    return gone;
  }

  /** Replaces element {@code index} by a copy of the slice. */
  public void set(int index, byte[] buffer, int offset, int length) {
    ListNode node = seek(index);
    if (node.length(index - nearBase) == length) {
      node.overwrite(index - nearBase, buffer, offset, length);
      return;
    }
    remove(index, 1);
    insert(index, buffer, offset, length);
  }

  /** Inserts a copy of the slice so that it becomes number {@code index} (0 to size). */
  public void insert(int index, byte[] buffer, int offset, int length) {
    if (index == 0) {
      pushHead(buffer, offset, length);
      return;
    }
    if (index == size) {
      pushTail(buffer, offset, length);
      return;
    }
    ListNode node = seek(index);
    int i = index - nearBase;
    if (node.fits(length)) {
      runs -= node.memory();
      if (i == 0 && node.start(0) >= length) {
        node.pushHead(buffer, offset, length);
      } else {
        node.insert(i, buffer, offset, length);
      }
      runs += node.memory();
    } else {
      ListNode before = node.previous;
      if (i > 0) {
        link(node.split(i), node, node.next);
        before = node;
      }
      if (before == null || !before.fits(length)) {
        before = link(new ListNode(length), before, before == null ? head : before.next);
      }
      runs -= before.memory();
      before.pushTail(buffer, offset, length);
      runs += before.memory();
    }
    size++;
    near = null;
  }

  /** Removes {@code count} elements from {@code from} on. */
  public void remove(int from, int count) {
    Check.that(count >= 0 && from >= 0 && from + count <= size, "list range out of range");
    int left = count;
    while (left > 0) {
      ListNode node = seek(from);
      int i = from - nearBase;
      int gone = Math.min(left, node.count - i);
      if (gone == node.count) {
        unlink(node);
      } else {
        runs -= node.memory();
        node.remove(i, gone);
        runs += node.memory();
        absorb(node);
      }
      size -= gone;
      left -= gone;
    }
  }

  /** Keeps the elements from {@code from} to {@code to} (both inclusive), drops the others. */
  public void trim(int from, int to) {
    remove(to + 1, size - 1 - to);
    remove(0, from);
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
    for (ListNode node = head; node != null; node = node.next) {
      twin.link(node.copy(), twin.tail, null);
    }
    twin.size = size;
    return twin;
  }

  @Override
  public long memory() {
    return WEIGHT + runs;
  }

  /** The run that holds {@code index}; {@link #nearBase} is the index of its first element. */
  private ListNode seek(int index) {
    Check.that(index >= 0 && index < size, "list index out of range");
    ListNode node = near;
    int base = nearBase;
    int far = node == null ? Integer.MAX_VALUE : Math.abs(index - base);
    if (index < far) {
      node = head;
      base = 0;
      far = index;
    }
    ListNode last = tail;
    if (last != null && size - 1 - index < far) {
      node = last;
      base = size - last.count;
    }
    Objects.requireNonNull(node, "empty list");
    while (index < base) {
      node = Objects.requireNonNull(node.previous, "list starts late");
      base -= node.count;
    }
    while (index >= base + node.count) {
      base += node.count;
      node = Objects.requireNonNull(node.next, "list ends early");
    }
    near = node;
    nearBase = base;
    return node;
  }

  /** A run for an end of the list: the first one starts small, the others will fill up. */
  private ListNode fresh(int length) {
    return new ListNode(size == 0 ? length : Math.max(length, ListNode.MAX_BYTES));
  }

  private ListNode link(ListNode node, @Nullable ListNode before, @Nullable ListNode after) {
    runs += node.memory();
    node.previous = before;
    node.next = after;
    if (before == null) {
      head = node;
    } else {
      before.next = node;
    }
    if (after == null) {
      tail = node;
    } else {
      after.previous = node;
    }
    return node;
  }

  /** Takes out the run of the last look-up; what follows it is at the same index then. */
  private void unlink(ListNode node) {
    runs -= node.memory();
    ListNode before = node.previous;
    ListNode after = node.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    near = after;
  }

  /** Joins a run that has become small with the next one, when both together stay small. */
  private void absorb(ListNode node) {
    ListNode after = node.next;
    if (after != null
        && node.used() + after.used() <= ListNode.MAX_BYTES / 2
        && node.count + after.count <= ListNode.MAX_COUNT / 2) {
      runs -= node.memory() + after.memory();
      node.append(after);
      runs += node.memory();
      ListNode beyond = after.next;
      node.next = beyond;
      if (beyond == null) {
        tail = node;
      } else {
        beyond.previous = node;
      }
    }
  }
}
