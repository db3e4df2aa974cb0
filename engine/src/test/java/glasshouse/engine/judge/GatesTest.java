package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import glasshouse.engine.view.ReplicationView;
import org.junit.jupiter.api.Test;

/** What PSYNC answers, what goes down the stream by the clock, FAILOVER, and the gates. */
class GatesTest {
  private final Lab lab = new Lab();

  private ReplicationView at(String name) {
    return lab.view(name).replication();
  }

  private long stat(String name, String field) {
    String text = lab.run(name, "INFO", "stats");
    int from = text.indexOf(field + ":") + field.length() + 1;
    return Long.parseLong(text.substring(from, text.indexOf('\r', from)));
  }

  @Test
  void psyncAnswersInTheOrderOfItsChecks() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "PSYNC", at("m").replid(), "51", "FAILOVER"))
        .isEqualTo("-ERR PSYNC FAILOVER can't be sent to a master.\r\n");
    assertThat(lab.run("s", "PSYNC", "x".repeat(40), "51", "FAILOVER"))
        .isEqualTo("-ERR PSYNC FAILOVER replid must match my replid.\r\n");
    assertThat(lab.run("m", "PSYNC", at("m").replid(), "abc"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
    lab.cut("s", true);
    assertThat(lab.run("s", "PSYNC", "?", "abc"))
        .isEqualTo("-NOMASTERLINK Can't SYNC while not connected with my master\r\n");
    assertThat(lab.run("s", "SYNC"))
        .isEqualTo("-NOMASTERLINK Can't SYNC while not connected with my master\r\n");
    long filtered = lab.connect("m");
    lab.send("m", filtered, "REPLCONF", "rdb-filter-only", "");
    assertThat(lab.send("m", filtered, "PSYNC", "?", "-1"))
        .isEqualTo("-ERR Filtered replica requires EOF capability\r\n");
    assertThat(stat("m", "sync_full")).isEqualTo(1);
    assertThat(stat("m", "sync_partial_err")).isZero();
  }

  @Test
  void aReplicaIsIgnoredWhenItAsksAgainAndBareContinueGoesToOldOnes() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    String id = at("m").replid();
    long old = lab.connect("m");
    assertThat(lab.send("m", old, "PSYNC", id, "51")).isEqualTo("+CONTINUE\r\n");
    assertThat(lab.send("m", old, "PSYNC", id, "abc")).isEmpty();
    assertThat(lab.send("m", old, "SYNC")).isEmpty();
    long recent = lab.connect("m");
    lab.send("m", recent, "REPLCONF", "capa", "psync2", "capa", "unheard-of");
    assertThat(lab.send("m", recent, "PSYNC", id, "24"))
        .isEqualTo("+CONTINUE " + id + "\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
    assertThat(lab.run("m", "WAIT", "0", "1")).isEqualTo(":3\r\n");
  }

  @Test
  void pingsAre14BytesEachPeriodAndOnlyForReplicas() {
    lab.master("m", "repl-ping-replica-period", "10");
    lab.pass(60_000);
    assertThat(at("m").offset()).isZero();
    lab.replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.pass(10_000);
    long first = at("m").offset();
    lab.pass(30_000);
    assertThat(at("m").offset() - first).isEqualTo(3 * 14);
    assertThat(at("s").offset()).isEqualTo(at("m").offset());
    assertThat(lab.run("m", "SET", "a", "1")).isEqualTo("+OK\r\n");
    assertThat(at("m").offset() - first).isEqualTo(3 * 14 + 27);
  }

  @Test
  void aSilentMasterAndASilentReplicaAreGivenUp() {
    lab.master("m", "repl-timeout", "5").replica("s", "m", "repl-timeout", "5");
    long mute = lab.connect("m");
    lab.send("m", mute, "PSYNC", at("m").replid(), "1");
    assertThat(lab.view("m").replicas()).hasSize(2);
    lab.pass(8000);
    assertThat(lab.logs())
        .contains("Disconnecting timedout replica (streaming sync)")
        .contains("MASTER timeout: no data nor PING received...");
    assertThat(stat("m", "sync_partial_ok")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void writesNeedGoodReplicas() {
    lab.master("m", "min-replicas-to-write", "1", "min-replicas-max-lag", "3");
    String refusal = "-NOREPLICAS Not enough good replicas to write.\r\n";
    assertThat(lab.run("m", "SET", "a", "1")).isEqualTo(refusal);
    lab.replica("s", "m");
    assertThat(lab.run("m", "SET", "a", "1")).isEqualTo("+OK\r\n");
    assertThat(lab.run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
    lab.cut("s", true);
    assertThat(lab.run("m", "SET", "a", "2")).isEqualTo(refusal);
    assertThat(lab.run("m", "EVAL", "return redis.call('SET', 'a', '3')", "0"))
        .contains("NOREPLICAS");
    assertThat(lab.run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void aReplicaWithoutItsMasterMayRefuseStaleData() {
    lab.master("m").replica("s", "m", "replica-serve-stale-data", "no");
    assertThat(lab.run("s", "GET", "a")).isEqualTo("$-1\r\n");
    lab.cut("s", true);
    assertThat(lab.run("s", "GET", "a"))
        .isEqualTo(
            "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to"
                + " 'no'.\r\n");
    assertThat(lab.run("s", "INFO", "replication")).contains("master_link_status:down");
  }

  @Test
  void execOnSuchAReplicaRefusesWhatWasQueuedBefore() {
    String stale =
        "-EXECABORT Transaction discarded because of: MASTERDOWN Link with MASTER is down and"
            + " replica-serve-stale-data is set to 'no'.\r\n";
    lab.master("m").replica("s", "m", "replica-serve-stale-data", "no");
    long client = lab.connect("s");
    for (String[] words : new String[][] {{"GET", "a"}, {"PING"}}) {
      assertThat(lab.send("s", client, "MULTI")).isEqualTo("+OK\r\n");
      assertThat(lab.send("s", client, words)).isEqualTo("+QUEUED\r\n");
      lab.cut("s", true);
      assertThat(lab.send("s", client, "EXEC")).isEqualTo(stale);
      assertThat(lab.send("s", client, "EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
      assertThat(lab.send("s", client, "MULTI")).isEqualTo("+OK\r\n");
      assertThat(lab.send("s", client, "INFO", "replication")).isEqualTo("+QUEUED\r\n");
      assertThat(lab.send("s", client, "EXEC")).startsWith("*1\r\n").contains("role:slave");
      lab.cut("s", false);
      lab.pass(2000);
    }
  }

  @Test
  void failoverWaitsForTheReplicaAndGivesUpAtItsTimeout() {
    lab.master("m").replica("s", "m").replica("t", "m");
    assertThat(lab.run("m", "FAILOVER", "ABORT")).isEqualTo("-ERR No failover in progress.\r\n");
    assertThat(lab.run("m", "FAILOVER", "TO", "lab", "1"))
        .isEqualTo("-ERR FAILOVER target HOST and PORT is not a replica.\r\n");
    assertThat(lab.run("m", "FAILOVER", "TO", "127.0.0.1", "7002", "FORCE"))
        .isEqualTo(
            "-ERR FAILOVER with force option requires both a timeout and target HOST and IP.\r\n");
    assertThat(lab.run("s", "FAILOVER"))
        .isEqualTo("-ERR FAILOVER is not valid when server is a replica.\r\n");
    lab.run("s", "DEBUG", "SLEEP", "30");
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "FAILOVER", "TO", "127.0.0.1", "7002", "TIMEOUT", "3000"))
        .isEqualTo("+OK\r\n");
    assertThat(at("m").failover()).isEqualTo("waiting-for-sync");
    assertThat(lab.run("m", "FAILOVER")).isEqualTo("-ERR FAILOVER already in progress.\r\n");
    assertThat(lab.run("m", "REPLICAOF", "NO", "ONE"))
        .isEqualTo("-ERR REPLICAOF not allowed while failing over.\r\n");
    assertThat(lab.run("m", "PSYNC", "?", "-1"))
        .isEqualTo("-NOMASTERLINK Can't SYNC while failing over\r\n");
    long writer = lab.connect("m");
    assertThat(lab.send("m", writer, "SET", "held", "1")).isEmpty();
    assertThat(lab.run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
    lab.pass(4000);
    assertThat(at("m").failover()).isEqualTo("no-failover");
    assertThat(at("m").master()).isTrue();
    assertThat(lab.take("m", writer)).isEqualTo("+OK\r\n");
  }

  @Test
  void failoverCanBeAborted() {
    lab.master("m").replica("s", "m");
    lab.run("s", "DEBUG", "SLEEP", "30");
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "FAILOVER")).isEqualTo("+OK\r\n");
    long writer = lab.connect("m");
    assertThat(lab.send("m", writer, "SET", "held", "1")).isEmpty();
    assertThat(lab.run("m", "FAILOVER", "ABORT")).isEqualTo("+OK\r\n");
    lab.pass(100);
    assertThat(lab.take("m", writer)).isEqualTo("+OK\r\n");
    assertThat(at("m").failover()).isEqualTo("no-failover");
  }

  @Test
  void aForcedFailoverGoesAheadAndLosesTheTail() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.run("s", "DEBUG", "SLEEP", "4");
    lab.run("m", "SET", "lost", "1");
    assertThat(lab.run("m", "FAILOVER", "TO", "127.0.0.1", "7002", "FORCE", "TIMEOUT", "2000"))
        .isEqualTo("+OK\r\n");
    lab.pass(2500);
    assertThat(at("m").failover()).isEqualTo("failover-in-progress");
    lab.until(() -> at("s").master());
    lab.until(() -> at("m").link().equals("connected"));
    assertThat(at("m").failover()).isEqualTo("no-failover");
    assertThat(lab.run("m", "DEBUG", "DIGEST")).isEqualTo(lab.run("s", "DEBUG", "DIGEST"));
  }
}
