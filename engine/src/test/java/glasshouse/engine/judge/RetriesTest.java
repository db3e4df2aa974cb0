package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether a replica asks a failing master again at once or with its cron, asked of our node (o) and
 * of the real server (r). What the times are exactly, the test of the same name beside the node
 * tells.
 */
@Needs(Judge.REDIS_SERVER)
class RetriesTest {
  private static final String FULL = "+FULLRESYNC 0123456789abcdef0123456789abcdef01234567 7\r\n";

  /** More in a row than a cron could ask for in the time. */
  private static final int OFTEN = 8;

  private static final long WITH_CRON = TimeUnit.SECONDS.toNanos(OFTEN - 2);

  /**
   * Of the two seconds that two runs of the cron take, what is left where the first is seen late.
   */
  private static final long WITHOUT_HURRY = TimeUnit.MILLISECONDS.toNanos(500);

  @TempDir Path directory;

  /** The time that {@code times} links take, of which each is hung up after these answers. */
  private long nanosOf(int times, Server replica, ServerSocket door, String answers)
      throws IOException {
    replica.talk().run("REPLICAOF", "127.0.0.1", String.valueOf(door.getLocalPort()));
    long first = 0;
    for (int i = 0; i < times; i++) {
      try (Talk link = new Talk(door.accept())) {
        // The first one comes by itself, between two runs of the cron.
        first = i == 1 ? System.nanoTime() : first;
        link.reply();
        link.raw("+PONG\r\n");
        link.reply();
        link.raw("+OK\r\n+OK\r\n");
        link.reply();
        assertThat(link.reply()).startsWith("[\"PSYNC\"");
        link.raw(answers);
      }
    }
    return System.nanoTime() - first;
  }

  private Server start(char kind, String answers) throws IOException {
    return Server.start(kind, kind + "-" + answers.hashCode(), directory, "");
  }

  private Both.Rule byTheCron(String answers) {
    return kind -> {
      try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
          Server replica = start(kind, answers)) {
        assertThat(nanosOf(4, replica, door, answers)).isGreaterThan(WITHOUT_HURRY);
      }
    };
  }

  private Both.Rule atOnce(String answers) {
    return kind -> {
      try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
          Server replica = start(kind, answers)) {
        assertThat(nanosOf(OFTEN, replica, door, answers)).isLessThan(WITH_CRON);
      }
    };
  }

  @Test
  void aHandshakeThatFailsIsBegunAnewByTheCron() throws Exception {
    Both.ask(byTheCron(""), byTheCron("-NOMASTERLINK x\r\n"));
  }

  @Test
  void aTransferThatFailsIsBegunAnewAtOnce() throws Exception {
    Both.ask(atOnce(FULL), atOnce(FULL + "hello\r\n"), atOnce(FULL + "$20\r\n"));
  }
}
