package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static glasshouse.engine.judge.Sync.same;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our node follows a real redis-server, restarts, and takes over from it. */
@Needs(Judge.REDIS_SERVER)
class RealMasterTest {
  @TempDir Path directory;

  private static RedisServer master(String diskless) {
    return RedisServer.start(
        "--repl-diskless-sync",
        diskless,
        "--repl-diskless-sync-delay",
        "0",
        "--repl-ping-replica-period",
        "3600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void oursGetsAllAndStaysEqualAndGoesOnAfterACut(String diskless) {
    try (RedisServer real = master(diskless);
        Talk master = new Talk(real.port())) {
      Mixed.load(master, 300);
      try (LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port());
          Talk replica = ours.talk()) {
        connected(replica);
        same(master, replica);
        Mixed.write(real.port(), 11, 400);
        same(master, replica);
        master.run("CLIENT", "KILL", "TYPE", "replica");
        Mixed.write(real.port(), 12, 200);
        connected(replica);
        same(master, replica);
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        assertThat(master.number("stats", "sync_partial_ok")).isEqualTo(1);
        assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
      }
    }
  }

  @Test
  void oursGoesOnFromItsFileAfterARestart() throws Exception {
    try (RedisServer real = master("yes");
        Talk master = new Talk(real.port());
        LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port())) {
      try (Talk replica = ours.talk()) {
        connected(replica);
        Mixed.write(real.port(), 13, 200);
        same(master, replica);
        replica.send("SHUTDOWN", "SAVE");
        assertThat(ours.awaitEnd()).isZero();
      }
      Mixed.write(real.port(), 14, 100);
      ours.startAgain();
      try (Talk replica = ours.talk()) {
        connected(replica);
        same(master, replica);
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        assertThat(master.number("stats", "sync_partial_ok")).isEqualTo(1);
      }
    }
  }

  @Test
  void oursIsPromotedAndTheOldMasterGoesOnFromWhereItWas() {
    try (RedisServer real = master("yes");
        Talk old = new Talk(real.port());
        LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port());
        Talk fresh = ours.talk()) {
      connected(fresh);
      // Else a key that expires between the comparison and the promotion puts the old master ahead.
      assertThat(old.line("DEBUG SET-ACTIVE-EXPIRE 0")).isEqualTo("+OK");
      Mixed.write(real.port(), 15, 200);
      same(old, fresh);
      String before = old.info("replication").get("master_replid");
      assertThat(fresh.line("REPLICAOF NO ONE")).isEqualTo("+OK");
      assertThat(fresh.info("replication")).containsEntry("master_replid2", before);
      Mixed.write(ours.port(), 16, 200);
      assertThat(old.run("REPLICAOF", "127.0.0.1", String.valueOf(ours.port()))).isEqualTo("+OK");
      connected(old);
      same(fresh, old);
      assertThat(fresh.number("stats", "sync_full")).isZero();
      assertThat(fresh.number("stats", "sync_partial_ok")).isEqualTo(1);
      assertThat(old.info("replication")).containsEntry("master_replid2", before);
    }
  }
}
