package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that do not read for a while get everything once they do. */
class SlowReplicaTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path directory;
  @TempDir Path second;

  @Test
  void aDumpThatWasHeldUpGoesOn() {
    try (LiveServer ours = LiveServer.start(directory, "rdbcompression no");
        Talk master = ours.talk();
        Talk replica = ours.talk()) {
      for (int i = 0; i < 40; i++) {
        master.run("SET", "big" + i, "x".repeat(MEGABYTE));
      }
      replica.run("REPLCONF", "capa", "eof", "capa", "psync2");
      replica.send("PSYNC", "?", "-1");
      String line = replica.line();
      while (line.isEmpty()) {
        line = replica.line();
      }
      assertThat(line).startsWith("+FULLRESYNC");
      String mark = replica.line().substring("$EOF:".length());
      for (int i = 0; i < 500; i++) {
        assertThat(master.line("PING")).isEqualTo("+PONG");
      }
      assertThat(ours.log()).doesNotContain("Background RDB transfer terminated");
      assertThat(replica.until(mark)).isGreaterThan(40L * MEGABYTE);
    }
  }

  @Test
  void aStreamThatWasHeldUpGoesOn() throws IOException {
    try (LiveServer ours = LiveServer.start(directory);
        Talk master = ours.talk();
        LiveServer behind = LiveServer.start(second, "replicaof 127.0.0.1 " + ours.port())) {
      try (Talk replica = behind.talk()) {
        connected(replica);
      }
      behind.node().freeze();
      for (int i = 0; i < 40; i++) {
        master.run("SET", "big" + i, "x".repeat(MEGABYTE));
      }
      long held = 20L * MEGABYTE;
      assertThat(master.number("memory", "mem_clients_slaves")).isGreaterThan(held);
      assertThat(master.number("memory", "mem_not_counted_for_evict")).isGreaterThan(held);
      assertThat(master.number("memory", "mem_replication_backlog")).isLessThan(2L * MEGABYTE);
      behind.node().thaw();
      try (Talk replica = behind.talk()) {
        await().atMost(Duration.ofSeconds(20)).until(() -> replica.line("DBSIZE").equals(":40"));
        Sync.same(master, replica);
        assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        master.run("CLIENT", "KILL", "TYPE", "replica");
        assertThat(master.number("memory", "mem_clients_slaves")).isZero();
        assertThat(master.number("memory", "mem_replication_backlog")).isLessThan(5L * MEGABYTE);
      }
    }
  }
}
