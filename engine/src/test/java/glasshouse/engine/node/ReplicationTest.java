package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicationTest {
  private final Lab lab = new Lab();

  @Test
  void aFirstWriteMovesTheOffsetBySelectAndSet() {
    lab.master("m").replica("s", "m");
    assertThat(lab.view("m").replication().offset()).isZero();
    lab.run("m", "SET", "a", "1");
    assertThat(lab.view("m").replication().offset()).isEqualTo(50);
    assertThat(lab.view("s").replication().offset()).isEqualTo(50);
    assertThat(lab.run("s", "GET", "a")).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void aReplicaGetsWhatWasThereAndWhatComes() {
    lab.master("m");
    lab.run("m", "SET", "before", "1");
    assertThat(lab.view("m").replication().offset()).isZero();
    lab.replica("s", "m");
    lab.run("m", "SET", "after", "2");
    assertThat(lab.run("s", "GET", "before")).isEqualTo("$1\r\n1\r\n");
    assertThat(lab.run("s", "GET", "after")).isEqualTo("$1\r\n2\r\n");
  }

  @Test
  void aReplicaRefusesWrites() {
    lab.master("m").replica("s", "m");
    assertThat(lab.run("s", "SET", "a", "1"))
        .isEqualTo("-READONLY You can't write against a read only replica.\r\n");
  }

  @Test
  void aReplicaThatWasCutGoesOnFromWhereItWas() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.cut("s", true);
    lab.run("m", "SET", "b", "2");
    assertThat(lab.run("s", "GET", "b")).isEqualTo("$-1\r\n");
    lab.cut("s", false).until(() -> lab.view("s").replication().link().equals("connected"));
    assertThat(lab.run("s", "GET", "b")).isEqualTo("$1\r\n2\r\n");
    assertThat(lab.view("s").replication().offset()).isEqualTo(77);
  }

  @Test
  void aLinkIsDownSinceItWasUpInThisLifeAsAReplica() {
    lab.master("m").replica("s", "m");
    lab.kill("m").pass(2000);
    assertThat(lab.run("s", "INFO", "replication"))
        .contains("\r\nmaster_link_down_since_seconds:2\r\n");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.run("s", "REPLICAOF", "127.0.0.1", "1");
    assertThat(lab.run("s", "INFO", "replication"))
        .contains("\r\nmaster_link_down_since_seconds:-1\r\n");
  }

  @Test
  void cleanSwitchKeepsBothHistories() {
    lab.master("a").replica("b", "a");
    lab.run("a", "SET", "a", "1");
    String old = lab.view("a").replication().replid();
    lab.run("b", "REPLICAOF", "NO", "ONE");
    assertThat(lab.view("b").replication().secondOffset()).isEqualTo(51);
    assertThat(lab.view("b").replication().replid2()).isEqualTo(old);
    lab.run("b", "SET", "b", "2");
    assertThat(lab.view("b").replication().offset()).isEqualTo(100);
    lab.run("a", "REPLICAOF", "lab", "7002");
    lab.until(() -> lab.view("a").replication().link().equals("connected"));
    assertThat(lab.view("a").replication().replid())
        .isEqualTo(lab.view("b").replication().replid());
    assertThat(lab.view("a").replication().replid2()).isEqualTo(old);
    assertThat(lab.view("a").replication().secondOffset()).isEqualTo(51);
    assertThat(lab.view("a").replication().offset()).isEqualTo(100);
    assertThat(lab.run("a", "GET", "b")).isEqualTo("$1\r\n2\r\n");
  }

  @Test
  void aChainRelaysTheSameBytesAlsoInSmallPieces() {
    lab.piecesOf(3).master("m").replica("a", "m").replica("b", "a");
    lab.run("m", "SET", "x", "1");
    lab.run("m", "INCR", "x");
    long link = lab.connect("m");
    lab.send("m", link, "MULTI");
    lab.send("m", link, "SELECT", "3");
    lab.send("m", link, "SET", "y", "1");
    lab.send("m", link, "INCR", "y");
    assertThat(lab.send("m", link, "EXEC")).isEqualTo("*3\r\n+OK\r\n+OK\r\n:2\r\n");
    long offset = lab.view("m").replication().offset();
    for (String name : new String[] {"a", "b"}) {
      assertThat(lab.view(name).replication().offset()).isEqualTo(offset);
      assertThat(lab.run(name, "GET", "x")).isEqualTo("$1\r\n2\r\n");
      assertThat(lab.view(name).replication().linkDb()).isEqualTo(3);
    }
  }

  @Test
  void waitCountsReplicasThatAcknowledged() {
    lab.master("m").replica("s", "m");
    long link = lab.connect("m");
    lab.send("m", link, "SET", "q", "1");
    assertThat(lab.send("m", link, "WAIT", "1", "0")).isEqualTo(":1\r\n");
    assertThat(lab.view("m").replication().offset()).isEqualTo(87);
  }

  @Test
  void aTargetThatRefusesEndsAFailoverAndIsLoggedOnce() {
    lab.master("m").replica("s", "m");
    lab.run("s", "ACL", "SETUSER", "default", "-psync");
    lab.run("m", "FAILOVER");
    lab.until(() -> lab.logs().contains("aborted: Failover target rejected psync request"));
    assertThat(lab.run("m", "ROLE")).contains("master");
    assertThat(lab.logs()).containsOnlyOnce("Failover target rejected psync request");
  }

  @Test
  void failoverHandsTheRoleOver() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    assertThat(lab.run("m", "FAILOVER")).isEqualTo("+OK\r\n");
    lab.until(() -> !lab.view("m").replication().master());
    lab.until(() -> lab.view("m").replication().link().equals("connected"));
    assertThat(lab.view("s").replication().master()).isTrue();
    lab.run("s", "SET", "b", "2");
    assertThat(lab.run("m", "GET", "b")).isEqualTo("$1\r\n2\r\n");
  }

  @Test
  void clientsThatWaitAreSentAwayWhenTheirMasterBecomesAReplica() {
    lab.master("a").master("b");
    final long pops = lab.connect("a");
    final long waits = lab.connect("a");
    assertThat(lab.send("a", pops, "BLPOP", "list", "0")).isEmpty();
    assertThat(lab.send("a", waits, "WAIT", "1", "0")).isEmpty();
    lab.run("a", "REPLICAOF", "127.0.0.1", Integer.toString(lab.node("b").port()));
    lab.until(() -> lab.view("a").replication().link().equals("connected"));
    String sentAway =
        "-UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
            + " replica?)\r\n";
    assertThat(lab.take("a", pops)).isEqualTo(sentAway);
    assertThat(lab.take("a", waits)).isEqualTo(sentAway);
    assertThat(lab.node("a").connected(pops)).isFalse();
    lab.run("b", "RPUSH", "list", "1");
    assertThat(lab.run("a", "LLEN", "list")).isEqualTo(":1\r\n");
  }

  @Test
  void aReplicaThatGoesBeforeItsDumpIsOnTheDiskLeavesRoomForTheNext() {
    lab.master("m", "repl-diskless-sync", "no").replica("s", "m").kill("s");
    lab.holdDisk("m", true).start("s").pass(100);
    assertThat(lab.view("s").replication().link()).isEqualTo("sync");
    lab.kill("s").holdDisk("m", false);
    lab.start("s").until(() -> lab.view("s").replication().link().equals("connected"));
  }
}
