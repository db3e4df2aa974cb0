package glasshouse.engine.keyspace;

import java.util.Arrays;

/**
 * The nodes of a stream in the order of their ids: they come at the end, go mostly at the front,
 * and are found by halving.
 */
final class StreamNodes {
  /** Stands for a node where there is none: no entries, no fields. */
  private static final StreamNode NONE =
      new StreamNode(StreamId.MIN, 0, 0, new byte[] {0, 1, 0, 1}, 2);

  private StreamNode[] array = {};
  private int first;
  private int size;
  private long weight;

  int size() {
    return size;
  }

  /** The node number {@code i}; one without entries when there is none. */
  StreamNode get(int i) {
    return i < size ? array[first + i] : NONE;
  }

  /** The last node. */
  StreamNode last() {
    return get(Math.max(0, size - 1));
  }

  /** Bytes of all nodes on the heap. */
  long memory() {
    return Heap.array((long) array.length * Heap.REFERENCE) + weight;
  }

  /** Notes that a node has grown or shrunk by so many bytes. */
  void grown(long bytes) {
    weight += bytes;
  }

  /** Number of the last node whose id is not above {@code id}, or -1. */
  int floor(StreamId id) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (array[first + middle].id.compareTo(id) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** Adds a node at the end; its id is the greatest. */
  void add(StreamNode node) {
    if (first + size == array.length) {
      StreamNode[] old = array;
      if (first <= size) {
        array = new StreamNode[Math.max(2, size * 2)];
      }
      System.arraycopy(old, first, array, 0, size);
      if (array == old) {
        Arrays.fill(array, size, first + size, NONE);
      }
      first = 0;
    }
    array[first + size++] = node;
    weight += node.memory();
  }

  /** Removes node number {@code i}. */
  void remove(int i) {
    weight -= get(i).memory();
    if (i == 0) {
      array[first++] = NONE;
    } else {
      System.arraycopy(array, first + i + 1, array, first + i, size - i - 1);
      array[first + size - 1] = NONE;
    }
    size--;
  }

  StreamNodes copy() {
    StreamNodes twin = new StreamNodes();
    twin.array = new StreamNode[size];
    twin.size = size;
    for (int i = 0; i < size; i++) {
      twin.array[i] = get(i).copy();
      twin.weight += twin.array[i].memory();
    }
    return twin;
  }

  /**
   * Number of nodes of the radix tree that Redis keeps the ids in (rax.c): one for each place where
   * keys part, for each stretch of bytes between, and for each key.
   */
  long radixNodes() {
    return size == 0 ? 1 : radixNodes(0, size - 1, 0);
  }

  private long radixNodes(int low, int high, int depth) {
    int parting = low == high ? 16 : get(low).id.firstDifference(get(high).id);
    long found = (parting > depth ? 1 : 0) + 1L;
    for (int from = low; low < high && from <= high; ) {
      int to = from;
      while (to < high && get(from).id.firstDifference(get(to + 1).id) > parting) {
        to++;
      }
      found += radixNodes(from, to, parting + 1);
      from = to + 1;
    }
    return found;
  }
}
