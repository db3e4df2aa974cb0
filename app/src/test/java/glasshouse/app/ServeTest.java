package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code glasshouse serve} as a process of its own: what it prints, and how it ends. */
class ServeTest {
  @TempDir private Path directory;
  @RegisterExtension final Served served = new Served();

  @Test
  void servesUntilItIsAskedToEndAndSavesFirst() throws Exception {
    int port = Served.freePort();
    Path config = directory.resolve("my.conf");
    Files.writeString(config, "# mine\nport " + port + "\ndir " + directory + "\nsave 60 1\n");
    Process node = served.start(config.toString(), "--era", "4.0.6");
    try (BufferedReader log = node.inputReader()) {
      String said = until(log, "Ready to accept connections");
      assertThat(said)
          .contains(" PID: " + node.pid() + "\n")
          .containsPattern(node.pid() + ":M \\d\\d \\w{3} \\d{4} [0-9:.]{12} # Server initialized");
      assertThat(ask(port, "SET a 1", "CONFIG GET glasshouse-era", "CONFIG REWRITE"))
          .isEqualTo("+OK\r\n*2\r\n$14\r\nglasshouse-era\r\n$5\r\n4.0.6\r\n+OK\r\n");
      assertThat(node.toHandle().destroy()).isTrue();
      assertThat(until(log, "bye bye")).contains("Received SIGTERM", "DB saved on disk");
    }
    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
    assertThat(directory.resolve("dump.rdb")).exists();
    assertThat(Files.readString(config)).startsWith("# mine\nport ").contains("era 4.0.6");
  }

  @Test
  void listensOnAUnixSocketAndMovesWhileItRuns() throws Exception {
    Path socket = directory.resolve("s");
    Process node =
        served.start(
            "--port", "0", "--unixsocket", socket.toString(), "--unixsocketperm", "700", "--save");
    try (BufferedReader log = node.inputReader()) {
      until(log, "The server is now ready to accept connections at " + socket);
      assertThat(Files.getPosixFilePermissions(socket))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      int port = Served.freePort();
      assertThat(askUnix(socket, "CONFIG SET port " + port, "CONFIG SET bind 127.0.0.1"))
          .isEqualTo("+OK\r\n+OK\r\n");
      assertThat(ask(port, "CLIENT GETNAME", "PING")).isEqualTo("$-1\r\n+PONG\r\n");
      assertThat(askUnix(socket, "CLIENT INFO"))
          .contains("addr=" + socket + ":0 laddr=" + socket + ":0 ")
          .contains("flags=U");
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        assertThat(askUnix(socket, "CONFIG SET port " + taken.getLocalPort(), "CONFIG GET port"))
            .startsWith("-ERR CONFIG SET failed (possibly related to argument 'port') - Unable to")
            .contains("\r\n" + port + "\r\n");
      }
      assertThat(ask(port, "PING")).isEqualTo("+PONG\r\n");
      assertThat(node.toHandle().destroy()).isTrue();
      assertThat(until(log, "Removing the unix socket file.")).contains("Received SIGTERM");
    }
    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
    assertThat(socket).doesNotExist();
  }

  @Test
  void putsFilesWithRelativeNamesIntoItsDirectory() throws Exception {
    List<String> options =
        List.of("--dir", directory.toString(), "--logfile", "log", "--pidfile", "pid");
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--port", "0", "--unixsocket", "s", "--save", ""));
    Process node = served.start(all.toArray(String[]::new));
    Path log = directory.resolve("log");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(log) && Files.readString(log).contains("connections at s"));
    assertThat(askUnix(directory.resolve("s"), "PING")).isEqualTo("+PONG\r\n");
    assertThat(directory.resolve("pid")).hasContent(Long.toString(node.pid()));
    assertThat(node.toHandle().destroy()).isTrue();
    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("pid")).doesNotExist();
    assertThat(directory.resolve("s")).doesNotExist();
  }

  @Test
  void reportsWhereItStoodWhenItIsAborted() throws Exception {
    Process node = served.start("--port", "0", "--unixsocket", directory.resolve("s").toString());
    try (BufferedReader log = node.inputReader()) {
      until(log, "ready to accept connections at");
      new ProcessBuilder("sh", "-c", "kill -ABRT " + node.pid()).start().waitFor();
      assertThat(until(log, "BUG REPORT END"))
          .contains(
              "# Redis 7.0.15 crashed by signal: 6\n",
              "STACK TRACE",
              "glasshouse.app.Serve.awaitEnd(");
    }
    assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isEqualTo(128 + 6);
  }

  private static String askUnix(Path path, String... lines) throws IOException {
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      String request = String.join("\r\n", lines) + "\r\nQUIT\r\n";
      socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
      byte[] answer = Channels.newInputStream(socket).readAllBytes();
      String all = new String(answer, StandardCharsets.ISO_8859_1);
      return all.substring(0, all.length() - "+OK\r\n".length());
    }
  }

  /** Debian's file, with folders that a test may write to; the same lines where it is not there. */
  @Test
  void becomesADaemonWithTheConfigurationOfAPackage() throws Exception {
    Path packaged = Path.of("/etc/redis/redis.conf");
    String text =
        Files.isReadable(packaged)
            ? Files.readString(packaged)
            : """
            bind 127.0.0.1 -::1
            port 6379
            daemonize yes
            pidfile /run/redis/redis-server.pid
            logfile /var/log/redis/redis-server.log
            dir /var/lib/redis
            """;
    int port = Served.freePort();
    Path config = directory.resolve("redis.conf");
    Files.writeString(
        config,
        text.replaceAll("/(run|var/log|var/lib)/redis", directory.toString())
            .replace("\nport 6379", "\nport " + port));
    Process first = served.start(config.toString());
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    Path pidFile = directory.resolve("redis-server.pid");
    Path log = directory.resolve("redis-server.log");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(log) && Files.readString(log).contains("Ready to accept"));
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pidFile));
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    assertThat(pid).isNotEqualTo(first.pid());
    ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
    assertThat(ask(port, "SET a 1")).isEqualTo("+OK\r\n");
    assertThat(daemon.destroy()).isTrue();
    await().atMost(Duration.ofSeconds(30)).until(() -> !daemon.isAlive());
    assertThat(pidFile).doesNotExist();
    assertThat(directory.resolve("dump.rdb")).exists();
    assertThat(Files.readString(log))
        .contains(pid + ":signal-handler (", "Removing the pid file.")
        .endsWith("bye bye...\n");
  }

  @Test
  void namesWhatItDoesNotUnderstand() throws Exception {
    assertThat(failure("--prt", "1"))
        .contains(
            "*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***",
            ">>> 'prt \"1\"'",
            "Bad directive or wrong number of arguments");
    assertThat(failure("/nope/redis.conf"))
        .contains("can't open config file '/nope/redis.conf': No such file or directory");
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(failure("--port", String.valueOf(port), "--dir", directory.toString()))
          .contains("Failed listening on port " + port + " (TCP), aborting.");
    }
  }

  private String failure(String... options) throws Exception {
    Process node = served.start(options);
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).isEqualTo(1);
    return said;
  }

  static String until(BufferedReader log, String word) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.contains(word)) {
        return said.toString();
      }
    }
    throw new AssertionError("it never said '" + word + "' but\n" + said);
  }

  static String ask(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = String.join("\r\n", lines) + "\r\nQUIT\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return all.substring(0, all.length() - "+OK\r\n".length());
    }
  }
}
