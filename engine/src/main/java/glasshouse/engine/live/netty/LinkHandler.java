package glasshouse.engine.live.netty;

import glasshouse.engine.base.Limits;
import glasshouse.engine.base.LongMap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Puts what happens on one socket into the queue of its node. */
// What comes of a close or a write is told by channelInactive and exceptionCaught.
@SuppressWarnings("FutureReturnValueIgnored")
final class LinkHandler extends ChannelInboundHandlerAdapter {
  private final long link;
  private final String name;
  private final LongMap<Channel> channels;
  private final Queue<SocketEvent> events;
  private final Valve valve = new Valve();
  private String failure = "";
  private boolean held;
  private @Nullable Diversion diversion;

  /** {@code name} stands for both addresses when it is not empty. */
  LinkHandler(long link, String name, LongMap<Channel> channels, Queue<SocketEvent> events) {
    this.link = link;
    this.name = name;
    this.channels = channels;
    this.events = events;
  }

  long link() {
    return link;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel channel = context.channel();
    channels.put(link, channel);
    events.add(
        new SocketEvent.Opened(link, text(channel.remoteAddress()), text(channel.localAddress())));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf through = valve.through((ByteBuf) message);
    if (through != null) {
      read(through);
    }
    readOn(context.channel());
  }

  private void read(ByteBuf bytes) {
    Diversion to = diversion;
    if (to == null) {
      events.add(new SocketEvent.Read(link, bytes));
    } else {
      byte[] copy = new byte[bytes.readableBytes()];
      new SocketEvent.Read(link, bytes).take(copy);
      to.arrived(copy);
    }
  }

  /** What comes in goes to {@code to} from now on. */
  void divert(Diversion to) {
    diversion = to;
  }

  /** Lets only {@code bytes} more come in; the rest waits, behind what waits already. */
  void stall(Channel channel, long bytes) {
    valve.stall(bytes);
    goOn(channel);
  }

  /** Ends {@link #stall}: what waited has come in. */
  void release(Channel channel) {
    valve.open();
    goOn(channel);
  }

  /** Reads nothing, or again. */
  void hold(Channel channel, boolean yes) {
    held = yes && diversion == null;
    readOn(channel);
  }

  private void goOn(Channel channel) {
    for (ByteBuf kept = valve.next(); kept != null; kept = valve.next()) {
      read(kept);
    }
    readOn(channel);
  }

  /** With enough kept, nothing more is read: the buffers of the system fill, then the sender's. */
  private void readOn(Channel channel) {
    boolean room = !held && valve.keeping() < Limits.LINK_ROOM;
    if (channel.config().isAutoRead() != room) {
      channel.config().setAutoRead(room);
    }
  }

  /**
   * A client has sent its last: what it asked before is answered first, as far as the system takes
   * the answers at once, then the socket is closed.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      Diversion to = diversion;
      if (to == null) {
        events.add(new SocketEvent.Ended(link, context::close));
      } else {
        to.ended();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    valve.drop();
    Diversion to = diversion;
    if (to != null) {
      to.ended();
    }
    if (channels.remove(link) != null) {
      events.add(new SocketEvent.Closed(link, failure));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = String.valueOf(cause.getMessage());
    context.close();
  }

  private String text(SocketAddress address) {
    return !name.isEmpty()
        ? name
        : address instanceof InetSocketAddress inet
            ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
            : String.valueOf(address);
  }
}
