package glasshouse.engine.live;

import glasshouse.engine.base.Limits;
import glasshouse.engine.base.LongMap;
import glasshouse.engine.live.netty.NodeSockets;
import glasshouse.engine.live.netty.SocketEvent;
import glasshouse.engine.live.os.NodeFiles;
import glasshouse.engine.node.Input;
import glasshouse.engine.node.Node;
import glasshouse.engine.node.Outbox;
import glasshouse.engine.node.Output;
import glasshouse.engine.port.Beside;
import glasshouse.engine.port.DebugLine;
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
  private final String name;
  private final Consumer<EngineEvent> events;
  private byte[] readBuffer = new byte[64 * 1024];
  private final Queue<SocketEvent> postponed = new ArrayDeque<>();
  private final StandingLine standing;
  private final LongMap<ForkedLine> forks = new LongMap<>();
  private final Owner owner;
  private boolean exited;
  private int exitCode;

  /** What goes on around the loop. */
  interface Owner {
    /** True from when no step may go on: within a script it ends with {@link StoppedWithin}. */
    boolean stopping();

    /** Others were served beside a busy script. */
    void served();
  }

  NodeLoop(
      Node node,
      Outbox outbox,
      NodeSockets sockets,
      NodeFiles files,
      Clock clock,
      String name,
      Consumer<EngineEvent> events,
      Owner owner) {
    this.name = name;
    this.node = node;
    this.outbox = outbox;
    this.sockets = sockets;
    this.files = files;
    this.clock = clock;
    this.events = events;
    this.owner = owner;
    standing = new StandingLine(sockets, clock, postponed::add);
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
      take(event);
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
      boolean waits =
          event instanceof SocketEvent.Task
              || event instanceof SocketEvent.Ended(long link, _) && node.serves(link);
      if (waits) {
        postponed.add(event);
      } else {
        take(event);
      }
    }
    owner.served();
  }

  @Override
  public void beat() {
    if (owner.stopping()) {
      throw new StoppedWithin();
    }
  }

  @Override
  public DebugLine debugs(long link) {
    standing.open(link);
    return standing;
  }

  @Override
  public boolean mayFork() {
    return forks.size() < Limits.DEBUG_SESSIONS;
  }

  @Override
  public void forks(long link, Beside work) {
    ForkedLine line = new ForkedLine(sockets, link, this::logged);
    forks.put(link, line);
    sockets.divert(link, line);
    line.start(work);
  }

  private void logged(String text, int level) {
    EngineEvent.Level of = EngineEvent.Level.values()[level];
    EngineEvent event = new EngineEvent(clock.millis(), name, of, EngineEvent.Kind.SCRIPT, text);
    sockets.execute(() -> events.accept(event));
  }

  /** Scripts that are debugged beside the node end with it. */
  void killForks() {
    forks.forEach(ForkedLine::kill);
  }

  /** Takes what is left in the queue of a client that has left with its script; else false. */
  private boolean forked(SocketEvent event) {
    long link =
        switch (event) {
          case SocketEvent.Read read -> read.link();
          case SocketEvent.Closed closed -> closed.link();
          case SocketEvent.Ended ended -> ended.link();
          default -> 0;
        };
    ForkedLine line = forks.get(link);
    if (line == null) {
      return false;
    }
    if (event instanceof SocketEvent.Read read) {
      byte[] bytes = new byte[read.length()];
      read.take(bytes);
      line.arrived(bytes);
      return true;
    }
    if (event instanceof SocketEvent.Closed) {
      forks.remove(link);
    }
    line.ended();
    return true;
  }

  /** Who waits for a debugging client waits no longer. From any thread. */
  void interrupt() {
    standing.interrupt();
  }

  private void end(SocketEvent.Ended ended) {
    if (!forked(ended)) {
      ended.close().run();
    }
  }

  private void take(SocketEvent event) {
    switch (event) {
      case SocketEvent.Task(Runnable work) -> work.run();
      case SocketEvent.Disk(Runnable work) -> work.run();
      case SocketEvent.Ended ended -> end(ended);
      case SocketEvent.Read _, SocketEvent.Opened _, SocketEvent.Closed _, SocketEvent.Unsent _ -> {
        if (forks.size() == 0 || !forked(event)) {
          step(input(event));
        }
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
      case SocketEvent.Task _, SocketEvent.Disk _, SocketEvent.Ended _ ->
          throw new IllegalArgumentException("a task is no input");
    };
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Send send -> sockets.send(send.link(), send.bytes(), send.report());
      case Output.Open(long link, String host, int port, String source) ->
          sockets.open(link, host, port, source);
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
