package glasshouse.engine.replication;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Check;
import org.jspecify.annotations.Nullable;

/**
 * The window of the stream that can be sent again: a ring of bytes addressed by stream offset. It
 * keeps the newest {@link #size} bytes, and older ones as long as a slow replica still needs them
 * (the shared buffer of Redis 7.0, issue 9166).
 */
public final class Backlog {
  private static final int SMALLEST_RING = 16 * 1024;

  /** A ring that is this many times as large as it need be is given up for a smaller one. */
  private static final int ROOM_TO_SPARE = 4;

  private byte[] ring = new byte[SMALLEST_RING];
  private long size;
  private long first;
  private long next;
  private long pinned = Long.MAX_VALUE;
  private final @Nullable Blocks blocks;

  /**
   * An empty backlog whose next byte has number {@code next}.
   *
   * @param size bytes to keep
   * @param inBlocks whether it is given back in blocks that may be of any size
   */
  public Backlog(long size, long next, boolean inBlocks) {
    this.size = size;
    this.blocks = inBlocks ? new Blocks() : null;
    this.first = next;
    this.next = next;
  }

  /** Bytes to keep at least, as far as there are any. */
  public long size() {
    return size;
  }

  /** Bytes that the ring takes. */
  public long memory() {
    return ring.length;
  }

  /** Changes the size; what is in the window stays if it fits (7.0). */
  public void resize(long bytes) {
    size = bytes;
    trim();
  }

  /** Offset of the first byte kept; {@link #next} when empty. */
  public long first() {
    return first;
  }

  /** Number of bytes kept. */
  public long length() {
    return next - first;
  }

  /** Offset that the next byte will have. */
  public long next() {
    return next;
  }

  /**
   * Keeps everything from {@code offset} on whatever the size; {@code Long.MAX_VALUE} for nothing.
   */
  public void pin(long offset) {
    pinned = offset;
    trim();
  }

  /** Bytes that stay because of a reader who goes on at {@code offset}. */
  public long heldBy(long offset) {
    return next - (blocks == null ? offset : blocks.holding(offset));
  }

  /** Adds bytes at the end of the stream. */
  public void append(byte[] bytes, int from, int count) {
    if (length() + count > ring.length) {
      trimFor(count);
      if (length() + count > ring.length) {
        grow(length() + count);
      }
    }
    int slot = (int) (next & (ring.length - 1));
    int head = Math.min(count, ring.length - slot);
    System.arraycopy(bytes, from, ring, slot, head);
    System.arraycopy(bytes, from + head, ring, 0, count - head);
    if (blocks != null) {
      blocks.append(next, count);
    }
    next += count;
    trim();
  }

  /** Drops what is at {@code offset} and behind it: the next byte gets that number. */
  public void truncate(long offset) {
    Check.that(offset >= first && offset <= next, "truncating outside the backlog");
    next = offset;
    if (blocks != null) {
      blocks.truncate(offset);
    }
  }

  /** True when a reader can go on at {@code offset}: inside the window or right behind it. */
  public boolean covers(long offset) {
    return offset >= first && offset <= next;
  }

  /** Adds up to {@code most} bytes from {@code offset} on to {@code out}; returns how many. */
  public int read(long offset, int most, ByteBuilder out) {
    Check.that(covers(offset), "reading outside the backlog");
    int count = (int) Math.min(most, next - offset);
    int slot = (int) (offset & (ring.length - 1));
    int head = Math.min(count, ring.length - slot);
    out.put(ring, slot, head);
    out.put(ring, 0, count - head);
    return count;
  }

  private void trim() {
    first =
        blocks == null
            ? Math.max(first, Math.min(next - size, pinned))
            : blocks.trim(first, next, size, pinned);
    long needed = Math.max(SMALLEST_RING, Math.max(size, length()));
    if (ring.length / ROOM_TO_SPARE >= needed) {
      move(needed);
    }
  }

  /** Drops what will fall out of the window anyway when {@code count} bytes are added. */
  private void trimFor(int count) {
    if (blocks == null) {
      first = Math.max(first, Math.min(Math.min(next, next + count - size), pinned));
    }
  }

  private void grow(long needed) {
    Check.that(needed <= 1 << 30, "backlog pinned beyond 1 GiB");
    move(needed);
  }

  /** Moves what is kept to a ring with room for {@code needed} bytes. */
  private void move(long needed) {
    byte[] other = new byte[Integer.highestOneBit((int) needed - 1) << 1];
    for (long at = first; at < next; ) {
      int from = (int) (at & (ring.length - 1));
      int to = (int) (at & (other.length - 1));
      int count = (int) Math.min(next - at, Math.min(ring.length - from, other.length - to));
      System.arraycopy(ring, from, other, to, count);
      at += count;
    }
    ring = other;
  }
}
