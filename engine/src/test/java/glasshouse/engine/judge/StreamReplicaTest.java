package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static glasshouse.engine.judge.Sync.same;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams with groups go over the wire in both directions, in the dump and in the stream, between
 * the real server and ours. DEBUG DIGEST knows nothing of groups, so XINFO is compared too: but not
 * when consumers were seen, nor how many entries a group has read, which Redis 7.0 does not
 * replicate.
 */
@Needs(Judge.REDIS_SERVER)
class StreamReplicaTest {
  private static final List<String> KEYS = List.of("x0", "x1", "x2", "waited");
  private static final int ROUNDS = 1500;

  @TempDir Path directory;

  @Test
  void oursFollowsTheRealServer() {
    try (RedisServer real = RedisServer.start("--repl-diskless-sync-delay", "0");
        Talk master = new Talk(real.port())) {
      write(real.port(), 1);
      try (LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port());
          Talk replica = ours.talk()) {
        follows(master, replica, real.port());
      }
    }
  }

  @Test
  void theRealServerFollowsOurs() {
    try (LiveServer ours = LiveServer.start(directory, "repl-diskless-sync-delay 0");
        Talk master = ours.talk()) {
      write(ours.port(), 2);
      try (RedisServer real =
              RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(ours.port()));
          Talk replica = new Talk(real.port())) {
        follows(master, replica, ours.port());
      }
    }
  }

  private static void follows(Talk master, Talk replica, int port) {
    connected(replica);
    sameStreams(master, replica);
    for (int seed = 3; seed < 7; seed++) {
      write(port, seed);
      sameStreams(master, replica);
    }
    assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
  }

  private static void sameStreams(Talk master, Talk replica) {
    same(master, replica);
    for (String key : KEYS) {
      assertThat(told(replica, key)).as(key).isEqualTo(told(master, key));
    }
  }

  private static String told(Talk talk, String key) {
    return talk.line("XINFO STREAM " + key + " FULL COUNT 0")
        .replaceAll("\"(seen-time|entries-read|lag)\", [^,]*,", "");
  }

  private static void write(int port, long seed) {
    try (Talk talk = new Talk(port);
        Talk waiter = new Talk(port)) {
      talk.line("XGROUP CREATE waited g $ MKSTREAM");
      int i = 0;
      for (String[] command : new StreamCommands(seed).next(ROUNDS)) {
        if (!command[0].equals("CONFIG") && !readsHistory(command)) {
          talk.run(command);
        }
        if (++i % 100 == 0) {
          String mode = i % 200 == 0 ? "NOACK " : "";
          waiter.send(("XREADGROUP GROUP g w BLOCK 0 " + mode + "STREAMS waited >").split(" "));
          talk.line("XADD waited MAXLEN ~ 5 * i " + i);
          waiter.reply();
        }
      }
    }
  }

  /** Reading again what is pending counts as a delivery, of which replicas are not told. */
  private static boolean readsHistory(String... command) {
    return command[0].equals("XREADGROUP")
        && (command.length > 10 || !command[command.length - 1].equals(">"));
  }
}
