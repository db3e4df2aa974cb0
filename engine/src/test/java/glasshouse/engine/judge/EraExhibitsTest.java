package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import glasshouse.engine.view.ReplicationView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Famous failures of historical releases with the numbers that those releases showed, and the
 * releases in which they are gone.
 */
class EraExhibitsTest {
  private final Lab lab = new Lab();

  private ReplicationView at(String name) {
    return lab.view(name).replication();
  }

  private void connected(String name) {
    lab.until(() -> at(name).link().equals("connected"));
  }

  private String get(String name, int db, String key) {
    long link = lab.connect(name);
    lab.send(name, link, "SELECT", Integer.toString(db));
    String reply = lab.send(name, link, "GET", key);
    return reply.startsWith("$-1") ? "nil" : reply.split("\r\n")[1];
  }

  private void in(int db, String name, String... command) {
    long link = lab.connect(name);
    lab.send(name, link, "SELECT", Integer.toString(db));
    assertThat(lab.send(name, link, command)).doesNotStartWith("-");
  }

  private long stat(String name, String field) {
    String text = lab.run(name, "INFO", "stats");
    int from = text.indexOf(field + ":") + field.length() + 1;
    return Long.parseLong(text.substring(from, text.indexOf('\r', from)));
  }

  private void pair(String era, String... more) {
    String[] config = new String[more.length + 2];
    config[0] = "glasshouse-era";
    config[1] = era;
    System.arraycopy(more, 0, config, 2, more.length);
    lab.master("m", config).replica("s", "m", config);
  }

  private void follow(String name, String master) {
    int port = 7001 + "ms".indexOf(master);
    lab.run(name, "REPLICAOF", "127.0.0.1", Integer.toString(port));
    lab.configureReplica(name, master);
  }

  @ParameterizedTest
  @CsvSource({"4.0.1, false", "4.0.2, true", "4.0.3, true", "4.0.6, true", "7.0, true"})
  void e1SelectedDatabaseAfterARestart(String era, boolean right) {
    pair(era);
    in(5, "m", "SET", "a", "1");
    in(5, "m", "INCR", "ctr");
    assertThat(at("m").offset()).isEqualTo(73);
    lab.restart("s");
    connected("s");
    assertThat(stat("m", "sync_full")).isEqualTo(1);
    assertThat(stat("m", "sync_partial_ok")).isEqualTo(1);
    in(5, "m", "SET", "b", "2");
    in(5, "m", "INCR", "ctr");
    assertThat(at("m").offset()).isEqualTo(123);
    assertThat(at("s").applied()).isEqualTo(123);
    assertThat(get("m", 5, "ctr")).isEqualTo("2");
    assertThat(get("s", 5, "ctr")).isEqualTo(right ? "2" : "1");
    assertThat(get("s", 0, "ctr")).isEqualTo(right ? "nil" : "1");
    assertThat(get("s", 0, "b")).isEqualTo(right ? "nil" : "2");
    assertThat(get("s", 5, "b")).isEqualTo(right ? "2" : "nil");
    assertThat(lab.file("s", "dump.rdb").contains("repl-stream-db")).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({"4.0.1, true", "4.0.2, true", "4.0.3, false", "7.0, false"})
  void e1ADisconnectedReplicaSavesItsPlaceOnlyFrom403On(String era, boolean everythingAgain) {
    pair(era);
    in(5, "m", "SET", "a", "1");
    lab.cut("s", true);
    lab.restart("s");
    lab.cut("s", false);
    connected("s");
    assertThat(stat("m", "sync_full")).isEqualTo(everythingAgain ? 2 : 1);
  }

  @ParameterizedTest
  @CsvSource({"4.0.1, 92, 11", "4.0.2, 184, 7", "4.0.3, 184, 7", "7.0, 184, 7"})
  void e4CommandsAppliedTwice(String era, long ownOffset, String counter) {
    pair(era);
    for (int i = 0; i < 3; i++) {
      lab.run("m", "INCR", "ctr");
    }
    lab.restart("s");
    connected("s");
    for (int i = 0; i < 4; i++) {
      lab.run("m", "INCR", "ctr");
    }
    assertThat(at("m").offset()).isEqualTo(184);
    assertThat(at("s").applied()).isEqualTo(184);
    assertThat(at("s").offset()).isEqualTo(ownOffset);
    assertThat(lab.view("s").backlog().active()).isEqualTo(ownOffset == 184);
    lab.restart("s");
    connected("s");
    assertThat(get("m", 0, "ctr")).isEqualTo("7");
    assertThat(get("s", 0, "ctr")).isEqualTo(counter);
    assertThat(lab.logs())
        .contains(
            ownOffset == 92
                ? "Sending 92 bytes of backlog starting from offset 93"
                : "Sending 0 bytes of backlog starting from offset 185");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.6", "7.0"})
  void e5FullResyncForTheSakeOfThreePings(String era) {
    pair(era, "repl-ping-replica-period", "1");
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "3600");
    lab.pass(1100);
    lab.run("m", "SET", "a", "1");
    long shared = at("s").offset();
    sleepThenPromote();
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "1");
    lab.until(() -> at("m").offset() >= shared + 42);
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "3600");
    long ahead = at("m").offset();
    assertThat(ahead).isEqualTo(shared + 42);
    lab.pass(5000);
    assertThat(at("s").offset()).isEqualTo(shared);
    assertThat(at("s").secondOffset()).isEqualTo(shared + 1);
    assertThat(lab.run("s", "DEBUG", "DIGEST")).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
    follow("m", "s");
    connected("m");
    assertThat(lab.logs())
        .contains(
            "Requested offset for second ID was "
                + (ahead + 1)
                + ", but I can reply up to "
                + (shared + 1));
    assertThat(stat("s", "sync_full")).isEqualTo(1);
  }

  private void sleepThenPromote() {
    long link = lab.connect("s");
    lab.send("s", link, "MULTI");
    lab.send("s", link, "DEBUG", "SLEEP", "4");
    lab.send("s", link, "REPLICAOF", "NO", "ONE");
    lab.send("s", link, "EXEC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.6", "7.0"})
  void e11AcknowledgedWritesVanish(String era) {
    pair(era);
    lab.run("m", "SET", "a", "1");
    assertThat(at("m").offset()).isEqualTo(50);
    sleepThenPromote();
    assertThat(lab.run("m", "SET", "lost", "write")).isEqualTo("+OK\r\n");
    assertThat(at("m").offset()).isEqualTo(84);
    lab.pass(5000);
    follow("m", "s");
    connected("m");
    assertThat(lab.logs())
        .contains("Requested offset for second ID was 85, but I can reply up to 51");
    assertThat(get("m", 0, "lost")).isEqualTo("nil");
    assertThat(stat("s", "sync_full")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"4.0.2, false", "4.0.3, true", "7.0, true"})
  void e8LonelyWritesAfterTheBacklogExpired(String era, boolean right) {
    lab.master("m", "glasshouse-era", era, "repl-backlog-ttl", "1");
    lab.replica("s", "m", "glasshouse-era", era);
    lab.run("m", "SET", "k", "1");
    String id = at("m").replid();
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.pass(3000);
    lab.run("m", "SET", "lonely", "w");
    lab.run("m", "SET", "k", "A-only");
    assertThat(at("m").offset()).isEqualTo(50);
    assertThat(at("m").replid().equals(id)).isEqualTo(!right);
    follow("m", "s");
    connected("m");
    assertThat(get("m", 0, "lonely")).isEqualTo(right ? "nil" : "w");
    assertThat(get("m", 0, "k")).isEqualTo(right ? "1" : "A-only");
    assertThat(get("s", 0, "k")).isEqualTo("1");
    assertThat(stat("s", "sync_partial_ok")).isEqualTo(right ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"4.0.1, false", "4.0.2, true", "4.0.3, true", "7.0, true"})
  void e9ACopyOfTheFileBootedAsMaster(String era, boolean right) {
    pair(era);
    lab.run("m", "SET", "a", "1");
    lab.shutdown("s", "SAVE");
    lab.configureMaster("s").start("s");
    lab.run("s", "SET", "foo", "bar");
    assertThat(at("s").replid().equals(at("m").replid())).isEqualTo(!right);
    follow("s", "m");
    connected("s");
    assertThat(get("s", 0, "foo")).isEqualTo(right ? "nil" : "bar");
    assertThat(stat("m", "sync_full")).isEqualTo(right ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.2", "4.0.3", "7.0"})
  void e20ReplicaofInsideATransaction(String era) {
    pair(era);
    long link = lab.connect("m");
    lab.send("m", link, "MULTI");
    lab.send("m", link, "REPLICAOF", "127.0.0.1", "1");
    lab.send("m", link, "SET", "a", "b");
    lab.send("m", link, "REPLICAOF", "NO", "ONE");
    assertThat(lab.send("m", link, "EXEC")).isEqualTo("*3\r\n+OK\r\n+OK\r\n+OK\r\n");
    connected("s");
    assertThat(get("m", 0, "a")).isEqualTo("b");
    assertThat(get("s", 0, "a")).isEqualTo("nil");
  }

  @ParameterizedTest
  @CsvSource({"4.0.3, false", "4.0.6, false", "7.0, true"})
  void e21ExecAfterDemotion(String era, boolean right) {
    pair(era);
    long link = lab.connect("s");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.send("s", link, "MULTI");
    lab.send("s", link, "SET", "evil", "1");
    follow("s", "m");
    connected("s");
    String reply = lab.send("s", link, "EXEC");
    if (right) {
      assertThat(reply).startsWith("-EXECABORT").contains("READONLY");
    } else {
      assertThat(reply).isEqualTo("*1\r\n+OK\r\n");
    }
    assertThat(get("s", 0, "evil")).isEqualTo(right ? "nil" : "1");
    assertThat(get("m", 0, "evil")).isEqualTo("nil");
  }

  @ParameterizedTest
  @CsvSource({"4.0.6, false", "7.0, true"})
  void e22ThePromotedReplicaThrowsItsBacklogAway(String era, boolean right) {
    pair(era, "repl-backlog-ttl", "5");
    lab.replica("t", "m", "glasshouse-era", era);
    lab.run("m", "SET", "a", "1");
    lab.pass(8000);
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.pass(1500);
    assertThat(lab.view("s").backlog().active()).isEqualTo(right);
    follow("t", "s");
    connected("t");
    assertThat(stat("s", "sync_full")).isEqualTo(right ? 0 : 1);
    assertThat(stat("s", "sync_partial_ok")).isEqualTo(right ? 1 : 0);
  }

  @Test
  void theMastersOffsetStandsAt92AndTheReplicasAt50InE5() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "1");
    sleepThenPromote();
    lab.until(() -> at("m").offset() >= 92);
    lab.run("m", "CONFIG", "SET", "repl-ping-replica-period", "3600");
    lab.pass(5000);
    assertThat(at("m").offset()).isEqualTo(92);
    assertThat(at("s").offset()).isEqualTo(50);
    assertThat(at("s").secondOffset()).isEqualTo(51);
  }
}
