package glasshouse.app;

import glasshouse.engine.config.CommandLine;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigFiles;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.live.LiveNode;
import glasshouse.engine.live.os.ConfigDirectory;
import glasshouse.engine.live.os.Signals;
import glasshouse.engine.node.Node;
import glasshouse.engine.view.EngineEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code glasshouse serve [redis.conf] [--port 6379 ...]}: one node in the foreground, started as
 * redis-server is started: the same options in the file and on the command line, the same words in
 * the log. {@code --era} is short for {@code --glasshouse-era}.
 *
 * <p>Unless told otherwise it listens on loopback only, unlike Redis.
 */
final class Serve {
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "-::1");
  private static final String DEFAULT_PID_FILE = "/var/run/redis.pid";
  private static final String NAME = "serve";
  private static final int ABORT = 6;

  /** What shells add to the number of a signal that has ended a program. */
  private static final int SIGNALLED = 128;

  private final Config config = new Config(new ConfigDirectory(Path.of("")));
  private final ServeLog log;
  private final Supervision supervision;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitCode = 1;
  private volatile boolean asked;

  private Serve() {
    log = new ServeLog(config);
    supervision = new Supervision(config, log, System.getenv());
  }

  /** Runs a node until it ends; the exit code for the program. */
  static int run(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    switch (first) {
      case "-h", "--help" -> {
        System.err.print(
            """
            Usage: glasshouse serve [/path/to/redis.conf] [--option value ...] [-]
              serve                                    a node with default parameters on port 6379
              serve --port 7001 --replicaof 127.0.0.1 7000
              serve my.conf --loglevel verbose --era 4.0.3
              serve -                                  reads parameters from standard input
            Options are those of redis.conf 7.0 and --era, one of 4.0.1 to 4.0.6, 4.0.10, 5.0,
            6.0.3, 6.2, 7.0, 7.4; switches may follow it, as in 4.0.6+relay-on-read: docs/eras.md.
            """);
        return 1;
      }
      case "--test-memory", "--check-system" -> {
        System.err.println(first + " is not supported: it concerns the machine, not the server");
        return 1;
      }
      case "-v", "--version" -> {
        System.out.println(ServeLog.version());
        return 0;
      }
      default -> {
        if (arguments.contains("--sentinel")) {
          System.err.println("--sentinel is not supported: redis-sentinel watches these nodes");
          return 1;
        }
        return new Serve().start(arguments);
      }
    }
  }

  private int start(List<String> arguments) {
    CommandLine line =
        CommandLine.of(
            arguments.stream()
                .map(word -> word.equals("--era") ? "--glasshouse-era" : word)
                .toList());
    try (log) {
      read(line);
      log.open();
      // A daemon was started by one that has found no supervisor.
      boolean supervised = !Daemon.isOne() && supervision.begin();
      boolean wanted = config.server.daemonize.value() && !supervised;
      boolean background = wanted && !line.stdin() && Daemon.possible();
      if (background && !Daemon.isOne()) {
        Daemon.start();
        return 0;
      }
      log.child("oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
      log.child(
          "Redis version=7.0.15, bits=64, commit=00000000, modified=0, pid="
              + ProcessHandle.current().pid()
              + ", just started");
      log.child(arguments.isEmpty() ? noFile() : "Configuration loaded");
      if (wanted && !background) {
        log.warning("daemonize is not possible here: the node stays in the foreground");
      }
      return serve();
    } catch (ConfigFault fault) {
      if (fault.logged()) {
        log.child(fault.report());
      } else {
        System.err.print(fault.report());
      }
      return 1;
    } catch (IOException failure) {
      log.child(String.valueOf(failure.getMessage()));
      return 1;
    } finally {
      done.countDown();
    }
  }

  private static String noFile() {
    return "Warning: no config file specified, using the default config. In order to specify a"
        + " config file use glasshouse serve /path/to/redis.conf";
  }

  private void read(CommandLine line) throws ConfigFault, IOException {
    String text = "";
    if (!line.file().isEmpty()) {
      Path path = Path.of(line.file()).toAbsolutePath().normalize();
      try {
        text = config.files().read(path.toString());
      } catch (ConfigFiles.Failure failure) {
        throw ConfigFault.unreadable(path.toString(), failure.reason());
      }
      config.path(path.toString());
    }
    if (line.stdin()) {
      log.child("Reading config from stdin");
      text += new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    config.commands.of(() -> Node.commandNames(config.files()));
    ConfigReader.load(config, text, line.options());
    if (!config.network.bind.given()) {
      config.network.bind.assume(LOOPBACK);
    }
  }

  private int serve() throws IOException {
    int port = config.network.port.intValue();
    log.serves();
    log.notice("monotonic clock: POSIX clock_gettime");
    LiveNode node =
        new LiveNode(
            new LiveNode.Start(
                NAME,
                new ArrayList<>(config.network.bind.addresses()),
                false,
                Path.of(config.files().directory()),
                config,
                new SecureRandom().nextLong(),
                0),
            this::event,
            code -> exitCode = code < 0 ? 1 : code);
    if (listensNowhere()) {
      log.warning("Configured to not listen anywhere, exiting.");
      return 1;
    }
    try {
      node.start();
    } catch (IOException failure) {
      String why = String.valueOf(failure.getMessage());
      if (why.startsWith("Failed opening Unix socket")) {
        log.warning(why);
        return 1;
      }
      log.warning("Warning: Could not create server TCP listening socket: " + why);
      log.warning("Failed listening on port " + port + " (TCP), aborting.");
      return 1;
    }
    Signals.on("TERM", () -> signalled(node, "SIGTERM"));
    Signals.on("INT", () -> signalled(node, "SIGINT"));
    Signals.on("ABRT", this::crash);
    Thread ending = Thread.ofPlatform().name("signal").unstarted(() -> endBySignal(node));
    Runtime.getRuntime().addShutdownHook(ending);
    awaitEnd(node);
    return exitCode;
  }

  /**
   * A line of the node. Who waits for the line with the process' id connects at once, so it is
   * written when the node listens; and Redis tidies up before it says good-bye.
   */
  private void event(EngineEvent event) {
    if (event.text().equals("Server initialized")) {
      writePidFile();
      int port = config.network.port.intValue();
      log.banner(port);
      log.notice("Running mode=standalone, port=" + port + ".");
    }
    if (event.text().endsWith("ready to exit, bye bye...")) {
      removePidFile();
      removeSocket();
    }
    log.event(event);
    supervision.line(event.text());
  }

  private boolean listensNowhere() {
    return (config.network.port.value() == 0 || config.network.bind.addresses().isEmpty())
        && config.network.unixSocket.value().isEmpty();
  }

  /** Who insists with a second SIGINT ends the program at once. */
  private void signalled(LiveNode node, String name) {
    if (asked && name.equals("SIGINT")) {
      log.warning("You insist... exiting now.");
      Runtime.getRuntime().halt(1);
    }
    asked = true;
    node.signal(name);
  }

  /** As whoever is ended by SIGABRT: with a report, without saving or tidying up. */
  private void crash() {
    CrashReport.write(log, ABORT);
    Runtime.getRuntime().halt(SIGNALLED + ABORT);
  }

  private void removeSocket() {
    String path = config.network.unixSocket.value();
    if (!path.isEmpty()) {
      try {
        log.notice("Removing the unix socket file.");
        Files.deleteIfExists(Directories.of(config, path));
      } catch (IOException failure) {
        log.warning("Error removing the unix socket file: " + failure.getMessage());
      }
    }
  }

  /**
   * The Java machine answers signals it is not asked for by running this. When the node refuses to
   * end (its data cannot be saved), it goes on until somebody says SHUTDOWN, as Redis does.
   */
  private void endBySignal(LiveNode node) {
    if (node.isAlive()) {
      node.signal("SIGTERM");
      try {
        done.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private static void awaitEnd(LiveNode node) {
    try {
      node.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The file that names the process; a daemon has one whether it was asked for or not. */
  private String pidFile() {
    String name = config.server.pidFile.value();
    return name.isEmpty() && Daemon.isOne() ? DEFAULT_PID_FILE : name;
  }

  /** As Redis: who cannot write it goes on without it. */
  private void writePidFile() {
    if (!pidFile().isEmpty()) {
      try {
        Files.writeString(Directories.of(config, pidFile()), ProcessHandle.current().pid() + "\n");
      } catch (IOException failure) {
        log.warning("Failed to write PID file: " + failure.getMessage());
      }
    }
  }

  private void removePidFile() {
    if (!pidFile().isEmpty()) {
      try {
        log.notice("Removing the pid file.");
        Files.deleteIfExists(Directories.of(config, pidFile()));
      } catch (IOException failure) {
        log.warning("Can't remove the pid file: " + failure.getMessage());
      }
    }
  }
}
