package glasshouse.engine.live;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.live.netty.NodeSockets;
import glasshouse.engine.live.netty.SocketEvent;
import glasshouse.engine.port.DebugLine;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The line to a client whose script is debugged while its node stands still (SCRIPT DEBUG SYNC). As
 * in Redis, a client that says nothing holds the node up for as long as it is there.
 */
final class StandingLine implements DebugLine {
  /** How long a client may take to read what it is told, as in Redis. */
  private static final long SEND_MILLIS = 5000;

  private static final long LOOK_MILLIS = 1000;

  private final NodeSockets sockets;
  private final Clock clock;
  private final Consumer<SocketEvent> later;
  private final ByteBuilder arrived = new ByteBuilder(1024);
  private byte[] read = new byte[1024];
  private long link;
  private boolean gone;
  private volatile boolean interrupted;

  /** {@code later} takes what happens to others meanwhile. */
  StandingLine(NodeSockets sockets, Clock clock, Consumer<SocketEvent> later) {
    this.sockets = sockets;
    this.clock = clock;
    this.later = later;
  }

  /** A session with the client on this link begins. */
  void open(long to) {
    link = to;
    gone = false;
    interrupted = false;
    arrived.clear();
    sockets.hearOnly(to);
  }

  /** The one read that waits answers nothing. From any thread. */
  void interrupt() {
    interrupted = true;
    sockets.execute(() -> {});
  }

  @Override
  public byte[] read(int most) {
    while (arrived.isEmpty() && !gone && !interrupted) {
      poll(LOOK_MILLIS);
    }
    if (arrived.isEmpty()) {
      interrupted = false;
      return new byte[0];
    }
    int length = Math.min(most, arrived.length());
    byte[] bytes = Arrays.copyOf(arrived.array(), length);
    arrived.discard(length);
    return bytes;
  }

  @Override
  public void write(ByteBuilder bytes) {
    sockets.send(link, bytes, false);
    long until = clock.millis() + SEND_MILLIS;
    for (long left = SEND_MILLIS; left > 0 && sockets.pending(link) > 0 && !gone; ) {
      poll(Math.min(left, LOOK_MILLIS));
      left = until - clock.millis();
    }
  }

  @Override
  public boolean gone() {
    poll(0);
    return gone;
  }

  @Override
  public void close() {
    sockets.hearAll();
  }

  private void poll(long millis) {
    sockets.poll(TimeUnit.MILLISECONDS.toNanos(millis));
    for (SocketEvent event = sockets.next(); event != null; event = sockets.next()) {
      switch (event) {
        case SocketEvent.Read bytes when bytes.link() == link -> take(bytes);
        case SocketEvent.Ended ended when ended.link() == link -> {
          gone = true;
          later.accept(ended);
        }
        case SocketEvent.Closed closed when closed.link() == link -> {
          gone = true;
          later.accept(closed);
        }
        default -> later.accept(event);
      }
    }
  }

  private void take(SocketEvent.Read bytes) {
    int length = bytes.length();
    if (length > read.length) {
      read = new byte[Integer.highestOneBit(length) * 2];
    }
    bytes.take(read);
    arrived.put(read, 0, length);
  }
}
