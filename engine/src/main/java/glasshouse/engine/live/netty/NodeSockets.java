package glasshouse.engine.live.netty;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.LongMap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All sockets of one node, on the node's own thread. The thread calls {@link #poll}, which moves
 * what has arrived into a queue, and then takes events from the queue with {@link #next}: I/O and
 * core alternate, so the node needs no lock, and I/O can be pumped while a script is busy.
 */
// What comes of a close or a write is told by channelInactive and exceptionCaught.
@SuppressWarnings("FutureReturnValueIgnored")
public final class NodeSockets implements AutoCloseable {
  private static final int BACKLOG = 511;
  private static final int CONNECT_MILLIS = 30_000;

  /** Netty puts the call and the error number before the words. */
  private static final String CODE = "failed with error(";

  private final ManualIoEventLoop loop;
  private final Queue<SocketEvent> events = new ArrayDeque<>();
  private final LongMap<Channel> channels = new LongMap<>();
  private final LongMap<Laggard> laggards = new LongMap<>();
  private long nextLink = 1;
  private final List<Channel> listeners = new ArrayList<>();
  private @Nullable Channel unixListener;
  private boolean cut;
  private IntSupplier keepAlive = () -> 0;

  /** Sockets for the calling thread, which alone may use them (but for {@link #execute}). */
  public NodeSockets() {
    IoHandlerFactory factory =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    loop = new ManualIoEventLoop(Thread.currentThread(), factory);
  }

  /** Asked at each TCP connection after how many seconds of silence its peer is probed. */
  public void keepAlive(IntSupplier seconds) {
    keepAlive = seconds;
  }

  /**
   * Listens; may be called for several addresses.
   *
   * @param port 0 for any free port
   * @return the port
   * @throws IOException when the address cannot be used; the message names it
   */
  public int listen(String host, int port) throws IOException {
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(initializer(0, ""))
            .bind(host, port);
    await(bound);
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": " + reason(bound), bound.cause());
    }
    listeners.add(bound.channel());
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /** Listens on no TCP port any more; clients that are connected stay. */
  public void listenNowhere() {
    listeners.forEach(listener -> await(listener.close()));
    listeners.clear();
  }

  /**
   * Listens on a Unix socket besides; a file that lies there is replaced.
   *
   * @param permissions of the file as chmod takes them, 0 for those the system gives
   * @throws IOException when that cannot be; the message is the reason
   */
  public void listenUnix(String path, int permissions) throws IOException {
    Files.deleteIfExists(Path.of(path));
    boolean epoll = Epoll.isAvailable();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(
                epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(initializer(0, path + ":0"))
            .bind(epoll ? new DomainSocketAddress(path) : UnixDomainSocketAddress.of(path));
    await(bound);
    if (!bound.isSuccess()) {
      String reason = reason(bound);
      throw new IOException(reason.substring(reason.lastIndexOf(": ") + 1).strip(), bound.cause());
    }
    unixListener = bound.channel();
    if (permissions != 0) {
      Files.setPosixFilePermissions(Path.of(path), Permissions.of(permissions));
    }
  }

  private void await(ChannelFuture future) {
    while (!future.isDone()) {
      loop.run(TimeUnit.MILLISECONDS.toNanos(10), 0);
    }
  }

  static String reason(ChannelFuture future) {
    Throwable cause = future.cause();
    return cause == null || cause.getMessage() == null ? "unknown" : words(cause.getMessage());
  }

  /** What the system says, without the call that failed and the address it was about. */
  private static String words(String message) {
    int call = message.indexOf(CODE);
    int from = call < 0 ? 0 : message.indexOf("): ", call) + 3;
    int address = message.indexOf(": /", from);
    return message.substring(from, address < 0 ? message.length() : address);
  }

  /** {@code name} is what both ends of a Unix socket are called; empty for TCP. */
  private ChannelHandler initializer(long link, String name) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        long number = link == 0 ? nextLink++ : link;
        if (link == 0 && name.isEmpty()) {
          KeepAlive.apply(channel, keepAlive.getAsInt());
        }
        channel.pipeline().addLast(new LinkHandler(number, name, channels, events));
      }
    };
  }

  /**
   * Connects; the outcome comes as Opened or Closed with {@code link}.
   *
   * @param source address to connect from; empty, or one that this machine does not have, for any
   */
  public void open(long link, String host, int port, String source) {
    if (cut) {
      events.add(new SocketEvent.Closed(link, "the link is cut"));
      return;
    }
    Class<? extends Channel> type =
        Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(type)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(initializer(link, ""));
    if (!source.isEmpty()) {
      bootstrap.localAddress(source, 0);
    }
    ChannelFuture connecting = bootstrap.connect(host, port);
    connecting.addListener(
        f -> {
          if (f.isSuccess()) {
            return;
          }
          if (!source.isEmpty() && !(f.cause() instanceof ConnectException)) {
            open(link, host, port, "");
          } else {
            events.add(new SocketEvent.Closed(link, reason(connecting)));
          }
        });
  }

  /** Cuts all links that this node opened, and refuses new ones, until {@code false} is said. */
  public void cutOutgoing(boolean yes) {
    cut = yes;
    if (yes) {
      outgoing((channel, _) -> channel.close());
    }
  }

  /** Lets only {@code bytes} more come in on the links that this node opened; the rest waits. */
  public void stallOutgoing(long bytes) {
    outgoing((channel, handler) -> handler.stall(channel, bytes));
  }

  /** Ends {@link #stallOutgoing}: what waited comes in. */
  public void releaseOutgoing() {
    outgoing((channel, handler) -> handler.release(channel));
  }

  private void outgoing(BiConsumer<Channel, LinkHandler> what) {
    channels.forEach(
        channel -> {
          LinkHandler handler = channel.pipeline().get(LinkHandler.class);
          if (handler != null && handler.link() < 0) {
            what.accept(channel, handler);
          }
        });
  }

  /**
   * Sends the bytes of {@code bytes} and clears it. When not all could be handed to the operating
   * system at once, an Unsent event says so, others as they become less, and one with 0 when the
   * rest is out.
   *
   * @param report whether the event with 0 is wanted in any case
   */
  public void send(long link, ByteBuilder bytes, boolean report) {
    Channel channel = channels.get(link);
    if (channel == null) {
      bytes.clear();
      return;
    }
    ByteBuf copy = channel.alloc().directBuffer(bytes.length());
    copy.writeBytes(bytes.array(), 0, bytes.length());
    bytes.clear();
    channel.writeAndFlush(copy, channel.voidPromise());
    boolean waits = Laggard.pending(channel) > 0;
    if (waits || report) {
      if (waits) {
        lags(link, channel);
      }
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              _ -> {
                if (nothingPending(channel)) {
                  events.add(new SocketEvent.Unsent(link, 0));
                }
              });
    }
  }

  /** Asked by a listener, whose own write still counts among the pending bytes. */
  private static boolean nothingPending(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null || buffer.isEmpty();
  }

  private void lags(long link, Channel channel) {
    Laggard known = laggards.get(link);
    if (known == null) {
      Laggard laggard = new Laggard(link, channel, events, () -> laggards.remove(link));
      laggards.put(link, laggard);
      laggard.begin();
    } else {
      known.tell();
    }
  }

  /** What comes in on a link goes to {@code to} from now on, but for its end, which is an event. */
  public void divert(long link, Diversion to) {
    Channel channel = channels.get(link);
    LinkHandler handler = channel == null ? null : channel.pipeline().get(LinkHandler.class);
    if (handler != null) {
      handler.divert(to);
    }
  }

  /** Sends bytes and then runs {@code sent}, also when the link is gone. From any thread. */
  public void sendLater(long link, byte[] bytes, Runnable sent) {
    later(
        () -> {
          Channel channel = channels.get(link);
          if (channel == null) {
            sent.run();
          } else {
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(_ -> sent.run());
          }
        },
        sent);
  }

  /** As {@link #close(long)}, from any thread. */
  public void closeLater(long link) {
    later(() -> close(link), () -> {});
  }

  /** As {@link #reset(long)}, from any thread. */
  public void resetLater(long link) {
    later(() -> reset(link), () -> {});
  }

  private void later(Runnable task, Runnable otherwise) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      otherwise.run();
    }
  }

  /** Bytes of a link that wait to be handed to the operating system. */
  public long pending(long link) {
    Channel channel = channels.get(link);
    return channel == null ? 0 : Laggard.pending(channel);
  }

  /** Nobody but {@code link} is heard and nobody new is let in; all others wait outside. */
  public void hearOnly(long link) {
    hold(true, link);
  }

  /** Ends {@link #hearOnly}. */
  public void hearAll() {
    hold(false, 0);
  }

  private void hold(boolean yes, long but) {
    listeners.forEach(listener -> listener.config().setAutoRead(!yes));
    Channel unix = unixListener;
    if (unix != null) {
      unix.config().setAutoRead(!yes);
    }
    channels.forEach(
        channel -> {
          LinkHandler handler = channel.pipeline().get(LinkHandler.class);
          if (handler != null && handler.link() != but) {
            handler.hold(channel, yes);
          }
        });
  }

  /** Closes a link once everything sent before is out. */
  public void close(long link) {
    Channel channel = channels.get(link);
    if (channel != null) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }
  }

  /** Closes a link at once; what was not sent is dropped. */
  public void reset(long link) {
    Channel channel = channels.get(link);
    if (channel != null) {
      channel.close();
    }
  }

  /**
   * Moves what has arrived into the queue.
   *
   * @param waitNanos how long to wait for something when there is nothing; 0 not to wait
   */
  public void poll(long waitNanos) {
    if (waitNanos <= 0 || !events.isEmpty()) {
      loop.runNow();
    } else {
      loop.run(waitNanos, 0);
    }
  }

  /** The next event, or null. */
  public @Nullable SocketEvent next() {
    return events.poll();
  }

  /** Adds {@code task} to the events; nothing happens once the sockets are closed. Any thread. */
  public void execute(Runnable task) {
    later(() -> events.add(new SocketEvent.Task(task)), () -> {});
  }

  /** Adds what a disk has done to the events. From any thread. */
  public void diskDone(Runnable work) {
    loop.execute(() -> events.add(new SocketEvent.Disk(work)));
  }

  /** Closes all sockets at once. */
  @Override
  public void close() {
    listeners.forEach(Channel::close);
    Channel unix = unixListener;
    if (unix != null) {
      unix.close();
    }
    channels.forEach(Channel::close);
    loop.runNow();
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    while (!loop.isTerminated()) {
      loop.runNow();
    }
  }
}
