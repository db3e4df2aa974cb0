package glasshouse.engine.live;

import glasshouse.engine.live.netty.NodeSockets;
import glasshouse.engine.live.netty.SocketEvent;
import glasshouse.engine.live.os.NodeFiles;
import glasshouse.engine.node.Input;
import glasshouse.engine.node.Node;
import glasshouse.engine.node.Outbox;
import glasshouse.engine.node.Output;
import glasshouse.engine.port.ScriptHost;
import glasshouse.engine.view.EngineEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The turn of a node's thread: take what has arrived, let the node make one step for each, carry
 * out what it wants. Runs on the node's thread alone.
 */
final class NodeLoop implements ScriptHost {
  private static final int EVENTS_PER_TURN = 4096;

  private final Node node;
  private final Outbox outbox;
  private final NodeSockets sockets;
  private final NodeFiles files;
  private final Clock clock;
  private final Consumer<EngineEvent> events;
  private byte[] readBuffer = new byte[64 * 1024];
  private final Queue<SocketEvent> postponed = new ArrayDeque<>();
  private boolean exited;
  private int exitCode;

  NodeLoop(
      Node node,
      Outbox outbox,
      NodeSockets sockets,
      NodeFiles files,
      Clock clock,
      Consumer<EngineEvent> events) {
    this.node = node;
    this.outbox = outbox;
    this.sockets = sockets;
    this.files = files;
    this.clock = clock;
    this.events = events;
    node.scriptsRunOn(this);
  }

  /** Starts the node; an empty host makes it a master. */
  void boot(String masterHost, int masterPort) {
    node.boot(clock.millis(), masterHost, masterPort);
    outbox.drain(this::carryOut);
  }

  /** True when the node has ended. */
  boolean exited() {
    return exited;
  }

  /** The exit code once {@link #exited}. */
  int exitCode() {
    return exitCode;
  }

  /** One turn; sleeps at most until {@code wakeAt} (Unix milliseconds) or the node's deadline. */
  void turn(long wakeAt) {
    long until = Math.min(wakeAt, node.nextDeadline());
    sockets.poll(TimeUnit.MILLISECONDS.toNanos(until - clock.millis()));
    work();
  }

  /** Lets the node take what has arrived, and its timer when that is due. */
  void work() {
    for (int i = 0; i < EVENTS_PER_TURN && !exited; i++) {
      SocketEvent event = postponed.isEmpty() ? sockets.next() : postponed.remove();
      if (event == null) {
        break;
      }
      if (event instanceof SocketEvent.Task(Runnable task)) {
        task.run();
      } else {
        step(input(event));
      }
    }
    if (clock.millis() >= node.nextDeadline() && !exited) {
      step(new Input.TimerFired());
    }
  }

  @Override
  public long now() {
    return clock.millis();
  }

  /** I/O while a script is busy; what other threads want done waits until it has ended. */
  @Override
  public void serve() {
    sockets.poll(0);
    for (SocketEvent event = sockets.next(); event != null; event = sockets.next()) {
      if (event instanceof SocketEvent.Task) {
        postponed.add(event);
      } else {
        step(input(event));
      }
    }
  }

  /** The program was asked to end. */
  void signal(String name) {
    node.signal(clock.millis(), name);
    outbox.drain(this::carryOut);
  }

  /** One step of the node and all that follows from it. */
  void step(Input input) {
    node.step(clock.millis(), input);
    outbox.drain(this::carryOut);
  }

  private Input input(SocketEvent event) {
    return switch (event) {
      case SocketEvent.Read read -> {
        int length = read.length();
        if (length > readBuffer.length) {
          readBuffer = new byte[Integer.highestOneBit(length) * 2];
        }
        read.take(readBuffer);
        yield new Input.BytesArrived(read.link(), readBuffer, 0, length);
      }
      case SocketEvent.Opened(long link, String peer, String local) ->
          new Input.LinkOpened(link, peer, local);
      case SocketEvent.Closed(long link, String why) -> new Input.LinkClosed(link, why);
      case SocketEvent.Unsent(long link, long bytes) -> new Input.Unsent(link, bytes);
      case SocketEvent.Task _ -> throw new IllegalArgumentException("a task is no input");
    };
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Send send -> sockets.send(send.link(), send.bytes(), send.report());
      case Output.Open(long link, String host, int port) -> sockets.open(link, host, port);
      case Output.Close(long link) -> sockets.close(link);
      case Output.Reset(long link) -> sockets.reset(link);
      case Output.Emit(EngineEvent event) -> events.accept(event);
      case Output.Exit(int code) -> {
        exited = true;
        exitCode = code;
      }
      case Output.Disk request -> files.request(request);
    }
  }
}
