package glasshouse.engine.live.netty;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets a number of bytes through and keeps the rest, in order, until it is opened. */
final class Valve {
  private final Queue<ByteBuf> kept = new ArrayDeque<>();
  private long allowance = Long.MAX_VALUE;
  private long keeping;

  void stall(long bytes) {
    allowance = bytes;
  }

  void open() {
    allowance = Long.MAX_VALUE;
  }

  /** What of {@code bytes} may go on now, null for nothing; the rest is kept here. */
  @Nullable ByteBuf through(ByteBuf bytes) {
    if (allowance == Long.MAX_VALUE) {
      return bytes;
    }
    kept.add(bytes);
    keeping += bytes.readableBytes();
    return next();
  }

  /** The next bytes of those that were kept that may go on, null for none. */
  @Nullable ByteBuf next() {
    ByteBuf first = kept.peek();
    if (first == null || allowance == 0) {
      return null;
    }
    int count = (int) Math.min(allowance, first.readableBytes());
    allowance -= allowance == Long.MAX_VALUE ? 0 : count;
    keeping -= count;
    return count == first.readableBytes() ? kept.poll() : first.readRetainedSlice(count);
  }

  /** How many bytes are kept. */
  long keeping() {
    return keeping;
  }

  /** Drops what was kept. */
  void drop() {
    kept.forEach(ByteBuf::release);
    kept.clear();
    keeping = 0;
  }
}
