package glasshouse.engine.live;

import glasshouse.engine.act.Actor;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.live.os.ConfigDirectory;
import glasshouse.engine.node.Node;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicationView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster through its lives: its name, port and directory stay, the running node comes
 * and goes. Starting it again uses the master it last had, as CONFIG REWRITE would have written it.
 */
final class Member implements Actor {
  private static final int VIEW_MILLIS = 50;

  /** A thread that has not looked at its node for so long is within one step of it. */
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String name;
  private final Path directory;
  private final LongSupplier seeds;
  private final Consumer<EngineEvent> events;
  private final String era;
  private final String options;
  private volatile int port;
  private String masterHost = "";
  private int masterPort;
  private volatile @Nullable LiveNode live;
  private volatile @Nullable NodeView lastView;
  private volatile NodeView.Run ended = NodeView.Run.STOPPED;
  private volatile boolean cut;
  private volatile boolean killed;
  private long ahead;

  /**
   * A member that does not run yet.
   *
   * @param options redis.conf lines for the node
   * @param seeds one for each start
   */
  Member(
      String name,
      Path directory,
      String era,
      String options,
      LongSupplier seeds,
      Consumer<EngineEvent> events) {
    this.name = name;
    this.directory = directory;
    this.era = era;
    this.options = options;
    this.seeds = seeds;
    this.events = events;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  String era() {
    return era;
  }

  @Override
  public boolean running() {
    return live != null;
  }

  @Override
  public boolean frozen() {
    LiveNode node = live;
    return node != null && node.isFrozen();
  }

  @Override
  public boolean cut() {
    return cut;
  }

  @Override
  public void follow(String host, int hostPort) {
    masterHost = host;
    masterPort = hostPort;
  }

  /** Starts the node; its first start takes a free port, later ones the same again. */
  @Override
  public void start() throws IOException {
    Config config = new Config(new ConfigDirectory(directory));
    config.commands.of(() -> Node.commandNames(config.files()));
    try {
      ConfigReader.load(config, options + "\nglasshouse-era " + era + "\n", "");
    } catch (ConfigFault fault) {
      throw new IOException("configuration of " + name + ": " + fault.getMessage(), fault);
    }
    config.network.port.value(port);
    if (!masterHost.isEmpty()) {
      config.replication.master.set(masterHost, masterPort);
    }
    LiveNode node =
        new LiveNode(
            new LiveNode.Start(
                name,
                List.of("127.0.0.1"),
                true,
                directory,
                config,
                seeds.getAsLong(),
                VIEW_MILLIS),
            events,
            this::ended);
    killed = false;
    node.clockAhead(ahead);
    node.cut(cut);
    port = node.start();
    live = node;
  }

  private void ended(int code) {
    ended = code == 0 ? NodeView.Run.STOPPED : NodeView.Run.DEAD;
  }

  /**
   * Notices that the node has ended by itself (SHUTDOWN, a fault); true when it had been running.
   */
  boolean noticeEnd() {
    LiveNode node = live;
    if (node == null || node.isAlive()) {
      return false;
    }
    remember();
    live = null;
    return true;
  }

  @Override
  public void kill() {
    LiveNode node = live;
    if (node != null) {
      boolean stoodStill = node.isFrozen();
      if (stoodStill) {
        remember();
      }
      killed = true;
      node.close();
      if (!stoodStill) {
        remember();
      }
      live = null;
    }
  }

  @Override
  public boolean awaitEnd(long millis) throws InterruptedException {
    LiveNode node = live;
    if (node != null && !node.awaitEnd(millis)) {
      return false;
    }
    noticeEnd();
    return true;
  }

  @Override
  public void freeze() throws IOException {
    LiveNode node = live;
    if (node != null) {
      node.freeze();
    }
  }

  @Override
  public void thaw() {
    LiveNode node = live;
    if (node != null) {
      node.thaw();
    }
  }

  @Override
  public void cut(boolean yes) throws IOException {
    cut = yes;
    LiveNode node = live;
    if (node != null) {
      node.cut(yes);
    }
  }

  @Override
  public void advanceClock(long millis) {
    ahead += millis;
    LiveNode node = live;
    if (node != null) {
      node.clockAhead(ahead);
    }
  }

  @Override
  public void stall(long bytes) throws IOException {
    LiveNode node = live;
    if (node != null) {
      node.stall(bytes);
    }
  }

  @Override
  public void release() throws IOException {
    LiveNode node = live;
    if (node != null) {
      node.release();
    }
  }

  /** Whom it follows, at its end, it will follow at its next start. */
  private void remember() {
    NodeView view = view();
    if (view != null) {
      lastView = view;
      ReplicationView replication = view.replication();
      String address = replication.masterAddress();
      int colon = address.lastIndexOf(':');
      masterHost = replication.master() ? "" : address.substring(0, colon);
      masterPort = replication.master() ? 0 : Integer.parseInt(address.substring(colon + 1));
    }
  }

  /** The view that was not taken after {@code nanos}, with its time; null before the first. */
  LiveNode.@Nullable Sample sample(long nanos) {
    LiveNode node = live;
    LiveNode.Sample sample = node == null ? null : node.sample(nanos);
    if (sample != null && node != null) {
      NodeView.Run run = sample.view().run();
      if (node.isFrozen()) {
        run = NodeView.Run.FROZEN;
      } else if (run == NodeView.Run.RUNNING && nanos - sample.nanos() > STUCK_NANOS) {
        run = NodeView.Run.BUSY;
      }
      return run == sample.view().run()
          ? sample
          : new LiveNode.Sample(sample.nanos(), sample.view().with(run));
    }
    NodeView last = lastView;
    return last == null
        ? null
        : new LiveNode.Sample(nanos, last.with(killed ? NodeView.Run.DEAD : ended));
  }

  @Override
  public @Nullable NodeView view() {
    LiveNode.Sample sample = sample(System.nanoTime());
    return sample == null ? null : sample.view();
  }

  @Override
  public Reply ask(Args command, int patience) throws IOException {
    try (Wire wire = new Wire(port, patience)) {
      wire.send(command);
      return wire.read();
    }
  }
}
