package glasshouse.engine.judge;

import static org.awaitility.Awaitility.await;

import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.live.LiveNode;
import glasshouse.engine.live.os.ConfigDirectory;
import glasshouse.engine.node.Node;
import glasshouse.engine.view.EngineEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One of our nodes behind a real port, started as a person would start it. */
final class LiveServer implements AutoCloseable {
  /** Two nodes that draw the same ids could not tell their histories apart. */
  private static final AtomicLong SEEDS = new AtomicLong();

  private final Path directory;
  private final String options;
  private final Queue<EngineEvent> log = new ConcurrentLinkedQueue<>();
  private final AtomicInteger exit = new AtomicInteger(Integer.MIN_VALUE);
  private LiveNode node;
  private int port;

  private LiveServer(Path directory, String options) throws IOException {
    this.directory = directory;
    this.options = options;
    this.node = launch("");
  }

  /**
   * Starts a node.
   *
   * @param options lines of redis.conf
   */
  static LiveServer start(Path directory, String... options) {
    try {
      return new LiveServer(directory, String.join("\n", options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it (SHUTDOWN must have been said, or it is killed) and starts it again on its port. */
  void startAgain(String... more) throws IOException {
    node.close();
    // Whoever asks for any port may have been given this one meanwhile.
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(this::free);
    node = launch(String.join("\n", more));
  }

  private boolean free() throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException _) {
      return false;
    }
  }

  private LiveNode launch(String more) throws IOException {
    Config config = new Config(new ConfigDirectory(directory));
    String text =
        "save \"\"\nrepl-diskless-sync-delay 0\nenable-debug-command yes\n"
            + "repl-ping-replica-period 3600\n"
            + options
            + "\n"
            + more
            + "\n";
    config.commands.of(() -> Node.commandNames(config.files()));
    try {
      ConfigReader.load(config, text, "");
    } catch (ConfigFault fault) {
      throw new IOException(text, fault);
    }
    if (!text.contains("\nport ")) {
      config.network.port.value(port);
    }
    exit.set(Integer.MIN_VALUE);
    LiveNode live =
        new LiveNode(
            new LiveNode.Start(
                "judged",
                List.of("127.0.0.1"),
                true,
                directory,
                config,
                SEEDS.incrementAndGet(),
                0),
            log::add,
            exit::set);
    long readyBefore = readyLines();
    port = live.start();
    // It listens while it loads, and answers -LOADING: as the real server does.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> readyLines() > readyBefore || exit.get() != Integer.MIN_VALUE);
    return live;
  }

  private long readyLines() {
    return log.stream()
        .filter(line -> line.text().startsWith("Ready to accept connections"))
        .count();
  }

  int port() {
    return port;
  }

  Talk talk() {
    return new Talk(port);
  }

  LiveNode node() {
    return node;
  }

  /** What it has logged, in lines. */
  String log() {
    return log.stream().map(EngineEvent::text).collect(Collectors.joining("\n"));
  }

  /** What it has logged at notice and above, each with the sign of its level in front. */
  List<String> signedLog() {
    return log.stream()
        .filter(event -> event.level().compareTo(EngineEvent.Level.NOTICE) >= 0)
        .map(event -> (event.level() == EngineEvent.Level.NOTICE ? "* " : "# ") + event.text())
        .toList();
  }

  /** Waits until it has ended by itself; its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!node.awaitEnd(20_000)) {
      throw new AssertionError("still running; log:\n" + log());
    }
    return exit.get();
  }

  @Override
  public void close() {
    node.close();
  }
}
