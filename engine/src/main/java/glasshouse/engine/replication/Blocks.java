package glasshouse.engine.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The blocks of memory in which Redis 7.0.0 to 7.0.9 keep their stream: at least 16 KiB, and as
 * large as what did not fit into the one before, however large that is. A block is given back as a
 * whole (Redis, feedReplicationBuffer and incrementalTrimReplicationBacklog).
 */
final class Blocks {
  private static final int SMALLEST = 16 * 1024;

  /** Offsets at which blocks begin, oldest first. */
  private final Deque<Long> starts = new ArrayDeque<>();

  /** Bytes that still fit into the last block. */
  private long room;

  /** {@code count} bytes come into the stream at {@code offset}. */
  void append(long offset, int count) {
    long rest = count - room;
    if (rest > 0) {
      starts.add(offset + room);
      room = Math.max(rest, SMALLEST) - rest;
    } else {
      room = -rest;
    }
  }

  /**
   * Gives back what can be: blocks without which the rest is still more than {@code size}, and of
   * which nobody needs a byte.
   *
   * @param first offset of the first byte there is
   * @param next offset of the byte that will come
   * @param pinned offset of the first byte that is needed
   * @return offset of the first byte that is left
   */
  long trim(long first, long next, long size, long pinned) {
    long left = first;
    while (starts.size() > 1) {
      Long oldest = starts.remove();
      long second = starts.element();
      if (next - second <= size || pinned <= second) {
        starts.addFirst(oldest);
        return left;
      }
      left = second;
    }
    return left;
  }

  /** Where the block begins that a reader holds who goes on at {@code offset}. */
  long holding(long offset) {
    Iterator<Long> all = starts.iterator();
    long held = all.hasNext() ? all.next() : offset;
    while (all.hasNext()) {
      long start = all.next();
      if (start >= offset) {
        break;
      }
      held = start;
    }
    return Math.min(held, offset);
  }

  /** The stream ends before {@code offset} now. */
  void truncate(long offset) {
    while (starts.size() > 1 && starts.getLast() >= offset) {
      starts.removeLast();
      room = 0;
    }
  }
}
