package glasshouse.engine.live.netty;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets a number of bytes through and keeps the rest, in order, until it is opened. */
final class Valve {
  private final Queue<ByteBuf> kept = new ArrayDeque<>();
  private long allowance = Long.MAX_VALUE;

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
    int count = (int) Math.min(allowance, bytes.readableBytes());
    allowance -= count;
    if (count == bytes.readableBytes()) {
      return bytes;
    }
    ByteBuf head = count == 0 ? null : bytes.readRetainedSlice(count);
    kept.add(bytes);
    return head;
  }

  /** The next bytes that were kept, null for none. */
  @Nullable ByteBuf next() {
    return kept.poll();
  }

  /** Drops what was kept. */
  void drop() {
    kept.forEach(ByteBuf::release);
    kept.clear();
  }
}
