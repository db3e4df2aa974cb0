package glasshouse.engine.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real redis-server of its own: on loopback, on a free port, in a temporary folder, without
 * persistence unless asked for, with DEBUG allowed. It ends, and its folder goes, with {@link
 * #close}.
 */
public final class RedisServer implements AutoCloseable {

  /** The release whose behaviour and texts the tests compare with. */
  private static final String JUDGE = "v=7.0.";

  private static final String READY = "Ready to accept connections";
  private static final int START_SECONDS = 20;

  /** Between asking for a free port and binding it somebody else may take it. */
  private static final int PORT_TRIES = 5;

  private final LoggedProcess process;
  private final int port;
  private final Path dir;

  private RedisServer(LoggedProcess process, int port, Path dir) {
    this.process = process;
    this.port = port;
    this.dir = dir;
  }

  /** Whether this machine has a redis-server of the release that is the judge. */
  public static boolean available() {
    return Lookup.REASON == null;
  }

  /** Why there is none, in words; null when there is one. */
  public static @Nullable String missing() {
    return Lookup.REASON;
  }

  /**
   * Starts a server and returns when it accepts connections.
   *
   * @param options more options as on its command line, such as {@code "--replicaof", "127.0.0.1",
   *     "7000"}; they win over those given here
   * @throws IllegalStateException when it does not come up, with what it logged
   */
  public static RedisServer start(String... options) {
    if (Lookup.REASON != null) {
      throw new IllegalStateException(Lookup.REASON);
    }
    try {
      RedisServer server = launch(options);
      for (int i = 1; i < PORT_TRIES && !server.up() && server.portWasTaken(); i++) {
        server.close();
        server = launch(options);
      }
      if (!server.up()) {
        String said = server.log();
        server.close();
        throw new IllegalStateException("redis-server did not start; it said:\n" + said);
      }
      if (List.of(options).contains("--repl-ping-replica-period")) {
        server.awaitFirstCron();
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start redis-server", e);
    }
  }

  /** The port it listens on, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Its working folder, where it writes dump.rdb; deleted by {@link #close}. */
  public Path dir() {
    return dir;
  }

  /** Its process id, for those who freeze it. */
  public long pid() {
    return process.pid();
  }

  /** What it has logged until now, lines joined with newlines. */
  public String log() {
    return process.log();
  }

  /** Ends it, with force when it does not want to, and deletes its folder. */
  @Override
  public void close() {
    process.close();
    deleteDir();
  }

  private static RedisServer launch(String... options) throws IOException {
    Path dir = Files.createTempDirectory("redis-server-");
    int port = LoggedProcess.freePort();
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(Lookup.PROGRAM));
    command.addAll(List.of("--bind", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--dir", dir.toString(), "--save", "", "--appendonly", "no"));
    command.addAll(List.of("--enable-debug-command", "yes", "--daemonize", "no"));
    command.addAll(List.of(options));
    int own = command.lastIndexOf("--port");
    return new RedisServer(
        LoggedProcess.start(command, READY), Integer.parseInt(command.get(own + 1)), dir);
  }

  /**
   * The cron runs for the first time a millisecond after the start and pings whoever follows by
   * then, whatever the period is: whoever chose a period counts every byte of the stream, and could
   * be that fast. Timers run after commands, and answers go out after timers.
   */
  private void awaitFirstCron() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write("DEBUG SLEEP 0.001\r\n".getBytes(StandardCharsets.US_ASCII));
      int answer = socket.getInputStream().read();
      if (answer != '+') {
        throw new IOException("it did not sleep when told to; its answer began with " + answer);
      }
    }
  }

  private boolean up() {
    return process.up(START_SECONDS);
  }

  private boolean portWasTaken() {
    return log().contains("Address already in use");
  }

  private void deleteDir() {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + dir, e);
    }
  }

  /** Found once for the whole run, and only when somebody asks. */
  private static final class Lookup {
    static final @Nullable Path PROGRAM = LoggedProcess.find("redis-server");
    static final @Nullable String REASON = judge(PROGRAM);

    private static @Nullable String judge(@Nullable Path program) {
      if (program == null) {
        return "no redis-server on the PATH: install redis-server 7.0 (Debian: apt-get install"
            + " redis-server)";
      }
      try {
        Process asked = new ProcessBuilder(program.toString(), "--version").start();
        String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return version.contains(JUDGE)
            ? null
            : program + " is not a 7.0, which the tests compare with: " + version.strip();
      } catch (IOException e) {
        return program + " does not run: " + e.getMessage();
      }
    }
  }
}
