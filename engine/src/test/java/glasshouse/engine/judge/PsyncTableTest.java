package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table of PSYNC requests and answers, asked of our node and of the real server. */
class PsyncTableTest {
  @TempDir Path directory;
  @TempDir Path second;

  @Test
  void ourNodeAcceptsAndRefusesExactly() {
    try (LiveServer master = LiveServer.start(directory);
        LiveServer replica = LiveServer.start(second, "replicaof 127.0.0.1 " + master.port())) {
      check(master.port(), replica.port());
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void theRealServerDoesTheSame() {
    try (RedisServer master =
            RedisServer.start(
                "--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "3600");
        RedisServer replica =
            RedisServer.start(
                "--repl-ping-replica-period",
                "3600",
                "--replicaof",
                "127.0.0.1",
                String.valueOf(master.port()))) {
      check(master.port(), replica.port());
    }
  }

  private static void check(int masterPort, int replicaPort) {
    try (Talk master = new Talk(masterPort);
        Talk replica = new Talk(replicaPort)) {
      Sync.connected(replica);
      master.line("SET a 1");
      Sync.same(master, replica);
      String id = Objects.requireNonNull(master.info("replication").get("master_replid"));
      replica.line("REPLICAOF NO ONE");
      assertThat(replica.number("replication", "second_repl_offset")).isEqualTo(51);
      master.line("DEL b");
      master.line("SET b 2");
      master.line("INCR ctr");
      assertThat(master.number("replication", "master_repl_offset")).isEqualTo(100);
      assertThat(answers(masterPort, id, "0", "1", "100", "101", "102", "x"))
          .containsExactly(
              "0 +FULLRESYNC",
              "1 +CONTINUE",
              "100 +CONTINUE",
              "101 +CONTINUE",
              "102 +FULLRESYNC",
              "x -ERR value is not an integer or out of range");
      assertThat(answers(replicaPort, id, "50", "51", "52"))
          .containsExactly("50 +CONTINUE", "51 +CONTINUE", "52 +FULLRESYNC");
      assertThat(answers(masterPort, id.toUpperCase(java.util.Locale.ROOT), "101"))
          .containsExactly("101 +CONTINUE");
      assertThat(master.number("stats", "sync_partial_err")).isEqualTo(2);
    }
  }

  private static List<String> answers(int port, String id, String... offsets) {
    List<String> answers = new ArrayList<>();
    for (String offset : offsets) {
      try (Talk asker = new Talk(port)) {
        asker.run("REPLCONF", "capa", "eof", "capa", "psync2");
        asker.send("PSYNC", id, offset);
        String line = asker.line();
        while (line.isEmpty()) {
          line = asker.line();
        }
        answers.add(offset + " " + (line.startsWith("-") ? line : line.split(" ")[0]));
      }
    }
    return answers;
  }
}
