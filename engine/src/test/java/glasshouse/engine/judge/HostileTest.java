package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that mean no good, over real sockets: each is bounded on our node as on the real server,
 * others are served meanwhile, and nothing of it stays. {@code -Dglasshouse.connections=9000} opens
 * more connections than the default run.
 */
@NeedsRedisServer
class HostileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = Integer.getInteger("glasshouse.connections", 300);

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
  void crowdsComeAndGo() throws IOException {
    onBoth(
        (port, talk) -> {
          talk.line("CONFIG SET maxclients " + CONNECTIONS);
          List<Socket> crowd = new ArrayList<>();
          for (int i = 0; i < CONNECTIONS - 1; i++) {
            Socket socket = connect(port);
            socket.getOutputStream().write(Bytes.of("PING\r\n"));
            crowd.add(socket);
          }
          for (Socket socket : crowd) {
            assertThat(socket.getInputStream().readNBytes(7)).isEqualTo(Bytes.of("+PONG\r\n"));
          }
          try (Socket late = connect(port)) {
            assertThat(late.getInputStream().readAllBytes())
                .isEqualTo(Bytes.of("-ERR max number of clients reached\r\n"));
          }
          assertThat(talk.number("stats", "rejected_connections")).isEqualTo(1);
          for (Socket socket : crowd) {
            socket.close();
          }
        });
  }
}
