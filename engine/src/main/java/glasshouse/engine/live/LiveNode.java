package glasshouse.engine.live;

import glasshouse.engine.base.Limits;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.NetworkSection;
import glasshouse.engine.live.netty.NodeSockets;
import glasshouse.engine.live.os.NodeFiles;
import glasshouse.engine.live.os.ProcessGauges;
import glasshouse.engine.live.os.ThisMachine;
import glasshouse.engine.node.DiskResult;
import glasshouse.engine.node.Input;
import glasshouse.engine.node.Node;
import glasshouse.engine.node.Outbox;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.port.Surroundings;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One node on a thread of its own, behind a real port, with a real clock and real files. */
public final class LiveNode implements AutoCloseable {
  /**
   * What a node is started with.
   *
   * @param name its name in its cluster
   * @param hosts addresses to listen on, as redis.conf's bind names them; at least one
   * @param directory where its files are
   * @param anyPort whether a port of 0 means any free one, which is then noted in {@code config};
   *     else it means none
   * @param config its parameters
   * @param seed decides all chance of the node
   * @param viewEvery milliseconds between two views, 0 for none
   */
  public record Start(
      String name,
      List<String> hosts,
      boolean anyPort,
      Path directory,
      Config config,
      long seed,
      int viewEvery) {}

  /**
   * A view and the time at which it was taken.
   *
   * @param nanos by {@link System#nanoTime}
   */
  public record Sample(long nanos, NodeView view) {}

  private static final int PARTS_IN_FLIGHT = 8;
  private static final int ALL_PARTS = 1 << 20;
  private static final int SAMPLES = 6;

  /** How long an act may take to be carried out on the node's thread, which may be in a script. */
  private static final int EFFECT_SECONDS = 5;

  private final Start start;
  private final Consumer<EngineEvent> events;
  private final IntConsumer ended;
  private final AheadClock clock = new AheadClock();
  private final Thread thread;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Semaphore parts = new Semaphore(PARTS_IN_FLIGHT);
  private volatile @Nullable NodeSockets sockets;
  private volatile List<Sample> samples = List.of();
  private volatile Runnable lastLook = () -> {};
  private volatile @Nullable CountDownLatch frozen;
  private volatile @Nullable NodeLoop loop;
  private volatile boolean stopping;
  private volatile boolean cut;
  private long viewDue;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * A node that runs as soon as {@link #start} is called.
   *
   * @param events gets the node's events, on the node's thread
   * @param ended gets the exit code when the node has ended, on the node's thread; -1 after {@link
   *     #close} and when it could not start
   */
  public LiveNode(Start start, Consumer<EngineEvent> events, IntConsumer ended) {
    this.start = start;
    viewDue = start.viewEvery() > 0 ? 0 : Long.MAX_VALUE;
    this.events = events;
    this.ended = ended;
    this.thread =
        Thread.ofPlatform()
            .name("node-" + start.name())
            .stackSize(Limits.NODE_STACK)
            .unstarted(this::run);
  }

  /**
   * Starts the node; returns when it listens.
   *
   * @return the port it listens on
   * @throws IOException when port or directory cannot be used; the message names it
   */
  public int start() throws IOException {
    thread.start();
    try {
      return port.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw failure;
    }
  }

  /**
   * The newest view that was not taken after {@code nanos}; the oldest that is kept if all were;
   * null before the first.
   */
  public @Nullable Sample sample(long nanos) {
    List<Sample> newestFirst = samples;
    for (Sample sample : newestFirst) {
      if (sample.nanos() - nanos <= 0) {
        return sample;
      }
    }
    return newestFirst.isEmpty() ? null : newestFirst.getLast();
  }

  /**
   * Lets the node's thread stand still, its sockets open. Returns when it does, and takes nothing
   * of what is sent afterwards.
   *
   * @throws IOException when it goes on for {@value #EFFECT_SECONDS} s, as in a script: then it
   *     stands still as soon as that ends
   */
  public void freeze() throws IOException {
    if (frozen == null) {
      CountDownLatch latch = new CountDownLatch(1);
      CompletableFuture<Void> still = new CompletableFuture<>();
      frozen = latch;
      execute(
          () -> {
            // What is seen of a frozen node is what it was when it froze.
            lastLook.run();
            still.complete(null);
            await(latch);
          });
      await(still);
    }
  }

  private void look(Node node) {
    List<Sample> kept = new ArrayList<>(SAMPLES);
    kept.add(new Sample(System.nanoTime(), node.view()));
    kept.addAll(samples.subList(0, Math.min(samples.size(), SAMPLES - 1)));
    samples = List.copyOf(kept);
  }

  /** Ends {@link #freeze}. */
  public void thaw() {
    CountDownLatch latch = frozen;
    frozen = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  /** True while frozen. */
  public boolean isFrozen() {
    return frozen != null;
  }

  /** From now on the node's clock is {@code millis} ahead of that of this machine. */
  public void clockAhead(long millis) {
    clock.ahead(millis);
    execute(() -> {});
  }

  /**
   * Cuts the link to the node's master and holds it cut, or lets the node connect again. Returns
   * when it is so and the node knows; on a frozen node it will be so when it thaws, and before
   * {@link #start} from its first moment on.
   *
   * @throws IOException as {@link #freeze} does
   */
  public void cut(boolean yes) throws IOException {
    cut = yes;
    take(mine -> mine.cutOutgoing(yes));
  }

  /**
   * Lets only {@code bytes} more come in from the node's master; the rest waits. Returns when it is
   * so, and what is sent afterwards is counted; on a frozen node it will be so when it thaws.
   *
   * @throws IOException as {@link #freeze} does
   */
  public void stall(long bytes) throws IOException {
    take(mine -> mine.stallOutgoing(bytes));
  }

  /**
   * Ends {@link #stall}: what waited comes in. Returns when it has; on a frozen node it will when
   * it thaws.
   *
   * @throws IOException as {@link #freeze} does
   */
  public void release() throws IOException {
    take(NodeSockets::releaseOutgoing);
  }

  /** Does something to the sockets; returns when what came of it has reached the node. */
  private void take(Consumer<NodeSockets> act) throws IOException {
    NodeSockets mine = sockets;
    if (mine == null) {
      return;
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    mine.execute(
        () -> {
          act.accept(mine);
          // What that brought about, such as the end of a link, stands in the queue before this.
          mine.execute(() -> done.complete(null));
        });
    if (!isFrozen()) {
      await(done);
    }
  }

  private void execute(Runnable task) {
    NodeSockets mine = sockets;
    if (mine != null) {
      mine.execute(task);
    }
  }

  /** Waits for what is to happen on the node's thread; a node that has ended has no more to do. */
  private void await(CompletableFuture<Void> done) throws IOException {
    try {
      CompletableFuture.anyOf(done, over).get(EFFECT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          start.name()
              + " has been busy for "
              + EFFECT_SECONDS
              + " s, as with a long script; it will be so as soon as that ends",
          late);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("both are completed normally", impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the node at once: nothing is saved, its sockets are closed. Returns when it has ended. */
  @Override
  public void close() {
    stopping = true;
    interrupt();
    thaw();
    execute(() -> {});
    try {
      if (thread != Thread.currentThread()) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the node end as it would on a signal: {@code SIGTERM} or {@code SIGINT}. */
  public void signal(String name) {
    NodeLoop mine = loop;
    if (mine != null) {
      execute(() -> mine.signal(name));
      mine.interrupt();
    }
  }

  private void interrupt() {
    NodeLoop mine = loop;
    if (mine != null) {
      mine.interrupt();
    }
  }

  /** Waits until the node has ended by itself. */
  public void join() throws InterruptedException {
    thread.join();
  }

  /** Waits at most {@code millis} for the node to end by itself; true when it has. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    return thread.join(Duration.ofMillis(millis));
  }

  /** True until the node has ended. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    int code = -1;
    try (NodeSockets mine = new NodeSockets()) {
      mine.cutOutgoing(cut);
      sockets = mine;
      code = live(mine);
    } catch (IOException failure) {
      port.completeExceptionally(failure);
    } catch (RuntimeException | Error fault) {
      port.completeExceptionally(fault);
      events.accept(died(fault));
    } finally {
      sockets = null;
      over.complete(null);
      ended.accept(code);
    }
  }

  /** A fault of ours ends the node, as an assertion ends redis-server; it must not go unseen. */
  private EngineEvent died(Throwable fault) {
    StackTraceElement[] frames = fault.getStackTrace();
    String where = frames.length == 0 ? "an unknown place" : frames[0].toString();
    return new EngineEvent(
        clock.millis(),
        start.name(),
        EngineEvent.Level.WARNING,
        EngineEvent.Kind.LIFE,
        "the node died of a fault in Glasshouse: " + fault + " at " + where);
  }

  private int live(NodeSockets mine) throws IOException {
    NodeLoop[] turns = new NodeLoop[1];
    try (NodeFiles files =
        new NodeFiles(
            start.directory(),
            "disk-" + start.name(),
            result -> diskDone(mine, result, in -> turns[0].step(in)))) {
      return live(mine, files, turns);
    }
  }

  private int live(NodeSockets mine, NodeFiles files, NodeLoop[] turns) throws IOException {
    try {
      Config config = start.config();
      mine.keepAlive(config.network.tcpKeepalive::intValue);
      Listening listening = new Listening(mine);
      int used = listen(listening);
      listenUnix(mine);
      config.network.port.value(used);
      Outbox outbox = new Outbox();
      Node node = new Node(start.name(), config, new RandomSource(start.seed()), outbox);
      node.runsOn(ThisMachine.facts(), new ProcessGauges(), () -> System.nanoTime() / 1000);
      node.standsIn(surroundings(listening, files));
      NodeLoop mainLoop =
          new NodeLoop(node, outbox, mine, files, clock, start.name(), events, owner(node));
      turns[0] = mainLoop;
      lastLook = () -> look(node);
      loop = mainLoop;
      try {
        mainLoop.boot(config.replication.master.host(), config.replication.master.port());
        port.complete(used);
        turns(node, mainLoop);
      } catch (StoppedWithin _) {
        // It may have been in the scripts of its append only file, with somebody awaiting its
        // start.
        port.complete(used);
      }
      look(node);
      return mainLoop.exited() ? mainLoop.exitCode() : -1;
    } finally {
      NodeLoop ending = loop;
      if (ending != null) {
        ending.killForks();
      }
      // Nobody takes parts any more, so the disk's thread must not wait for that.
      parts.release(ALL_PARTS);
    }
  }

  private int listen(Listening listening) throws IOException {
    NetworkSection network = start.config().network;
    int wanted = network.port.intValue();
    return start.anyPort() || wanted != 0 ? listening.open(start.hosts(), wanted) : 0;
  }

  private void listenUnix(NodeSockets mine) throws IOException {
    NetworkSection network = start.config().network;
    String path = network.unixSocket.value();
    if (!path.isEmpty()) {
      try {
        Path file = start.directory().resolve(path);
        mine.listenUnix(file.toString(), network.unixSocketPermissions.intValue());
      } catch (IOException failure) {
        throw new IOException("Failed opening Unix socket: bind: " + failure.getMessage(), failure);
      }
    }
  }

  /** Moves what CONFIG SET moves. */
  private static Surroundings surroundings(Listening listening, NodeFiles files) {
    return new Surroundings() {
      @Override
      public boolean port(int port) {
        return listening.port(port);
      }

      @Override
      public boolean addresses(List<String> addresses) {
        return listening.hosts(addresses);
      }

      @Override
      public boolean directory(String absolute) {
        files.enter(Path.of(absolute));
        return true;
      }
    };
  }

  private void turns(Node node, NodeLoop loop) {
    while (!stopping && !loop.exited()) {
      loop.turn(viewDue);
      lookIfDue(node);
    }
  }

  private NodeLoop.Owner owner(Node node) {
    return new NodeLoop.Owner() {
      @Override
      public boolean stopping() {
        return stopping;
      }

      @Override
      public void served() {
        lookIfDue(node);
      }
    };
  }

  private void lookIfDue(Node node) {
    if (clock.millis() >= viewDue) {
      viewDue = clock.millis() + start.viewEvery();
      look(node);
    }
  }

  /** Hands a result over to the node's thread; parts of a file wait so that few are in flight. */
  private void diskDone(NodeSockets mine, DiskResult result, Consumer<Input> step) {
    boolean part = result instanceof DiskResult.Part;
    if (part) {
      parts.acquireUninterruptibly();
    }
    mine.diskDone(
        () -> {
          if (part) {
            parts.release();
          }
          step.accept(new Input.DiskDone(result));
        });
  }
}
