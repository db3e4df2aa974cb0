package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The append only file in the lab: what is in it, when it counts, and what is left of it. */
class AofTest {
  private static final String DIR = "appendonlydir/appendonly.aof";
  private static final String MANIFEST = DIR + ".manifest";
  private static final String SELECT_0 = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n";

  private final Lab lab = new Lab();

  private String file(String name) {
    return lab.file("m", DIR + name);
  }

  private String lines(String name) {
    return file(name).replace("\r\n", " ").replaceAll("[*$]\\d+ ", "").strip();
  }

  private static String parts(String base, String increment) {
    return "file " + base + "\nfile " + increment + "\n";
  }

  private long client(int db) {
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", Integer.toString(db));
    return link;
  }

  private String digest() {
    return lab.run("m", "DEBUG", "DIGEST");
  }

  private void survives(Runnable end) {
    String before = digest();
    end.run();
    lab.start("m");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void beginsWithABaseWithoutDataAndAnIncrement() {
    lab.master("m", "appendonly", "yes");
    assertThat(lab.file("m", MANIFEST))
        .isEqualTo(
            parts(
                "appendonly.aof.1.base.rdb seq 1 type b",
                "appendonly.aof.1.incr.aof seq 1 type i"));
    assertThat(file(".1.base.rdb")).startsWith("REDIS0010").contains("aof-base");
    assertThat(file(".1.incr.aof")).isEmpty();
    lab.run("m", "SET", "a", "1");
    assertThat(file(".1.incr.aof"))
        .isEqualTo(SELECT_0 + "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
    assertThat(lab.run("m", "INFO", "persistence"))
        .contains("aof_enabled:1", "aof_current_size:50", "aof_base_size:0");
    survives(() -> lab.kill("m"));
    lab.run("m", "SET", "a", "2");
    assertThat(lines(".1.incr.aof")).isEqualTo("SELECT 0 SET a 1 SELECT 0 SET a 2");
    assertThat(lab.logs())
        .contains(
            "DB loaded from base file appendonly.aof.1.base.rdb: ",
            "DB loaded from incr file appendonly.aof.1.incr.aof: ",
            "DB loaded from append only file: ",
            "Opening AOF incr file appendonly.aof.1.incr.aof on server start");
  }

  @Test
  void whatStandsBehindFlushallAndSaveFindsTheirFileWritten() {
    lab.master("m", "appendonly", "yes", "save", "3600 1");
    long link = client(0);
    lab.send("m", link, "SET", "a", "1");
    assertThat(lab.raw("m", link, Bytes.of("SAVE\r\nFLUSHALL\r\nBGREWRITEAOF\r\nPING\r\n")))
        .isEqualTo("+OK\r\n+OK\r\n+Background append only file rewriting started\r\n+PONG\r\n");
  }

  @Test
  void nothingIsDoneUntilTheFileOfSaveIsWrittenButNotForEver() {
    lab.master("m");
    long saver = lab.connect("m");
    long other = lab.connect("m");
    lab.holdDisk("m", true);
    assertThat(lab.send("m", saver, "SAVE")).isEmpty();
    assertThat(lab.send("m", other, "PING")).isEmpty();
    lab.pass(59_000);
    assertThat(lab.take("m", other)).isEmpty();
    lab.holdDisk("m", false).settle();
    assertThat(lab.take("m", saver)).isEqualTo("+OK\r\n");
    assertThat(lab.take("m", other)).isEqualTo("+PONG\r\n");
    lab.holdDisk("m", true);
    assertThat(lab.send("m", saver, "SAVE")).isEmpty();
    assertThat(lab.send("m", other, "PING")).isEmpty();
    lab.pass(61_000);
    assertThat(lab.take("m", other)).isEqualTo("+PONG\r\n");
    assertThat(lab.take("m", saver)).isEmpty();
    lab.holdDisk("m", false).settle();
    assertThat(lab.take("m", saver)).isEqualTo("+OK\r\n");
  }

  @Test
  void trimsAsItIsToldWhateverTheLimitWas() {
    lab.master("m", "appendonly", "yes", "stream-node-max-entries", "10");
    for (int id = 1; id <= 100; id++) {
      lab.run("m", "XADD", "s", Integer.toString(id), "f", "v");
    }
    lab.run("m", "XADD", "s", "MAXLEN", "~", "55", "LIMIT", "30", "*", "f", "v");
    assertThat(lab.run("m", "XLEN", "s")).isEqualTo(":71\r\n");
    survives(() -> lab.kill("m"));
  }

  @Test
  void holdsTransactionsAndScriptsAsOnePiece() {
    lab.master("m", "appendonly", "yes");
    long link = client(6);
    for (String line : List.of("MULTI", "SET a 1", "INCR a", "SELECT 2", "SET b 1", "EXEC")) {
      lab.send("m", link, line.split(" "));
    }
    lab.run("m", "EVAL", "redis.call('SET','x',1) redis.call('DEL','none') return 1", "0");
    lab.run("m", "EVAL", "redis.call('SET','y',1) redis.call('INCR','y')", "0");
    lab.run("m", "PUBLISH", "channel", "message");
    lab.run("m", "DEL", "none");
    lab.run("m", "SET", "gone", "1", "PX", "1");
    lab.pass(500);
    assertThat(lines(".1.incr.aof"))
        .matches(
            "SELECT 6 MULTI SET a 1 INCR a SELECT 2 SET b 1 EXEC SELECT 0 SET x 1 MULTI SET y 1"
                + " INCR y EXEC SET gone 1 PXAT \\d+ DEL gone");
    survives(() -> lab.kill("m"));
  }

  @Test
  void scriptsChooseWhereTheirWritesGo() {
    lab.master("m", "appendonly", "yes").replica("s", "m");
    lab.run(
        "m",
        "EVAL",
        "redis.set_repl(redis.REPL_AOF) redis.call('SET','file',1)"
            + " redis.set_repl(redis.REPL_REPLICA) redis.call('SET','replica',1)"
            + " redis.set_repl(redis.REPL_NONE) redis.call('SET','none',1)"
            + " redis.set_repl(redis.REPL_ALL) redis.call('SET','all',1)",
        "0");
    assertThat(lab.run("s", "MGET", "file", "replica", "none", "all"))
        .isEqualTo("*4\r\n$-1\r\n$1\r\n1\r\n$-1\r\n$1\r\n1\r\n");
    lab.kill("m").start("m");
    assertThat(lab.run("m", "MGET", "file", "replica", "none", "all"))
        .isEqualTo("*4\r\n$1\r\n1\r\n$-1\r\n$-1\r\n$1\r\n1\r\n");
  }

  @Test
  void withAlwaysNoReplyLeavesBeforeItsWriteIsSynced() {
    lab.master("m", "appendonly", "yes", "appendfsync", "always");
    final long writer = lab.connect("m");
    final long reader = lab.connect("m");
    lab.holdDisk("m", true);
    assertThat(lab.send("m", reader, "GET", "a")).isEqualTo("$-1\r\n");
    assertThat(lab.send("m", writer, "SET", "a", "1")).isEmpty();
    assertThat(lab.send("m", reader, "GET", "a")).isEmpty();
    assertThat(lab.send("m", writer, "SET", "a", "2")).isEmpty();
    lab.holdDisk("m", false);
    assertThat(lab.take("m", writer)).isEqualTo("+OK\r\n+OK\r\n");
    assertThat(lab.take("m", reader)).isEqualTo("$1\r\n1\r\n");
    survives(() -> lab.powerCut("m"));
  }

  @Test
  void withEverysecTheMachineMayLoseASecondAndTheProgramNothing() {
    lab.master("m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    lab.pass(2000);
    lab.run("m", "SET", "b", "1");
    lab.run("m", "SET", "c", "1");
    survives(() -> lab.kill("m"));
    lab.run("m", "SET", "d", "1");
    lab.run("m", "SET", "e", "1");
    lab.powerCut("m").start("m");
    assertThat(lab.run("m", "MGET", "a", "b", "e"))
        .isEqualTo("*3\r\n$1\r\n1\r\n$1\r\n1\r\n$-1\r\n");
    lab.run("m", "SET", "f", "1");
    lab.pass(1500);
    survives(() -> lab.powerCut("m"));
  }

  @Test
  void withNoTheSystemChoosesWhenToSync() {
    lab.master("m", "appendonly", "yes", "appendfsync", "no");
    lab.run("m", "SET", "a", "1");
    lab.pass(60_000);
    survives(() -> lab.kill("m"));
    lab.run("m", "SET", "b", "1");
    lab.pass(60_000);
    lab.powerCut("m").start("m");
    assertThat(lab.run("m", "EXISTS", "b")).isEqualTo(":0\r\n");
  }

  @Test
  void aSlowSyncOfEverysecHoldsRepliesBackOnlyAfterTwoSeconds() {
    lab.master("m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    lab.pass(2000);
    final long link = lab.connect("m");
    lab.run("m", "SET", "b", "1");
    lab.run("m", "SET", "c", "1");
    lab.holdDisk("m", true).pass(1500);
    assertThat(lab.send("m", link, "SET", "d", "1")).isEqualTo("+OK\r\n");
    lab.pass(2500);
    assertThat(lab.send("m", link, "SET", "e", "1")).isEmpty();
    assertThat(lab.logs()).contains("Asynchronous AOF fsync is taking too long");
    lab.holdDisk("m", false);
    assertThat(lab.take("m", link)).isEqualTo("+OK\r\n");
    assertThat(lab.run("m", "INFO", "persistence")).contains("aof_delayed_fsync:1");
    survives(() -> lab.kill("m"));
  }

  @Test
  void aRewriteLeavesABaseAndAnIncrementAndRemovesTheRest() {
    lab.master("m", "appendonly", "yes");
    for (int i = 0; i < 100; i++) {
      lab.run("m", "INCR", "n");
    }
    assertThat(lab.run("m", "BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting started\r\n");
    lab.run("m", "INCR", "n");
    lab.settle();
    assertThat(lab.file("m", MANIFEST))
        .isEqualTo(
            parts(
                "appendonly.aof.2.base.rdb seq 2 type b",
                "appendonly.aof.2.incr.aof seq 2 type i"));
    assertThat(lab.disk("m").names())
        .containsExactlyInAnyOrder(MANIFEST, DIR + ".2.base.rdb", DIR + ".2.incr.aof");
    assertThat(lines(".2.incr.aof")).isEqualTo("SELECT 0 INCR n");
    assertThat(lab.run("m", "INFO", "persistence"))
        .contains("aof_rewrites:1", "aof_last_bgrewrite_status:ok", "aof_rewrite_in_progress:0");
    survives(() -> lab.kill("m"));
  }

  @Test
  void aBaseOfCommandsMakesTheSameData() {
    lab.master("m", "appendonly", "yes", "aof-use-rdb-preamble", "no", "rdbcompression", "no");
    for (int i = 0; i < 200; i++) {
      lab.run("m", "RPUSH", "list", "e" + i);
      lab.run("m", "SADD", "set", "e" + i);
      lab.run("m", "HSET", "hash", "f" + i, "v" + i);
      lab.run("m", "ZADD", "zset", i + ".5", "e" + i);
      lab.run("m", "SADD", "numbers", Integer.toString(i));
    }
    for (String line :
        List.of(
            "XADD stream 1-1 f v g w",
            "XADD stream 2-1 f v",
            "XADD stream 3-1 f v",
            "XDEL stream 2-1",
            "XGROUP CREATE stream group 0",
            "XREADGROUP GROUP group bob COUNT 1 STREAMS stream >",
            "XGROUP CREATECONSUMER stream group alice",
            "XADD empty MAXLEN 0 5-1 f v")) {
      lab.run("m", line.split(" "));
    }
    final String groups = lab.run("m", "XINFO", "STREAM", "stream", "FULL");
    lab.send("m", client(3), "SET", "s", "1", "PX", "100000000");
    lab.run("m", "BGREWRITEAOF");
    lab.settle();
    assertThat(file(".2.base.aof")).startsWith(SELECT_0).contains("PEXPIREAT");
    lab.run("m", "DEBUG", "LOADAOF");
    survives(() -> lab.kill("m"));
    assertThat(lab.run("m", "XINFO", "STREAM", "stream", "FULL")).isEqualTo(groups);
    assertThat(lab.file("m", MANIFEST)).contains("appendonly.aof.2.base.aof seq 2 type b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void holdsFunctionsInTheIncrementAndInTheBase(String rdb) {
    lab.master("m", "appendonly", "yes", "aof-use-rdb-preamble", rdb);
    String library = "#!lua name=one\nredis.register_function('f', function() return 7 end)";
    assertThat(lab.run("m", "FUNCTION", "LOAD", library)).isEqualTo("$3\r\none\r\n");
    lab.kill("m").start("m");
    assertThat(lab.run("m", "FCALL", "f", "0")).isEqualTo(":7\r\n");
    lab.run("m", "BGREWRITEAOF");
    lab.settle().kill("m").start("m");
    assertThat(lab.run("m", "FCALL", "f", "0")).isEqualTo(":7\r\n");
  }

  @Test
  void isTurnedOnAndOffWhileRunning() {
    lab.master("m").configure("m", "appendonly yes");
    lab.run("m", "SET", "before", "1");
    assertThat(lab.run("m", "CONFIG", "SET", "appendonly", "yes")).isEqualTo("+OK\r\n");
    lab.run("m", "SET", "after", "1");
    lab.settle();
    assertThat(lab.file("m", MANIFEST))
        .isEqualTo(
            parts(
                "appendonly.aof.1.base.rdb seq 1 type b",
                "appendonly.aof.1.incr.aof seq 1 type i"));
    survives(() -> lab.kill("m"));
    lab.run("m", "CONFIG", "SET", "appendonly", "no");
    lab.run("m", "SET", "unseen", "1");
    lab.settle();
    assertThat(lab.run("m", "INFO", "persistence")).contains("aof_enabled:0");
    assertThat(lines(".1.incr.aof")).isEqualTo("SELECT 0 SET after 1");
    lab.run("m", "CONFIG", "SET", "appendonly", "yes");
    lab.settle();
    survives(() -> lab.kill("m"));
    assertThat(lab.run("m", "EXISTS", "unseen")).isEqualTo(":1\r\n");
  }

  @Test
  void isRewrittenByItselfWhenItHasGrown() {
    lab.master("m", "appendonly", "yes", "auto-aof-rewrite-min-size", "1000");
    for (int i = 0; i < 100; i++) {
      lab.run("m", "SET", "key", "x".repeat(100));
    }
    lab.pass(2000);
    assertThat(lab.logs()).contains("Starting automatic rewriting of AOF on ");
    assertThat(lab.file("m", MANIFEST)).contains("appendonly.aof.2.base.rdb");
  }

  @Test
  void winsOverTheDumpAndTakesOverAFileOfOldReleases() {
    lab.master("m");
    lab.run("m", "SET", "dump", "1");
    lab.run("m", "SAVE");
    lab.shutdown("m", "NOSAVE");
    lab.disk("m")
        .put(
            "appendonly.aof",
            Bytes.of(
                SELECT_0
                    + "SET a 1\r\n".replace("SET a 1", "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1")));
    assertThat(lab.configure("m", "appendonly yes").start("m").run("m", "KEYS", "*"))
        .isEqualTo("*1\r\n$1\r\na\r\n");
    assertThat(lab.file("m", MANIFEST))
        .isEqualTo(parts("appendonly.aof seq 1 type b", "appendonly.aof.1.incr.aof seq 1 type i"));
    assertThat(lab.disk("m").names()).doesNotContain("appendonly.aof");
    lab.run("m", "SET", "b", "2");
    survives(() -> lab.kill("m"));
    lab.run("m", "BGREWRITEAOF");
    lab.settle();
    assertThat(lab.file("m", MANIFEST))
        .isEqualTo(
            parts(
                "appendonly.aof.2.base.rdb seq 2 type b",
                "appendonly.aof.2.incr.aof seq 2 type i"));
    survives(() -> lab.kill("m"));
  }

  @Test
  void saysNowAndThenWhatTimeItIs() {
    lab.master("m", "appendonly", "yes", "aof-timestamp-enabled", "yes");
    lab.run("m", "SET", "a", "1");
    lab.run("m", "SET", "a", "2");
    lab.pass(1000);
    lab.run("m", "SET", "a", "3");
    assertThat(lines(".1.incr.aof")).matches("#TS:\\d+ SELECT 0 SET a 1 SET a 2 #TS:\\d+ SET a 3");
    survives(() -> lab.kill("m"));
  }

  @Test
  void aReplicaHasAFileOfItsOwnAndStartsAnotherAfterAFullSynchronisation() {
    lab.master("m").replica("s", "m", "appendonly", "yes");
    long link = client(3);
    lab.send("m", link, "SET", "a", "1");
    lab.send("m", link, "MULTI");
    lab.send("m", link, "SET", "b", "1");
    lab.send("m", link, "INCR", "b");
    lab.send("m", link, "EXEC");
    lab.settle();
    assertThat(lab.file("s", MANIFEST)).contains("appendonly.aof.2.base.rdb");
    String replicas = lab.file("s", DIR + ".2.incr.aof").replace("\r\n", " ");
    assertThat(replicas.replaceAll("[*$]\\d+ ", "").strip())
        .isEqualTo("SELECT 3 SET a 1 MULTI SET b 1 INCR b EXEC");
    lab.kill("s").configureMaster("s").start("s");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":0\r\n");
    assertThat(lab.run("s", "INFO", "keyspace")).contains("db3:keys=2");
  }

  @Test
  void restartsAsAReplicaByAFullSynchronisation() {
    lab.master("m").replica("s", "m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    lab.restart("s").until(() -> lab.view("s").replication().link().equals("connected"));
    assertThat(lab.run("m", "INFO", "stats")).contains("sync_full:2", "sync_partial_ok:0");
  }

  @Test
  void aFullDiskRefusesWritesUntilThereIsRoom() {
    lab.master("m", "appendonly", "yes").diskRoom("m", 100);
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "SET", "b", "x".repeat(100))).isEqualTo("+OK\r\n");
    assertThat(lab.run("m", "SET", "c", "1"))
        .isEqualTo("-MISCONF Errors writing to the AOF file: No space left on device\r\n");
    assertThat(lab.run("m", "PING")).startsWith("-MISCONF");
    assertThat(lab.run("m", "EVAL", "#!lua\nreturn 1", "0"))
        .isEqualTo("-MISCONF Errors writing to the AOF file: No space left on device\r\n");
    assertThat(lab.run("m", "EVAL", "#!lua flags=no-writes\nreturn 1", "0")).isEqualTo(":1\r\n");
    assertThat(lab.run("m", "EVAL", "return redis.call('SET', 'a', '1')", "0"))
        .startsWith("-MISCONF Errors writing to the AOF file: No space left on device script: ");
    assertThat(lab.run("m", "INFO", "persistence")).contains("aof_last_write_status:err");
    assertThat(lab.run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
    assertThat(lines(".1.incr.aof")).isEqualTo("SELECT 0 SET a 1");
    lab.diskRoom("m", Long.MAX_VALUE).pass(2000);
    assertThat(lab.run("m", "SET", "c", "1")).isEqualTo("+OK\r\n");
    assertThat(lab.logs()).contains("AOF write error looks solved, Redis can write again.");
    survives(() -> lab.kill("m"));
    assertThat(lab.run("m", "EXISTS", "a", "b", "c")).isEqualTo(":3\r\n");
  }

  @Test
  void withAlwaysAWriteThatFailsEndsTheNodeAndIsNotAcknowledged() {
    lab.master("m", "appendonly", "yes", "appendfsync", "always").diskRoom("m", 100);
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "SET", "b", "x".repeat(100))).isEmpty();
    assertThat(lab.exit("m")).isEqualTo(1);
    assertThat(lab.logs()).contains("Can't recover from AOF write error");
  }

  @Test
  void aRewriteWithoutRoomLeavesTheOldPartsAndIsTriedLessOften() {
    lab.master("m", "appendonly", "yes", "rdbcompression", "no");
    for (int i = 0; i < 20; i++) {
      lab.run("m", "SET", "key" + i, "x".repeat(100));
    }
    lab.diskRoom("m", 1000);
    for (int i = 0; i < 3; i++) {
      lab.run("m", "BGREWRITEAOF");
      lab.settle();
      assertThat(lab.run("m", "INFO", "persistence"))
          .contains("aof_last_bgrewrite_status:err", "aof_rewrite_in_progress:0")
          .contains("aof_rewrites_consecutive_failures:" + (i + 1));
    }
    assertThat(lab.file("m", MANIFEST)).contains("appendonly.aof.1.base.rdb seq 1 type b");
    lab.diskRoom("m", Long.MAX_VALUE);
    survives(() -> lab.kill("m"));
  }

  @Test
  void shutdownWritesAndSyncsEverything() {
    lab.master("m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    String before = digest();
    lab.shutdown("m").powerCut("m");
    lab.start("m");
    assertThat(digest()).isEqualTo(before);
    assertThat(lab.logs()).contains("Calling fsync() on the AOF file.");
  }

  @Test
  void loadsAgainOnDemand() {
    lab.master("m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    String before = digest();
    assertThat(lab.run("m", "DEBUG", "LOADAOF")).isEqualTo("+OK\r\n");
    assertThat(digest()).isEqualTo(before);
    lab.run("m", "SET", "b", "1");
    assertThat(lines(".1.incr.aof")).isEqualTo("SELECT 0 SET a 1 SET b 1");
  }

  @Test
  void whatWaitedForTheFileReachesReplicasInOrder() {
    lab.master("m", "appendonly", "yes");
    lab.replica("s", "m");
    lab.holdDisk("m", true);
    lab.run("m", "RPUSH", "list", "first");
    lab.run("m", "RPUSH", "list", "second");
    lab.run("m", "RPUSH", "list", "third");
    lab.holdDisk("m", false);

    assertThat(lab.run("s", "LRANGE", "list", "0", "-1"))
        .isEqualTo("*3\r\n$5\r\nfirst\r\n$6\r\nsecond\r\n$5\r\nthird\r\n");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSyncThatIsDueWaitsForTheWriteUnderWayWithoutWakingTheNode() {
    lab.master("m", "appendonly", "yes");
    lab.run("m", "SET", "a", "1");
    lab.pass(2000);
    lab.run("m", "SET", "b", "1");
    lab.run("m", "SET", "c", "1");
    lab.holdDisk("m", true);
    lab.run("m", "SET", "d", "1");
    lab.pass(5000);
    lab.holdDisk("m", false);
    lab.pass(2000);
    survives(() -> lab.powerCut("m"));
  }
}
