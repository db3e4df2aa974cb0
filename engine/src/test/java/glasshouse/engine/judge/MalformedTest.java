package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short session damaged at every byte in several ways: ours says what the real server says. */
class MalformedTest {
  private static final String SESSION =
      "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n12\r\n*2\r\n$4\r\nINCR\r\n$1\r\nk\r\nGET k\r\n";

  private static final int[] VALUES = {'\r', '\n', '*', '$', '-', '9', '1', 'x', 255};

  private static final List<String> OTHERS =
      List.of(
          "*1048577\r\n",
          "*2147483648\r\n",
          "*99999999999999999999\r\n",
          "*-5\r\nPING\r\n",
          "*0\r\nPING\r\n",
          "*1\r\n$536870913\r\n",
          "*1\r\n$-1\r\n",
          "*1\r\n$abc\r\n",
          "*1\r\n:1\r\n",
          "*1\r\n$4\r\nPINGxxPING\r\n",
          "PING 'unbalanced\r\n",
          "PING \"a\\x41\"\r\n",
          "x".repeat(70_000),
          "*" + "1".repeat(70_000),
          "*1\r\n$" + "1".repeat(70_000),
          "\r\n\r\nPING\r\n",
          "PING\nPING\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "POST / HTTP/1.1\r\n\r\n");

  @TempDir Path directory;

  private static List<String> sessions() {
    List<String> sessions = new ArrayList<>(OTHERS);
    for (int at = 0; at < SESSION.length(); at++) {
      sessions.add(SESSION.substring(0, at));
      sessions.add(SESSION.substring(0, at) + SESSION.substring(at + 1));
      for (int value : VALUES) {
        sessions.add(SESSION.substring(0, at) + (char) value + SESSION.substring(at + 1));
      }
    }
    return sessions;
  }

  /** What a server says to a session on a connection of its own until it ends. */
  private static String said(int port, String session) {
    try (Talk talk = new Talk(port)) {
      talk.raw("FLUSHALL\r\n");
      String _ = talk.line();
      try {
        talk.raw(Bytes.of(session));
        talk.finish();
        return talk.untilClosed();
      } catch (IOException reset) {
        if (reset instanceof SocketException) {
          return "(reset)";
        }
        throw new AssertionError(session, reset);
      }
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void everyDamageIsAnsweredAsTheRealServerDoes() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk talk = ours.talk()) {
      long threads = Thread.activeCount();
      List<String> differences = new ArrayList<>();
      for (String session : sessions()) {
        String expected = said(real.port(), session);
        String seen = said(ours.port(), session);
        boolean reset = seen.equals("(reset)") || expected.equals("(reset)");
        if (!expected.equals(seen) && !reset) {
          String shown = session.length() > 200 ? session.substring(0, 200) + "..." : session;
          differences.add(shown + "\n redis: " + expected + "\n ours:  " + seen);
        }
      }
      assertThat(String.join("\n\n", differences)).isEmpty();
      // A zero byte ends a line for the real server, which then waits; ours answers, and closes.
      for (int at = 0; at < SESSION.length(); at++) {
        String session = SESSION.substring(0, at) + '\0' + SESSION.substring(at + 1);
        String _ = said(ours.port(), session);
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> talk.number("clients", "connected_clients") == 1);
      // Thousands of sessions went by; a few threads of the test's own may have come meanwhile.
      assertThat((long) Thread.activeCount()).isLessThan(threads + 8);
      assertThat(talk.line("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void aSlowReaderIsDroppedAtTheBufferLimit() throws IOException {
    try (LiveServer ours =
            LiveServer.start(directory, "client-output-buffer-limit normal 4mb 0 0");
        Talk talk = ours.talk();
        Talk slow = ours.talk()) {
      talk.run("SET", "big", "x".repeat(1 << 20));
      for (int i = 0; i < 60; i++) {
        slow.send("GET", "big");
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> talk.number("clients", "connected_clients") == 1);
      assertThat(talk.line("PING")).isEqualTo("+PONG");
    }
  }
}
