package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that mean no good, over real sockets: each is bounded on our node as on the real server,
 * others are served meanwhile, and nothing of it stays. {@code -Dglasshouse.connections=N} opens
 * another number of connections than all that both servers allow by default.
 */
@Needs(Judge.REDIS_SERVER)
class HostileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = Integer.getInteger("glasshouse.connections", 10_000);

  @TempDir Path directory;

  /** What is done to a server; {@code talk} is a client that behaves. */
  private interface Attack {
    void on(int port, Talk talk) throws IOException;
  }

  private void onBoth(Attack attack) throws IOException {
    try (LiveServer ours = LiveServer.start(directory)) {
      attack(ours.port(), attack);
    }
    try (RedisServer real = RedisServer.start()) {
      attack(real.port(), attack);
    }
  }

  private static void attack(int port, Attack attack) throws IOException {
    try (Talk talk = new Talk(port)) {
      await().atMost(PATIENCE).until(() -> talk.line("PING").equals("+PONG"));
      attack.on(port, talk);
      alone(talk);
    }
  }

  /** Everybody else is gone, and so is what was kept for them. */
  private static void alone(Talk talk) {
    await().atMost(PATIENCE).until(() -> talk.number("clients", "connected_clients") == 1);
    assertThat(talk.line("PING")).isEqualTo("+PONG");
    await().atMost(PATIENCE).until(() -> talk.number("memory", "mem_clients_normal") < 400_000);
  }

  private static void limit(Talk talk, String limits) {
    assertThat(talk.run("CONFIG", "SET", "client-output-buffer-limit", limits)).isEqualTo("+OK");
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends until the other side closes; false when it never did. */
  private static boolean sendUntilClosed(Socket socket, byte[] bytes, int times) {
    try {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(bytes);
      }
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @Test
  void whoReadsNothingIsClosedAtTheHardLimit() throws IOException {
    onBoth(
        (port, talk) -> {
          limit(talk, "normal 2mb 0 0");
          talk.line("SET big " + "x".repeat(100_000));
          try (Socket slow = connect(port)) {
            byte[] gets = Bytes.of("GET big\r\n".repeat(100));
            sendUntilClosed(slow, gets, 10);
            alone(talk);
          }
        });
  }

  @Test
  void whoReadsTooSlowlyIsClosedAfterAWhile() throws IOException {
    onBoth(
        (port, talk) -> {
          limit(talk, "normal 0 1mb 1");
          talk.line("SET big " + "x".repeat(100_000));
          try (Socket slow = connect(port)) {
            sendUntilClosed(slow, Bytes.of("GET big\r\n".repeat(100)), 3);
            alone(talk);
          }
        });
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosedWhileOthersListen() throws IOException {
    onBoth(
        (port, talk) -> {
          limit(talk, "pubsub 1mb 0 0");
          try (Socket slow = connect(port)) {
            slow.getOutputStream().write(Bytes.of("SUBSCRIBE news\r\n"));
            await().atMost(PATIENCE).until(() -> talk.line("PUBLISH news x").equals(":1"));
            String message = "PUBLISH news " + "x".repeat(50_000);
            int sent = 0;
            while (talk.line(message).equals(":1")) {
              assertThat(++sent).isLessThan(2000);
            }
            assertThat(sent).isGreaterThan(10);
            alone(talk);
          }
        });
  }

  @Test
  void whatWaitsForAClientIsToldAsItGoes() throws IOException {
    onBoth(
        (port, talk) -> {
          limit(talk, "pubsub 0 0 0");
          try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1 << 18);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            slow.setSoTimeout((int) PATIENCE.toMillis());
            slow.getOutputStream().write(Bytes.of("SUBSCRIBE news\r\n"));
            await().atMost(PATIENCE).until(() -> talk.line("PUBLISH news x").equals(":1"));
            String message = "PUBLISH news " + "x".repeat(1 << 20);
            for (int i = 0; i < 12; i++) {
              assertThat(talk.line(message)).isEqualTo(":1");
            }
            long waiting = waiting(talk);
            assertThat(waiting).isGreaterThan(5L << 20);
            slow.getInputStream().skipNBytes(4 << 20);
            await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(waiting(talk)).isBetween(1L, waiting - (2 << 20)));
          }
        });
  }

  /** Bytes that wait for the subscriber. */
  private static long waiting(Talk talk) {
    Matcher omem = Pattern.compile(" omem=([0-9]+) ").matcher(talk.line("CLIENT LIST TYPE pubsub"));
    assertThat(omem.find()).isTrue();
    return Long.parseLong(omem.group(1));
  }

  @Test
  void halfCommandsWaitAndTooLongOnesAreClosed() throws IOException {
    onBoth(
        (port, talk) -> {
          talk.line("CONFIG SET client-query-buffer-limit 1mb");
          List<Socket> half = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            Socket socket = connect(port);
            socket.getOutputStream().write(Bytes.of("*2\r\n$3\r\nGET\r\n$100000\r\nx"));
            half.add(socket);
          }
          await().atMost(PATIENCE).until(() -> talk.number("clients", "connected_clients") == 51);
          try (Socket endless = connect(port)) {
            endless.getOutputStream().write(Bytes.of("*2\r\n$3\r\nGET\r\n$500000000\r\n"));
            assertThat(sendUntilClosed(endless, new byte[100_000], 400)).isTrue();
          }
          try (Socket huge = connect(port)) {
            huge.getOutputStream().write(Bytes.of("*2147483647\r\n"));
            byte[] empties = Bytes.of("$0\r\n\r\n".repeat(1000));
            assertThat(sendUntilClosed(huge, empties, 1)).isFalse();
          }
          assertThat(talk.line("SET a 1")).isEqualTo("+OK");
          for (Socket socket : half) {
            socket.close();
          }
        });
  }

  @Test
  void aReplicaThatDoesNotReadIsClosedAtItsLimit() throws IOException {
    onBoth(
        (port, talk) -> {
          limit(talk, "replica 2mb 0 0");
          talk.line("CONFIG SET repl-backlog-size 16384 repl-diskless-sync no");
          try (Talk slow = new Talk(port)) {
            slow.send("SYNC");
            String head = slow.line();
            while (head.isEmpty()) {
              head = slow.line();
            }
            slow.skip(Integer.parseInt(head.substring(1)));
            String set = "SET big " + "x".repeat(100_000);
            int sent = 0;
            while (talk.number("replication", "connected_slaves") == 1) {
              talk.line(set);
              // More than it may keep and the system's buffers take.
              assertThat(++sent).isLessThan(300);
            }
            assertThat(sent).isGreaterThan(20);
          }
        });
  }

  @Test
  void whoIsSilentIsClosedAfterTheTimeoutButNotWhoWaitsOrListens() throws IOException {
    onBoth(
        (port, talk) -> {
          assertThat(talk.line("CONFIG SET timeout 1")).isEqualTo("+OK");
          try (Talk silent = new Talk(port);
              Talk listens = new Talk(port);
              Talk waits = new Talk(port)) {
            listens.line("SUBSCRIBE news");
            waits.send("BLPOP", "nothing", "0");
            await().atMost(PATIENCE).until(() -> talk.number("clients", "connected_clients") == 3);
            assertThat(silent.untilClosed()).isEmpty();
            assertThat(talk.line("PUBLISH news x")).isEqualTo(":1");
            assertThat(talk.line("RPUSH nothing x")).isEqualTo(":1");
            assertThat(waits.reply()).isEqualTo("[\"nothing\", \"x\"]");
            assertThat(talk.line("CONFIG SET timeout 0")).isEqualTo("+OK");
          }
        });
  }

  @Test
  void crowdsComeAndGo() throws Exception {
    int connections = Math.min(CONNECTIONS, Crowd.room());
    onBoth(
        (port, talk) -> {
          assertThat(talk.line("CONFIG SET maxclients " + connections)).isEqualTo("+OK");
          // In a process of its own: each connection takes a file at both ends.
          try (Crowd _ = Crowd.of(port, connections - 1)) {
            assertThat(talk.number("clients", "connected_clients")).isEqualTo(connections);
            try (Socket late = connect(port)) {
              assertThat(late.getInputStream().readAllBytes())
                  .isEqualTo(Bytes.of("-ERR max number of clients reached\r\n"));
            }
            assertThat(talk.number("stats", "rejected_connections")).isEqualTo(1);
            assertThat(talk.line("SET a 1")).isEqualTo("+OK");
          }
        });
  }
}
