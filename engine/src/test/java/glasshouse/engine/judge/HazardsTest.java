package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the fuzzer takes for a hazard of every release, the real server does in the same steps. */
@Needs(Judge.REDIS_SERVER)
class HazardsTest {

  @ParameterizedTest
  @EnumSource(value = Hazard.class, names = "FLUSHED_BEFORE_IT_IS_SENT", mode = Mode.EXCLUDE)
  void theRealServerDiffersAtOneOffsetToo(Hazard hazard) {
    String calm = "--repl-ping-replica-period";
    try (RedisServer above = RedisServer.start(calm, "3600");
        Talk master = new Talk(above.port());
        RedisServer below =
            RedisServer.start(
                calm, "3600", "--replicaof", "127.0.0.1", Integer.toString(above.port()));
        Talk replica = new Talk(below.port())) {
      connected(replica);
      assertThat(master.line("SET before 1")).isEqualTo("+OK");
      switch (hazard) {
        case REPLICAOF_INSIDE_MULTI -> {
          master.line("MULTI");
          master.line("REPLICAOF 127.0.0.1 1");
          master.line("RPUSH list 1");
          master.line("REPLICAOF NO ONE");
          assertThat(master.line("EXEC")).contains("OK", ":1");
        }
        case WRITABLE_REPLICA -> {
          replica.line("CONFIG SET replica-read-only no");
          assertThat(replica.line("RPUSH list 1")).isEqualTo(":1");
          replica.line("CONFIG SET replica-read-only yes");
        }
        case FLUSHED_BEFORE_IT_IS_SENT -> throw new AssertionError("a test of its own");
      }
      assertThat(master.line("SET after 1")).isEqualTo("+OK");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> place(master).equals(place(replica)) && replica.run("GET", "after") != null);
      assertThat(place(replica)).isEqualTo(place(master));
      assertThat(replica.line("DEBUG DIGEST")).isNotEqualTo(master.line("DEBUG DIGEST"));
      assertThat(replica.info("replication")).containsEntry("master_link_status", "up");
    }
  }

  /** Seed 7.0/3/21795 and exhibit emptied-before-it-was-said. */
  @Test
  void theRealServerSaysThatItIsEmptyWhereItWasNot(@TempDir Path upper, @TempDir Path lower) {
    try (RedisServer above = saving(upper);
        Talk master = new Talk(above.port());
        RedisServer below = saving(lower, "--replicaof", "127.0.0.1", "" + above.port());
        Talk replica = new Talk(below.port())) {
      connected(replica);
      assertThat(master.line("SET a 1")).isEqualTo("+OK");
      await().until(() -> place(master).equals(place(replica)) && place(master).endsWith(":50"));
      end(below, () -> replica.send("SHUTDOWN", "SAVE"));
      assertThat(master.line("FLUSHALL")).isEqualTo("+OK");
      assertThat(place(master)).endsWith(":68");
      end(above, () -> kill(above));
    }
    try (RedisServer above = saving(upper);
        Talk master = new Talk(above.port());
        RedisServer below = saving(lower, "--replicaof", "127.0.0.1", "" + above.port());
        Talk replica = new Talk(below.port())) {
      connected(replica);
      assertThat(place(replica)).isEqualTo(place(master)).endsWith(":50");
      assertThat(master.info("stats")).containsEntry("sync_partial_ok", "1");
      assertThat(master.line("GET a")).isEqualTo("(nil)");
      assertThat(replica.line("GET a")).isEqualTo("\"1\"");
    }
  }

  /** Seed 7.0/3/8781. Nothing comes of it: what is sent again runs into the same FLUSHALL. */
  @Test
  void theRealServerSavesTheDatabaseOfATransactionBesideTheOffsetBeforeIt(@TempDir Path lower)
      throws IOException {
    try (RedisServer above = RedisServer.start("--repl-ping-replica-period", "3600");
        Talk master = new Talk(above.port());
        RedisServer below = saving(lower, "--replicaof", "127.0.0.1", "" + above.port());
        Talk replica = new Talk(below.port())) {
      connected(replica);
      master.line("SELECT 4");
      assertThat(master.line("SET a 1")).isEqualTo("+OK");
      await().until(() -> place(master).equals(place(replica)) && place(master).endsWith(":50"));
      master.line("MULTI");
      master.line("SET b 1");
      master.line("SELECT 3");
      master.line("FLUSHALL");
      assertThat(master.line("EXEC")).contains("OK");
      await().until(() -> place(master).equals(place(replica)) && !place(master).endsWith(":50"));
      String file = Files.readString(lower.resolve("dump.rdb"), StandardCharsets.ISO_8859_1);
      assertThat(file)
          .containsPattern("repl-stream-db\\xc0\\x03")
          .containsPattern("repl-offset\\xc02");
    }
  }

  private static RedisServer saving(Path directory, String... options) {
    List<String> all = new ArrayList<>(List.of("--dir", directory.toString()));
    all.addAll(List.of("--save", "3600 1", "--repl-ping-replica-period", "3600"));
    all.addAll(List.of(options));
    return RedisServer.start(all.toArray(String[]::new));
  }

  private static void kill(RedisServer server) {
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
  }

  private static void end(RedisServer server, Runnable how) {
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
    how.run();
    await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }

  private static String place(Talk node) {
    return node.info("replication").get("master_replid")
        + ":"
        + node.info("replication").get("master_repl_offset");
  }
}
