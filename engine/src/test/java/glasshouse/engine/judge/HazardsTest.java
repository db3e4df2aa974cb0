package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzer takes for a hazard of every release, the real server does in the same steps. */
@NeedsRedisServer
class HazardsTest {

  @ParameterizedTest
  @EnumSource(Hazard.class)
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

  private static String place(Talk node) {
    return node.info("replication").get("master_replid")
        + ":"
        + node.info("replication").get("master_repl_offset");
  }
}
