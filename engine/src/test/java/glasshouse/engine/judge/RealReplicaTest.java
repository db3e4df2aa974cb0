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

/** A real redis-server follows our master, directly and in chains, and stays equal. */
@Needs(Judge.REDIS_SERVER)
class RealReplicaTest {
  @TempDir Path directory;
  @TempDir Path second;

  private static RedisServer realReplicaOf(int port) {
    RedisServer server =
        RedisServer.start(
            "--replicaof",
            "127.0.0.1",
            String.valueOf(port),
            "--repl-diskless-sync-delay",
            "0",
            "--repl-ping-replica-period",
            "3600");
    try (Talk talk = new Talk(server.port())) {
      connected(talk);
    }
    return server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void getsAllAndStaysEqualAndGoesOnAfterACut(String diskless) {
    try (LiveServer ours = LiveServer.start(directory, "repl-diskless-sync " + diskless);
        Talk master = ours.talk()) {
      Mixed.load(master, 300);
      try (RedisServer real = realReplicaOf(ours.port());
          Talk replica = new Talk(real.port())) {
        same(master, replica);
        Mixed.write(ours.port(), 1, 400);
        same(master, replica);
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        assertThat(replica.run("CLIENT", "KILL", "TYPE", "master")).isEqualTo(":1");
        Mixed.write(ours.port(), 2, 200);
        connected(replica);
        same(master, replica);
        assertThat(master.number("stats", "sync_partial_ok")).isEqualTo(1);
        assertThat(master.run("CLIENT", "KILL", "TYPE", "replica")).isEqualTo(":1");
        Mixed.write(ours.port(), 3, 200);
        connected(replica);
        same(master, replica);
        assertThat(master.number("stats", "sync_partial_ok")).isEqualTo(2);
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
      }
    }
  }

  @Test
  void staysEqualBehindTwoOfOurs() {
    try (LiveServer top = LiveServer.start(directory);
        Talk master = top.talk();
        LiveServer middle = LiveServer.start(second, "replicaof 127.0.0.1 " + top.port());
        Talk between = middle.talk()) {
      connected(between);
      try (RedisServer real = realReplicaOf(middle.port());
          Talk last = new Talk(real.port())) {
        Mixed.write(top.port(), 4, 400);
        same(master, between);
        same(master, last);
        assertThat(between.run("CLIENT", "KILL", "TYPE", "master")).isEqualTo(":1");
        Mixed.write(top.port(), 5, 100);
        connected(between);
        same(master, last);
        assertThat(top.log()).contains("Partial resynchronization request from");
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        assertThat(between.number("stats", "sync_full")).isEqualTo(1);
      }
    }
  }

  @Test
  void staysEqualBehindOneOfOursBehindARealMaster() {
    try (RedisServer top = RedisServer.start("--repl-diskless-sync-delay", "0");
        Talk master = new Talk(top.port());
        LiveServer middle = LiveServer.start(directory, "replicaof 127.0.0.1 " + top.port());
        Talk between = middle.talk()) {
      connected(between);
      try (RedisServer real = realReplicaOf(middle.port());
          Talk last = new Talk(real.port())) {
        Mixed.write(top.port(), 6, 400);
        same(master, between);
        same(master, last);
      }
    }
  }
}
