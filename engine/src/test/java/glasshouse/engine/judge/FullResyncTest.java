package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets which data set and when, asked of our node (o) and of the real server (r): who may join
 * a save that is under way, what comes of one that fails, what is in a part of it, and what
 * replicas that take nothing cost.
 */
@Needs(Judge.REDIS_SERVER)
class FullResyncTest {
  private static final String BY_DISK = "repl-diskless-sync no";
  private static final String WITHOUT = "repl-diskless-sync yes";
  private static final String ALL = " capa eof capa psync2";

  /** With ten keys, time enough to come in between. */
  private static final String SLOWLY = "rdb-key-save-delay 100000";

  @TempDir Path directory;

  private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Server start(char kind, String... options) throws IOException {
    Path files = Files.createTempDirectory(directory, "server");
    Server server = Server.start(kind, String.valueOf(kind), files, String.join("\n", options));
    open.add(server);
    return server;
  }

  /** A client that wants everything. */
  private Talk asks(Server master, String announces) {
    Talk replica = new Talk(master.port());
    open.add(replica);
    assertThat(replica.line("REPLCONF listening-port 1" + announces)).isEqualTo("+OK");
    replica.send("PSYNC", "?", "-1");
    return replica;
  }

  /** A line that is not one of those that only say "I am here". */
  private static String spoken(Talk talk) {
    String line = talk.line();
    while (line.isEmpty()) {
      line = talk.line();
    }
    return line;
  }

  /** The offset at which a replica is to begin. */
  private static long begins(Talk replica) {
    String line = spoken(replica);
    assertThat(line).startsWith("+FULLRESYNC ");
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Reads over a data set from disk. */
  private static void skipDump(Talk replica) {
    replica.skip(Integer.parseInt(spoken(replica).substring(1)));
  }

  @Test
  void aSecondReplicaAttachesToADumpThatIsBeingSaved() throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, BY_DISK, SLOWLY);
          master.talk().line("DEBUG POPULATE 10");
          Talk first = asks(master, " capa eof");
          assertThat(begins(first)).isZero();
          master.talk().line("SET during 1");
          Talk second = asks(master, ALL);
          assertThat(begins(second)).isZero();
          master.talk().line("SET during 2");
          for (Talk replica : List.of(first, second)) {
            skipDump(replica);
            assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
            assertThat(replica.reply()).isEqualTo("[\"SET\", \"during\", \"1\"]");
            // Whoever is brought up makes the next write select again, for all.
            assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
            assertThat(replica.reply()).isEqualTo("[\"SET\", \"during\", \"2\"]");
          }
          assertThat(master.talk().number("stats", "total_forks")).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void aReplicaThatCannotAttachGetsTheNext(String diskless) throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, "repl-diskless-sync " + diskless, SLOWLY);
          master.talk().line("DEBUG POPULATE 10");
          Talk first = asks(master, ALL);
          assertThat(begins(first)).isZero();
          master.talk().line("SET during 1");
          // From disk it understands less than the first; else nobody can attach.
          Talk second = asks(master, diskless.equals("yes") ? ALL : " capa eof");
          Sync.replica(master.talk(), 1, "wait_bgsave");
          master.talk().line("CONFIG SET rdb-key-save-delay 0");
          if (diskless.equals("yes")) {
            first.until(spoken(first).substring("$EOF:".length()));
          }
          assertThat(begins(second)).isEqualTo(23 + 32);
          assertThat(master.talk().number("stats", "total_forks")).isEqualTo(2);
        });
  }

  @Test
  void whenASaveFailsThoseWhoWaitAreDroppedAndComeAgain() throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, BY_DISK, "enable-protected-configs yes");
          String[] files = master.talk().line("CONFIG GET dir").split("\"");
          master.talk().line("SET a 1");
          master.talk().line("CONFIG SET dir /proc");
          Talk raw = asks(master, ALL);
          assertThat(begins(raw)).isZero();
          assertThat(raw.untilClosed()).isBlank();
          Server replica = start(kind);
          replica.follow(master);
          Sync.until(() -> master.log().split("SYNC failed. BGSAVE child", -1).length > 2);
          assertThat(replica.talk().info("replication"))
              .containsEntry("master_link_status", "down");
          master.talk().run("CONFIG", "SET", "dir", files[3]);
          Sync.same(master.talk(), replica.talk());
          assertThat(replica.talk().line("GET a")).isEqualTo("\"1\"");
        });
  }

  @Test
  void whoWaitsForASaveIsSentLineFeedsThatCountNowhere() throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, BY_DISK, "rdb-key-save-delay 130000");
          master.talk().line("DEBUG POPULATE 10");
          Talk replica = asks(master, ALL);
          assertThat(begins(replica)).isZero();
          assertThat(replica.line()).isEmpty();
          skipDump(replica);
          master.talk().line("SET a 1");
          assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
          assertThat(master.talk().number("replication", "master_repl_offset")).isEqualTo(23 + 27);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "yes, '', false, false",
    "no, '', false, false",
    "yes, functions, false, true",
    "no, functions, false, true",
    "yes, , true, true"
  })
  void aPartOfTheDataIsAllThatWasAskedFor(
      String diskless, @Nullable String part, boolean data, boolean functions) throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, "repl-diskless-sync " + diskless);
          master.talk().line("SET some-key 1");
          String library = "#!lua name=some_library\nredis.register_function('f', function() end)";
          assertThat(master.talk().run("FUNCTION", "LOAD", library)).contains("some_library");
          Talk copier = new Talk(master.port());
          open.add(copier);
          assertThat(copier.line("REPLCONF rdb-only 1 capa eof")).isEqualTo("+OK");
          if (part != null) {
            assertThat(copier.run("REPLCONF", "rdb-filter-only", part)).isEqualTo("+OK");
          }
          copier.send("PSYNC", "?", "-1");
          begins(copier);
          String dump = copier.untilClosed();
          assertThat(dump.contains("some-key")).isEqualTo(data);
          assertThat(dump.contains("some_library")).isEqualTo(functions);
        });
  }

  private Server withMuch(char kind, String... options) throws IOException {
    Server master = start(kind, options);
    master.talk().line("CONFIG SET rdbcompression no");
    assertThat(master.talk().line("DEBUG POPULATE 16 key 1000000")).isEqualTo("+OK");
    return master;
  }

  @Test
  void whoDoesNotTakeADumpWithoutDiskIsGivenUp() throws Exception {
    Both.ask(
        kind -> {
          Server master = withMuch(kind, WITHOUT, "repl-timeout 1");
          asks(master, ALL);
          Sync.until(() -> master.log().contains("Disconnecting timedout replica (full sync)"));
          Sync.until(() -> master.talk().number("replication", "connected_slaves") == 0);
          assertThat(master.talk().line("PING")).isEqualTo("+PONG");
        });
  }

  @Test
  void whatIsSavedInBetweenDoesNotChangeADumpThatIsPromised() throws Exception {
    Both.ask(
        kind -> {
          Server master =
              withMuch(kind, BY_DISK, "rdb-key-save-delay 30000", "enable-protected-configs yes");
          Talk replica = asks(master, ALL);
          assertThat(begins(replica)).isZero();
          String busy = "-ERR Background save already in progress";
          assertThat(master.talk().line("SAVE")).isEqualTo(busy);
          assertThat(master.talk().line("BGSAVE")).isEqualTo(busy);
          master.talk().line("SET while-saving 1");
          Sync.replica(master.talk(), 0, "send_bulk");
          master.talk().line("CONFIG SET rdb-key-save-delay 0");
          master.talk().line("SET while-sending 1");
          assertThat(master.talk().line("SAVE")).isEqualTo("+OK");
          assertThat(master.talk().line("CONFIG SET dbfilename other.rdb")).isEqualTo("+OK");
          assertThat(master.talk().line("BGSAVE")).isEqualTo("+Background saving started");
          assertThat(master.dump()).contains("while-sending");
          assertThat(replica.bytes(Integer.parseInt(spoken(replica).substring(1))))
              .startsWith("REDIS")
              .doesNotContain("while-");
          assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
          assertThat(replica.reply()).isEqualTo("[\"SET\", \"while-saving\", \"1\"]");
          Sync.replica(master.talk(), 0, "online");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void aDumpIsNoOutputThatIsLimited(String diskless) throws Exception {
    Both.ask(
        kind -> {
          Server master = withMuch(kind, "repl-diskless-sync " + diskless);
          master.talk().run("CONFIG", "SET", "client-output-buffer-limit", "replica 1mb 0 0");
          Talk replica = asks(master, ALL);
          begins(replica);
          String head = spoken(replica);
          // What is added has the limit looked at.
          master.talk().line("SET a 1");
          assertThat(master.talk().number("replication", "connected_slaves")).isEqualTo(1);
          if (diskless.equals("yes")) {
            replica.until(head.substring("$EOF:".length()));
            replica.send("REPLCONF", "ACK", "0");
          } else {
            replica.skip(Integer.parseInt(head.substring(1)));
          }
          assertThat(replica.reply()).isEqualTo("[\"SELECT\", \"0\"]");
        });
  }

  @Test
  void failoverAsksNobodyInTheStreamAndGoesOnWhileItsTargetCannotBeReached() throws Exception {
    Both.ask(
        kind -> {
          Server master = start(kind, BY_DISK);
          Talk replica = asks(master, ALL);
          begins(replica);
          skipDump(replica);
          master.talk().line("SET a 1");
          String failover = "FAILOVER TO 127.0.0.1 1 TIMEOUT 1 FORCE";
          assertThat(master.talk().line(failover)).isEqualTo("+OK");
          Sync.until(() -> master.log().split("Error condition on socket for SYNC", -1).length > 2);
          assertThat(master.talk().info("replication"))
              .containsEntry("master_failover_state", "failover-in-progress");
          assertThat(master.talk().line("FAILOVER ABORT")).isEqualTo("+OK");
          assertThat(master.talk().info("replication")).containsEntry("role", "master");
          assertThat(replica.untilClosed()).contains("SET").doesNotContain("GETACK");
        });
  }
}
