package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is logged at notice and above from the start on: the same happens to our nodes and to real
 * servers, and both must say the same lines at the same level in the same order. Only what cannot
 * be equal is masked: ports, processes, ids, times, sizes.
 */
@Needs(Judge.REDIS_SERVER)
class LogLinesTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String EMPTY = "REDIS0010\u00ff\0\0\0\0\0\0\0\0";
  private static final String REFUSED = "Error condition on socket for SYNC: Connection refused";
  private static final String FULL = "+FULLRESYNC " + ID + " 7\r\n";

  private static final String ERRORS =
      """
      SET a b FOO
      SET a b
      INCR a
      LPUSH a 1
      RENAME nobody other
      RPUSH list x
      LSET list 5 x
      SMOVE list list x
      COPY a a
      GEOADD g 500 0 x
      RESTORE a 0 x
      XADD s 0-0 a b
      XGROUP CREATE s g 0
      PFADD a x
      EVALSHA ffffffffffffffffffffffffffffffffffffffff 0
      SELECT 99
      SAVE x
      MODULE LOAD x
      EXEC
      MULTI
      WATCH a
      EXEC
      MULTI
      INCR a
      SET a c
      LPUSH a 1
      EXEC\
      """;

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private Stories stories;

  @BeforeEach
  void begin() {
    stories = new Stories(directory);
  }

  @AfterEach
  void end() {
    stories.close();
  }

  @TestFactory
  Stream<DynamicContainer> everyLineIsTheSame() {
    return Stream.of(whatMastersDoWrong(), howReplicasAreBroughtUp(), howLinksEnd(), saving());
  }

  /** By themselves: nobody else must take the port of a server that is down. */
  @TestFactory
  Stream<DynamicContainer> everyLineIsTheSameAfterARestart() {
    return Stream.of(restarting());
  }

  private DynamicContainer saving() {
    return stories
        .add("a save that FLUSHALL ends", LogLinesTest::flushed)
        .add("nowhere to write", LogLinesTest::nowhereToWrite)
        .add("an append only file", LogLinesTest::appends)
        .begin("saving");
  }

  private DynamicContainer restarting() {
    return stories
        .add("saves", LogLinesTest::saves)
        .add(
            "a restart with an append only file",
            cast -> {
              Server m = cast.start("m", "appendonly yes");
              m.talk().line("SET a 1");
              m.restart(null);
            })
        .add("restarts of both", LogLinesTest::restarts)
        .begin("restarting");
  }

  private static void saves(Stories.Cast cast) throws Exception {
    Server m = cast.start("m");
    m.talk().line("SET a 1");
    m.talk().line("SAVE");
    m.talk().line("BGSAVE");
    saved(m);
    m.restart(null);
    m.talk().line("SET a 1");
    m.talk().run("CONFIG", "SET", "save", "1 1");
    Sync.until(() -> m.talk().number("persistence", "rdb_changes_since_last_save") == 0);
    saved(m);
  }

  private static void saved(Server m) {
    Sync.until(() -> m.talk().number("persistence", "rdb_bgsave_in_progress") == 0);
  }

  private static void flushed(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "rdb-key-save-delay 1000000");
    m.talk().line("DEBUG POPULATE 10");
    m.talk().line("BGSAVE");
    m.talk().line("FLUSHALL");
    saved(m);
  }

  private static void nowhereToWrite(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "enable-protected-configs yes", "repl-diskless-sync no");
    m.talk().line("CONFIG SET dir /proc");
    m.talk().line("SET a 1");
    assertThat(m.talk().line("SAVE")).isEqualTo("-ERR");
    m.talk().line("BGSAVE");
    saved(m);
    try (Talk replica = cast.asks(m, "", "PSYNC ? -1")) {
      assertThat(replica.untilClosed()).contains("+FULLRESYNC").doesNotContain("$");
    }
    Sync.until(() -> m.talk().number("replication", "connected_slaves") == 0);
  }

  private static void appends(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "appendonly yes");
    m.talk().line("SET a 1");
    m.talk().line("BGREWRITEAOF");
    Sync.until(() -> m.log().contains("AOF rewrite finished successfully"));
    m.talk().line("SET a 2");
    m.talk().line("CONFIG SET appendonly no");
    m.talk().line("CONFIG SET appendonly yes");
    Sync.until(() -> m.log().split("AOF rewrite finished successfully", -1).length == 3);
  }

  private DynamicContainer howReplicasAreBroughtUp() {
    return stories
        .add("a dump by disk", cast -> bringUp(cast, "no", "disabled"))
        .add("a dump without a disk", cast -> bringUp(cast, "yes", "disabled"))
        .add("a dump that is swapped in", cast -> bringUp(cast, "no", "swapdb"))
        .add("a dump into nothing", cast -> bringUp(cast, "yes", "on-empty-db"))
        .add("replicas that join", LogLinesTest::join)
        .add("replicas that come and go", LogLinesTest::comeAndGo)
        .add("strange questions", LogLinesTest::strangeQuestions)
        .add(
            "a replica that never answers",
            cast -> {
              Server m = cast.start("m", "repl-diskless-sync no", "repl-timeout 1");
              try (Talk replica = cast.asks(m, "", "PSYNC ? -1")) {
                Sync.until(() -> m.log().contains("Disconnecting timedout"));
                replica.untilClosed();
              }
              Sync.until(() -> m.talk().number("replication", "connected_slaves") == 0);
            })
        .begin("how replicas are brought up");
  }

  private static void bringUp(Stories.Cast cast, String diskless, String load) throws Exception {
    Server m = cast.start("m", "repl-diskless-sync " + diskless);
    m.talk().line("SET a 1");
    Server s = cast.follow("s", m, "repl-diskless-load " + load);
    m.talk().line("SET b 1");
    Sync.same(m.talk(), s.talk());
  }

  private static void join(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "repl-diskless-sync no", "rdb-key-save-delay 150000");
    m.talk().line("DEBUG POPULATE 10");
    try (Talk _ = cast.asks(m, " capa eof", "PSYNC ? -1")) {
      Sync.replica(m.talk(), 0, "wait_bgsave");
      try (Talk _ = cast.asks(m, " capa eof capa psync2", "PSYNC ? -1")) {
        Sync.replica(m.talk(), 1, "wait_bgsave");
        try (Talk _ = cast.asks(m, "", "PSYNC ? -1")) {
          Sync.replica(m.talk(), 2, "wait_bgsave");
          m.talk().line("CONFIG SET rdb-key-save-delay 0");
          Sync.replica(m.talk(), 2, "online");
        }
      }
    }
    Sync.until(() -> m.talk().number("replication", "connected_slaves") == 0);
  }

  private static void comeAndGo(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "repl-diskless-sync yes", "rdb-key-save-delay 150000");
    m.talk().line("DEBUG POPULATE 10");
    Talk first = cast.asks(m, " capa eof", "PSYNC ? -1");
    Sync.replica(m.talk(), 0, "wait_bgsave");
    try (Talk _ = cast.asks(m, " capa eof capa psync2", "PSYNC ? -1")) {
      Sync.replica(m.talk(), 1, "wait_bgsave");
      m.talk().line("CONFIG SET rdb-key-save-delay 0");
      first.close();
      Sync.replica(m.talk(), 0, "online");
    }
    Sync.until(() -> m.talk().number("replication", "connected_slaves") == 0);
  }

  private static void strangeQuestions(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "repl-diskless-sync no");
    cast.follow("s", m);
    String id = m.talk().info("replication").getOrDefault("master_replid", "");
    for (String words : List.of("PSYNC " + id + " 999", "PSYNC ? -1", "SYNC", "PSYNC x 0")) {
      try (Talk _ = cast.asks(m, "", words)) {
        Sync.replica(m.talk(), 1, "online");
      }
      Sync.until(() -> m.talk().number("replication", "connected_slaves") == 1);
    }
    try (Talk asker = cast.asks(m, "", "PSYNC " + id + " x")) {
      assertThat(asker.reply()).isEqualTo("-ERR value is not an integer or out of range");
    }
  }

  private DynamicContainer howLinksEnd() {
    return stories
        .add("a link that is cut", LogLinesTest::cut)
        .add("a history of its own", LogLinesTest::ownHistory)
        .add("a promotion", LogLinesTest::promotion)
        .add("a coordinated failover", LogLinesTest::failover)
        .add("a failover that comes to nothing", LogLinesTest::failedFailover)
        .add("a master that ends", LogLinesTest::masterEnds)
        .begin("how links end and begin");
  }

  private static void cut(Stories.Cast cast) throws IOException {
    Server m = cast.start("m");
    Server s = cast.follow("s", m);
    m.talk().line("SET b 1");
    Sync.same(m.talk(), s.talk());
    m.talk().line("CLIENT KILL TYPE replica");
    Sync.until(() -> m.talk().number("stats", "sync_partial_ok") == 1);
    Sync.connected(s.talk());
    s.talk().line("CLIENT KILL TYPE master");
    Sync.until(() -> m.talk().number("stats", "sync_partial_ok") == 2);
    Sync.connected(s.talk());
  }

  /** Waits until a server has seen that its replicas are gone. */
  private static void alone(Server master) {
    Sync.until(() -> master.talk().number("replication", "connected_slaves") == 0);
  }

  private static void ownHistory(Stories.Cast cast) throws IOException {
    Server m = cast.start("m");
    Server s = cast.follow("s", m);
    s.talk().line("REPLICAOF NO ONE");
    alone(m);
    s.talk().line("SET b 1");
    m.talk().line("SET c 1");
    s.follow(m);
    Sync.same(m.talk(), s.talk());
    Sync.replica(m.talk(), 0, "online");
  }

  private static void promotion(Stories.Cast cast) throws IOException {
    Server m = cast.start("m");
    Server a = cast.follow("a", m);
    Server b = cast.follow("b", a);
    m.talk().line("SET c 1");
    Sync.same(m.talk(), b.talk());
    a.talk().line("REPLICAOF NO ONE");
    alone(m);
    Sync.connected(b.talk());
    a.talk().line("SET d 1");
    m.follow(a);
    Sync.same(a.talk(), m.talk());
  }

  private static void failover(Stories.Cast cast) throws IOException {
    Server m = cast.start("m");
    Server s = cast.follow("s", m);
    m.talk().line("SET a 1");
    Sync.same(m.talk(), s.talk());
    cast.byChance("Connection with replica");
    m.talk().line("FAILOVER");
    Sync.until(() -> "slave".equals(m.talk().info("replication").get("role")));
    Sync.connected(m.talk());
  }

  private static void failedFailover(Stories.Cast cast) throws IOException {
    Server m = cast.start("m", "repl-diskless-sync no");
    String target = "FAILOVER TO 127.0.0.1 " + Stories.NOBODY;
    cast.repeated("Connecting to MASTER", "sync started", REFUSED);
    try (Talk replica = cast.asks(m, "", "PSYNC ? -1")) {
      Sync.replica(m.talk(), 0, "online");
      m.talk().line("SET a 1");
      m.talk().line("FAILOVER");
      m.talk().line("FAILOVER ABORT");
      m.talk().line(target + " TIMEOUT 1");
      Sync.until(() -> m.talk().info("replication").containsValue("no-failover"));
      m.talk().line(target + " TIMEOUT 1 FORCE");
      Sync.until(() -> m.log().contains(REFUSED));
      m.talk().line("FAILOVER ABORT");
      assertThat(replica.until("SET")).isPositive();
    }
  }

  private static void restarts(Stories.Cast cast) throws Exception {
    Server m = cast.start("m");
    Server s = cast.follow("s", m);
    m.talk().line("SET a 1");
    Sync.same(m.talk(), s.talk());
    m.restart(null);
    Sync.connected(s.talk());
    s.restart(m);
    Sync.connected(s.talk());
  }

  private static void masterEnds(Stories.Cast cast) throws Exception {
    Server m = cast.start("m");
    Server s = cast.follow("s", m);
    m.talk().line("SET a 1");
    Sync.same(m.talk(), s.talk());
    m.talk().send("SHUTDOWN", "NOSAVE");
    cast.awaitEnd(m);
    cast.repeated("Connecting to MASTER", "sync started", REFUSED);
    Sync.until(() -> s.log().split(REFUSED, -1).length > 2);
  }

  private DynamicContainer whatMastersDoWrong() {
    return stories
        .add("no answer", cast -> master(cast, "close", "-LOADING x", "-ERR x"))
        .add("not now", cast -> master(cast, "*-NOMASTERLINK x\r\n", "*-LOADING x\r\n"))
        .add("no such thing", cast -> master(cast, "*", "*-ERR x\r\n"))
        .add("what is that", cast -> master(cast, "*+WHAT\r\n"))
        .add(
            "no dump",
            cast ->
                master(
                    cast,
                    "*" + FULL,
                    "*" + FULL + "-ERR BGSAVE failed, replication can't continue\r\n"))
        .add(
            "no good dump",
            cast -> master(cast, "*" + FULL + "hello\r\n", "*" + FULL + "$20\r\nREDIS"))
        .add("no words", cast -> master(cast, "..."))
        .add("no more bytes", cast -> master(cast, "*" + FULL + "$20\r\nREDIS..."))
        .add(
            "no stream",
            cast -> master(cast, "*" + FULL + "$" + EMPTY.length() + "\r\n" + EMPTY + "..."))
        .add("no good stream", LogLinesTest::errors)
        .begin("what masters do wrong");
  }

  /**
   * A master made up for one replica: a link for each of its answers.
   *
   * @param answers to PING, or after a star to PSYNC; three dots at the end for silence
   */
  private static void master(Stories.Cast cast, String... answers) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      boolean silent = Stream.of(answers).anyMatch(answer -> answer.endsWith("..."));
      Server s = cast.start("s", "repl-timeout " + (silent ? 1 : 60));
      s.talk().run("REPLICAOF", "127.0.0.1", String.valueOf(door.getLocalPort()));
      for (String answer : answers) {
        try (Talk link = new Talk(door.accept())) {
          answer(link, answer);
        }
      }
      s.talk().line("CONFIG SET repl-timeout 60");
      try (Talk link = new Talk(door.accept())) {
        assertThat(link.reply()).isEqualTo("[\"PING\"]");
        s.talk().line("REPLICAOF NO ONE");
      }
    }
  }

  /** Errors that come of what is in a stream, each made in its own way by the real server. */
  private static void errors(Stories.Cast cast) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Server s = cast.start("s");
      s.talk().run("REPLICAOF", "127.0.0.1", String.valueOf(door.getLocalPort()));
      try (Talk link = new Talk(door.accept())) {
        assertThat(link.reply()).isEqualTo("[\"PING\"]");
        greet(link);
        link.raw(FULL + "$" + EMPTY.length() + "\r\n" + EMPTY);
        List.of(ERRORS.split("\n")).forEach(line -> link.send(line.split(" ")));
        link.send("EVAL", "return redis.call('INCR', 'a')", "0");
        link.send("EVAL", "return {1, {err = 'X y'}, {err = 'Z'}}", "0");
        link.send("SET", "last", "1");
        Sync.until(() -> s.talk().line("GET last").equals("\"1\""));
        s.talk().line("REPLICAOF NO ONE");
      }
    }
  }

  private static void greet(Talk link) {
    link.raw("+PONG\r\n");
    for (int i = 0; i < 2; i++) {
      link.reply();
      link.raw("+OK\r\n");
    }
    link.reply();
  }

  private static void answer(Talk link, String answer) throws IOException {
    if (answer.equals("close")) {
      return;
    }
    assertThat(link.reply()).isEqualTo("[\"PING\"]");
    boolean greets = answer.startsWith("*");
    boolean silent = answer.endsWith("...");
    String words = answer.substring(greets ? 1 : 0, answer.length() - (silent ? 3 : 0));
    if (greets) {
      greet(link);
    }
    link.raw(words + (greets || silent ? "" : "\r\n"));
    if (silent) {
      link.untilClosed();
    } else if (words.startsWith("+WHAT") || words.startsWith("-ERR x") && greets) {
      assertThat(link.line()).isEqualTo("SYNC");
    }
  }
}
