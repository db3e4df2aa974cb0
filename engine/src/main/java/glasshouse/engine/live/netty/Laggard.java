package glasshouse.engine.live.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A link whose bytes could not all be handed to the operating system at once. Until they are out it
 * tells once a second how many still wait, when that has changed: limits that hold for a time ask
 * for it, and whoever reads slowly may never come to the end of what there is for him.
 */
final class Laggard {
  private static final long TELL_MILLIS = 1000;

  private final long link;
  private final Channel channel;
  private final Queue<SocketEvent> events;
  private final Runnable ended;
  private long told;

  /** {@code ended} is called when nothing waits any more, or the link is gone. */
  Laggard(long link, Channel channel, Queue<SocketEvent> events, Runnable ended) {
    this.link = link;
    this.channel = channel;
    this.events = events;
    this.ended = ended;
  }

  /** Bytes that wait on a channel. */
  static long pending(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Tells now, and from now on. */
  void begin() {
    tell();
    again();
  }

  /** Tells how many wait. */
  void tell() {
    told = pending(channel);
    events.add(new SocketEvent.Unsent(link, told));
  }

  // The task ends by itself; what becomes of it is seen in what it tells.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void again() {
    channel.eventLoop().schedule(this::look, TELL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long pending = pending(channel);
    if (pending == 0) {
      ended.run();
      return;
    }
    if (pending != told) {
      tell();
    }
    again();
  }
}
