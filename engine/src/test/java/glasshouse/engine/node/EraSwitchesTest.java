package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.ReplicationView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each switch turned on and off, where {@code EraExhibitsTest} does not do so already. */
class EraSwitchesTest {
  private static final String COUNT = "return redis.call('incr','x')";
  private static final String SHA = "ae3477e27be955de7e1bc9adfdca626b478d3cb2";

  private final Lab lab = new Lab();

  private ReplicationView at(String name) {
    return lab.view(name).replication();
  }

  private void connected(String name) {
    lab.until(() -> at(name).link().equals("connected"));
  }

  private String get(String name, String key) {
    String reply = lab.run(name, "GET", key);
    return reply.startsWith("$-1") ? "nil" : reply.split("\r\n")[1];
  }

  private void follow(String name, String master) {
    lab.run(name, "REPLICAOF", "127.0.0.1", Integer.toString(lab.node(master).port()));
    connected(name);
  }

  private Lab master(String name, String era, String... more) {
    return lab.master(name, with(era, more));
  }

  private Lab replica(String name, String of, String era, String... more) {
    return lab.replica(name, of, with(era, more));
  }

  private static String[] with(String era, String... more) {
    String[] config = new String[more.length + 2];
    config[0] = "glasshouse-era";
    config[1] = era;
    System.arraycopy(more, 0, config, 2, more.length);
    return config;
  }

  private List<String> tape(String name) {
    return lab.view(name).tape().stream().map(FrameView::text).toList();
  }

  @ParameterizedTest
  @CsvSource({"4.0.4, 139", "4.0.5, 139", "4.0.6, -1", "7.0, -1"})
  void aScriptThatIsThereAlready(String era, int exit) {
    master("m", era);
    replica("s", "m", era);
    lab.run("m", "EVAL", COUNT, "0");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.run("s", "SET", "junk", "1");
    lab.run("s", "REPLICAOF", "127.0.0.1", "7001");
    lab.pass(2000);
    assertThat(lab.exit("s")).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({"6.0.3, 44, 128", "6.2, 86, 86", "7.0, 86, 86", "7.0+trim-trailing-pings, 44, 128"})
  void trailingPingsAreTakenBack(String era, long back, long twice) {
    master("m", era);
    replica("a", "m", era);
    replica("b", "a", era);
    lab.run("m", "INCR", "x");
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "1");
    lab.until(() -> at("m").offset() == 86);
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "3600");
    assertThat(at("b").offset()).isEqualTo(86);
    lab.cut("a", true);
    assertThat(at("a").offset()).isEqualTo(back);
    assertThat(lab.view("a").backlog().first() + lab.view("a").backlog().length())
        .isEqualTo(back + 1);
    lab.cut("a", false);
    connected("a");
    assertThat(at("m").offset()).isEqualTo(86);
    assertThat(at("a").offset()).isEqualTo(86);
    assertThat(at("b").offset()).isEqualTo(twice);
    assertThat(at("b").link()).isEqualTo("connected");
  }

  @ParameterizedTest
  @CsvSource({"7.0, 78", "7.0+no-ping-in-stream, 50"})
  void keepalivesCountOnlyInTheStream(String era, long offset) {
    master("m", era, "repl-timeout", "5");
    replica("s", "m", era, "repl-timeout", "5");
    lab.run("m", "SET", "a", "1");
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "3");
    lab.pass(8500);
    assertThat(at("m").offset()).isEqualTo(offset);
    assertThat(at("s").offset()).isEqualTo(offset);
    lab.pass(20_000);
    assertThat(lab.logs()).doesNotContain("timeout");
    assertThat(at("s").link()).isEqualTo("connected");
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.1+relay-on-read, 95, nil",
    "4.0.1, 50, 2",
    "7.0, 50, 2",
    "7.0+relay-on-read, 95, nil"
  })
  void halfACommandInTheBacklog(String era, long relayed, String secondKey) {
    master("m", era);
    replica("a", "m", era);
    replica("b", "a", era);
    lab.run("m", "SET", "x", "1");
    lab.cut("b", true);
    lab.node("a").stall(45);
    lab.run("m", "SET", "big", "0123456789".repeat(4));
    assertThat(at("a").offset()).isEqualTo(relayed);
    lab.kill("m");
    lab.run("a", "REPLICAOF", "NO", "ONE");
    lab.run("a", "SET", "y", "2");
    lab.cut("b", false);
    connected("b");
    lab.pass(1000);
    assertThat(get("a", "y")).isEqualTo("2");
    assertThat(get("a", "big")).isEqualTo("nil");
    if (era.startsWith("7.0+")) {
      // A line of text from the master ends the link since 6.0.4; the full copy mends the data.
      assertThat(lab.logs()).contains("Receiving inline protocol from master");
      lab.pass(3000);
      assertThat(get("b", "y")).isEqualTo("2");
    } else {
      assertThat(get("b", "y")).isEqualTo(secondKey);
    }
  }

  @ParameterizedTest
  @CsvSource({"4.0.3, 2", "4.0.3+flush-scriptcache-on-continue, 3", "4.0.4, 3", "7.0, 3"})
  void aRestartedReplicaAndItsScripts(String era, String count) {
    master("m", era);
    replica("w", "m", era);
    replica("s", "m", era);
    lab.run("m", "SCRIPT", "LOAD", COUNT);
    lab.run("m", "EVALSHA", SHA, "0");
    lab.run("m", "EVALSHA", SHA, "0");
    lab.restart("s");
    connected("s");
    lab.run("m", "EVALSHA", SHA, "0");
    assertThat(get("m", "x")).isEqualTo("3");
    assertThat(get("s", "x")).isEqualTo(count);
    assertThat(at("s").offset()).isEqualTo(at("m").offset());
  }

  @ParameterizedTest
  @CsvSource({"4.0.3, 355, 2", "4.0.6, 355, 4", "7.0, 107, 4"})
  void aReplicaBelowAReplicaAndItsScripts(String era, long offset, String count) {
    master("m", era);
    replica("a", "m", era);
    lab.run("m", "SCRIPT", "LOAD", COUNT);
    lab.run("m", "EVALSHA", SHA, "0");
    lab.run("m", "EVALSHA", SHA, "0");
    replica("b", "a", era);
    lab.run("m", "EVALSHA", SHA, "0");
    lab.run("m", "EVALSHA", SHA, "0");
    assertThat(get("m", "x")).isEqualTo("4");
    assertThat(get("a", "x")).isEqualTo("4");
    assertThat(get("b", "x")).isEqualTo(count);
    for (String name : List.of("m", "a", "b")) {
      assertThat(at(name).offset()).isEqualTo(offset);
    }
  }

  @ParameterizedTest
  @CsvSource({"4.0.6, 0, 5", "4.0.10, 5, 0", "7.0, 5, 0"})
  void keysThatHaveExpired(String era, int copied, int left) {
    master("a", era);
    replica("b", "a", era);
    lab.run("a", "DEBUG", "SET-ACTIVE-EXPIRE", "0");
    for (int i = 0; i < 5; i++) {
      lab.run("a", "SET", "k" + i, "10", "PX", "300");
    }
    lab.pass(500);
    replica("c", "a", era);
    assertThat(lab.run("a", "DBSIZE")).isEqualTo(":5\r\n");
    assertThat(lab.run("b", "DBSIZE")).isEqualTo(":5\r\n");
    assertThat(lab.run("c", "DBSIZE")).isEqualTo(":" + copied + "\r\n");
    lab.run("c", "REPLICAOF", "NO", "ONE");
    follow("b", "c");
    lab.pass(2000);
    assertThat(lab.run("c", "DBSIZE")).isEqualTo(":0\r\n");
    assertThat(lab.run("b", "DBSIZE")).isEqualTo(":" + left + "\r\n");
    lab.run("c", "INCR", "k0");
    assertThat(get("c", "k0")).isEqualTo("1");
    assertThat(get("b", "k0")).isEqualTo(left == 0 ? "1" : "nil");
  }

  @ParameterizedTest
  @CsvSource({"4.0.10, true", "5.0, false", "4.0.10+no-inline-newline-parser-broken, false"})
  void aLineFeedBeforeARequest(String era, boolean broken) {
    master("m", era);
    long link = lab.connect("m");
    String ping = "*1\r\n$4\r\nPING\r\n";
    assertThat(lab.raw("m", link, Bytes.of("\n"))).isEmpty();
    assertThat(lab.raw("m", link, Bytes.of(ping))).isEqualTo("+PONG\r\n");
    String glued = lab.raw("m", link, Bytes.of("\n" + ping));
    if (broken) {
      assertThat(glued)
          .startsWith("-ERR unknown command `1`")
          .contains("-ERR unknown command `$4`")
          .endsWith("+PONG\r\n");
    } else {
      assertThat(glued).isEqualTo("+PONG\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"4.0.10, true", "5.0, false"})
  void aLineFeedBeforeAnAck(String era, boolean phantomBytes) {
    master("m", era, "repl-diskless-sync", "yes", "repl-diskless-sync-delay", "2");
    replica("s", "m", era);
    lab.run("m", "SET", "a", "1");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.run("s", "SET", "junk", "1");
    lab.run("s", "REPLICAOF", "127.0.0.1", "7001");
    lab.node("s").stall(200);
    lab.until(() -> at("s").link().equals("sync"));
    lab.node("m").freeze();
    lab.pass(1000);
    lab.node("s").release();
    lab.pass(100);
    assertThat(at("s").link()).isEqualTo("connected");
    lab.node("m").thaw();
    lab.pass(1500);
    lab.run("m", "SET", "b", "2");
    assertThat(get("s", "b")).isEqualTo("2");
    long ahead = at("s").applied() - at("m").offset();
    if (phantomBytes) {
      assertThat(ahead).isPositive();
    } else {
      assertThat(ahead).isZero();
    }
  }

  private int comebacks() {
    String stats = lab.run("m", "INFO", "stats");
    assertThat(stats).contains("sync_full:1\r\n");
    return Integer.parseInt(stats.replaceAll("(?s).*sync_partial_ok:([0-9]+).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource({"7.0+unbounded-blocks, true", "7.0, false"})
  void aBlockIsHeldAsAWholeUntilTheNext(String era, boolean sentAway) {
    master("m", era);
    replica("s", "m", era);
    lab.run("m", "SET", "big", "x".repeat(3 << 20));
    lab.run("m", "CONFIG", "SET", "client-output-buffer-limit", "replica 2mb 0 0");
    lab.pass(5000);
    assertThat(comebacks() > 1).isEqualTo(sentAway);
    lab.run("m", "SET", "small", "1");
    lab.pass(3000);
    int before = comebacks();
    lab.pass(3000);
    assertThat(comebacks()).isEqualTo(before);
    assertThat(get("s", "small")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"6.2+pause-counts-offset, 50, 1", "6.2, 23, nil", "7.0, 23, nil"})
  void aPausedReplica(String era, long counted, String below) {
    master("m", era);
    replica("s", "m", era);
    replica("b", "s", era);
    lab.run("s", "CLIENT", "PAUSE", "3000", "WRITE");
    lab.run("m", "SET", "a", "1");
    assertThat(get("s", "a")).isEqualTo("nil");
    assertThat(at("s").read()).isEqualTo(50);
    assertThat(at("s").offset()).isEqualTo(counted);
    assertThat(get("b", "a")).isEqualTo(below);
    lab.run("m", "SET", "b", "2");
    lab.pass(4000);
    for (String name : List.of("s", "b")) {
      assertThat(get(name, "a")).isEqualTo("1");
      assertThat(get(name, "b")).isEqualTo("2");
      assertThat(at(name).offset()).isEqualTo(at("m").offset());
    }
  }

  @ParameterizedTest
  @CsvSource({"6.2, v", "7.0, nil", "7.0+relative-ttl, v"})
  void aLateReplicaAndAKeyWithATime(String era, String after) {
    master("m", era);
    replica("s", "m", era);
    lab.node("s").freeze();
    lab.run("m", "SET", "k", "v", "EX", "10");
    lab.pass(5000);
    lab.kill("m");
    lab.node("s").thaw();
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.pass(7000);
    assertThat(get("s", "k")).isEqualTo(after);
    lab.pass(4000);
    assertThat(get("s", "k")).isEqualTo("nil");
  }

  @ParameterizedTest
  @CsvSource({"4.0.10, 1", "5.0, 0", "7.0, 0"})
  void existsOnAReplica(String era, int found) {
    master("m", era);
    replica("s", "m", era);
    lab.run("m", "DEBUG", "SET-ACTIVE-EXPIRE", "0");
    lab.run("m", "SET", "k", "v", "PX", "300");
    lab.pass(500);
    assertThat(get("s", "k")).isEqualTo("nil");
    assertThat(lab.run("s", "EXISTS", "k")).isEqualTo(":" + found + "\r\n");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":1\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "7.0, 'SELECT 6|MULTI|SET a 1|INCR b|EXEC'",
    "7.4, 'MULTI|SELECT 6|SET a 1|INCR b|EXEC'"
  })
  void whereSelectStands(String era, String expected) {
    master("m", era);
    replica("s", "m", era);
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", "6");
    lab.send("m", link, "MULTI");
    lab.send("m", link, "SET", "a", "1");
    lab.send("m", link, "INCR", "b");
    lab.send("m", link, "EXEC");
    assertThat(String.join("|", tape("m"))).isEqualTo(expected);
    assertThat(at("s").linkDb()).isEqualTo(6);
    long other = lab.connect("s");
    lab.send("s", other, "SELECT", "6");
    assertThat(lab.send("s", other, "GET", "b")).isEqualTo("$1\r\n1\r\n");
  }

  @ParameterizedTest
  @CsvSource({"7.0, 0", "7.4, 1"})
  void whatWaitWaitsFor(String era, int replicas) {
    master("m", era);
    replica("s", "m", era);
    long mine = lab.connect("m");
    lab.send("m", mine, "SET", "a", "1");
    lab.pass(2000);
    lab.node("s").freeze();
    lab.run("m", "SET", "somebody", "else");
    lab.send("m", mine, "GET", "a");
    String reply = lab.send("m", mine, "WAIT", "1", "100");
    lab.pass(200);
    assertThat(reply + lab.take("m", mine)).endsWith(":" + replicas + "\r\n");
  }

  @Test
  void aSelectedDatabaseIsSavedAndMayBeOverlooked() {
    String era = "4.0.6+no-select-db-on-load";
    master("m", era);
    replica("s", "m", era);
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", "5");
    lab.send("m", link, "SET", "a", "1");
    lab.restart("s");
    connected("s");
    assertThat(lab.file("s", "dump.rdb")).contains("repl-stream-db");
    assertThat(at("s").linkDb()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"4.0.10, nil", "5.0, 1", "7.0, 1", "7.0+replica-evicts, nil"})
  void aReplicaOverItsOwnLimit(String era, String kept) {
    master("m", era);
    replica("s", "m", era, "maxmemory-policy", "allkeys-random");
    lab.run("m", "SET", "a", "1");
    lab.run("s", "CONFIG", "SET", "maxmemory", "1");
    lab.pass(1000);
    assertThat(get("s", "a")).isEqualTo(kept);
    assertThat(get("m", "a")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"6.2, false", "7.0, true"})
  void shutdownOfAMaster(String era, boolean waits) {
    master("m", era);
    replica("s", "m", era);
    lab.node("s").freeze();
    lab.run("m", "SET", "a", "1");
    lab.run("m", "SHUTDOWN", "NOSAVE");
    assertThat(lab.exit("m")).isEqualTo(waits ? -1 : 0);
    lab.pass(11_000);
    assertThat(lab.exit("m")).isZero();
  }
}
