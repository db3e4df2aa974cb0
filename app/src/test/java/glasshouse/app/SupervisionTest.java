package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.live.os.NotifySocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a supervisor is told, by ours and by the real server. */
@EnabledOnOs(OS.LINUX)
class SupervisionTest {
  private static final String LOADING = "STATUS=Redis is loading...\n";

  @TempDir private Path directory;
  @RegisterExtension final Served served = new Served();

  private Process start(String kind, Map<String, String> environment, String line)
      throws IOException {
    Path own = Files.createTempDirectory(directory, kind);
    String[] options = ("--dir " + own + " " + line).split(" ");
    if (kind.equals("ours")) {
      return served.start(environment, options);
    }
    boolean here = Served.realServer() != null;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as("a redis-server to compare with").isTrue();
    }
    assumeThat(here).as("no redis-server here").isTrue();
    return served.startReal(environment, options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "ours"})
  void systemdHearsOfAMasterUntilItsEnd(String kind) throws Throwable {
    Path socket = directory.resolve("notify");
    Path inTheWay = Files.createDirectory(directory.resolve("data")).resolve("dump.rdb");
    int port = Served.freePort();
    try (NotifyListener systemd = new NotifyListener(socket.toString())) {
      Process node =
          start(
              kind,
              Map.of("NOTIFY_SOCKET", socket.toString()),
              "--port "
                  + port
                  + " --supervised systemd --daemonize yes --dir "
                  + inTheWay.getParent());
      assertThat(systemd.next()).isEqualTo(LOADING);
      assertThat(systemd.next()).isEqualTo("STATUS=Ready to accept connections\n");
      assertThat(systemd.next()).isEqualTo("READY=1\n");
      assertThat(node.isAlive()).as("stays in the foreground").isTrue();
      assertThat(ServeTest.ask(port, "INFO server")).contains("process_supervised:systemd\r\n");
      Files.createDirectory(inTheWay);
      assertThat(ServeTest.ask(port, "SHUTDOWN SAVE")).startsWith("-ERR Errors trying to SHUTDOWN");
      assertThat(systemd.next()).isEqualTo("STOPPING=1\n");
      assertThat(systemd.next()).isEqualTo("STATUS=Saving the final RDB snapshot\n");
      assertThat(systemd.next()).isEqualTo("STATUS=Error trying to save the DB, can't exit.\n");
      assertThat(ServeTest.ask(port, "CONFIG SET save \"\"")).isEqualTo("+OK\r\n");
      assertThat(node.toHandle().destroy()).isTrue();
      assertThat(systemd.next()).isEqualTo("STOPPING=1\n");
      assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "ours"})
  void systemdHearsOfAReplica(String kind) throws Throwable {
    String socket = "@glasshouse-" + UUID.randomUUID();
    int master = Served.freePort();
    int port = Served.freePort();
    start(kind, Map.of(), "--port " + master + " --repl-diskless-sync-delay 0 --save");
    await().atMost(Duration.ofSeconds(30)).until(() -> answers(master));
    try (NotifyListener systemd = new NotifyListener(socket)) {
      start(
          kind,
          Map.of("NOTIFY_SOCKET", socket),
          "--port " + port + " --supervised auto --save --replicaof 127.0.0.1 " + master);
      assertThat(systemd.next()).isEqualTo(LOADING);
      assertThat(systemd.next())
          .isEqualTo(
              "STATUS=Ready to accept connections in read-only mode. Waiting for MASTER <-> REPLICA"
                  + " sync\n");
      assertThat(systemd.next()).isEqualTo("READY=1\n");
      assertThat(systemd.next())
          .isEqualTo(
              "STATUS=MASTER <-> REPLICA sync: Finished with success. Ready to accept connections"
                  + " in read-write mode.\n");
      assertThat(ServeTest.ask(port, "CONFIG GET supervised")).contains("systemd");
      assertThat(ServeTest.ask(port, "CLIENT KILL TYPE master")).isEqualTo(":1\r\n");
      assertThat(systemd.next())
          .isEqualTo(
              "STATUS=MASTER <-> REPLICA sync: Partial Resynchronization accepted. Ready to accept"
                  + " connections in read-write mode.\n");
    }
  }

  private static boolean answers(int port) {
    try {
      return ServeTest.ask(port, "PING").equals("+PONG\r\n");
    } catch (IOException notYet) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "ours"})
  void whoCannotBeToldIsMissedInTheLog(String kind) throws Exception {
    String port = "--port " + Served.freePort() + " --save --supervised systemd";
    Process node = start(kind, Map.of(), port);
    String missing = "# systemd supervision error: NOTIFY_SOCKET not found!\n";
    try (BufferedReader log = node.inputReader()) {
      assertThat(ServeTest.until(log, "is starting")).contains(":C ").contains(missing);
      ServeTest.until(log, "Ready to accept");
      assertThat(log.readLine() + "\n").contains(":M ").endsWith(missing);
    }
  }

  @ParameterizedTest
  @CsvSource({"-2,/nowhere/at all", "-22,relative", "-22,/", "-22,''"})
  void whatIsNoSocketHasTheNumberOfSdNotify(int code, String socket) throws Exception {
    assertThat(NotifySocket.send(socket, LOADING)).isEqualTo(code);
    String options = "--port " + Served.freePort() + " --save --supervised systemd";
    Process node = start("real", Map.of("NOTIFY_SOCKET", socket), options);
    try (BufferedReader log = node.inputReader()) {
      assertThat(ServeTest.until(log, "is starting"))
          .contains("# systemd supervision error: sd_notify: " + code + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"-22,@,107", "-36,/,107", "-111,@,106", "-2,/,106"})
  void soHasANameThatIsTooLong(int code, String first, int more) throws Exception {
    whatIsNoSocketHasTheNumberOfSdNotify(code, first + "x".repeat(more));
  }

  @Test
  void stopsOnceForUpstart() throws Exception {
    for (String kind : new String[] {"real", "ours"}) {
      String options = "--port " + Served.freePort() + " --save --supervised auto";
      Process node = start(kind, Map.of("UPSTART_JOB", "job"), options);
      try (BufferedReader log = node.inputReader()) {
        ServeTest.until(log, "* supervised by upstart, will stop to signal readiness.");
        Path state = Path.of("/proc/" + node.pid() + "/stat");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(state).contains(") T"));
        new ProcessBuilder("sh", "-c", "kill -CONT " + node.pid()).start().waitFor();
        ServeTest.until(log, "Ready to accept connections");
      }
    }
  }
}
