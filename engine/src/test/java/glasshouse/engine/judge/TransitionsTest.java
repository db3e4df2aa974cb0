package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import glasshouse.engine.view.ReplicationView;
import org.junit.jupiter.api.Test;

/** Each event of a node's life as master or replica, and who clears what when. */
class TransitionsTest {
  private static final String NONE = "0".repeat(40);

  private final Lab lab = new Lab();

  private ReplicationView at(String name) {
    return lab.view(name).replication();
  }

  private void connected(String name) {
    lab.until(() -> at(name).link().equals("connected"));
  }

  private long stat(String name, String field) {
    String text = lab.run(name, "INFO", "stats");
    int from = text.indexOf(field + ":") + field.length() + 1;
    return Long.parseLong(text.substring(from, text.indexOf('\r', from)));
  }

  private void follow(String name, String port) {
    assertThat(lab.run(name, "REPLICAOF", "lab", port)).isEqualTo("+OK\r\n");
  }

  @Test
  void aFullSyncTakesTheMastersHistoryAndForgetsTheOneBefore() {
    lab.master("m").replica("a", "m").replica("b", "a");
    lab.run("m", "SET", "a", "1");
    lab.run("a", "REPLICAOF", "NO", "ONE");
    assertThat(at("a").replid2()).isNotEqualTo(NONE);
    lab.run("a", "SET", "own", "1");
    follow("a", "7001");
    connected("a");
    connected("b");
    assertThat(at("a").replid()).isEqualTo(at("m").replid());
    assertThat(at("a").replid2()).isEqualTo(NONE);
    assertThat(at("a").secondOffset()).isEqualTo(-1);
    assertThat(at("a").offset()).isEqualTo(50);
    assertThat(lab.view("a").backlog().first()).isEqualTo(51);
    assertThat(stat("m", "sync_full")).isEqualTo(2);
    assertThat(lab.run("b", "EXISTS", "own")).isEqualTo(":0\r\n");
    assertThat(lab.run("b", "DEBUG", "DIGEST")).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }

  @Test
  void promotionBranchesAndSubReplicasComeBackPartially() {
    lab.master("m").replica("a", "m").replica("b", "a");
    lab.run("m", "SET", "a", "1");
    String before = at("m").replid();
    lab.run("a", "REPLICAOF", "NO", "ONE");
    assertThat(at("a").replid2()).isEqualTo(before);
    assertThat(at("a").secondOffset()).isEqualTo(51);
    assertThat(at("a").streamDb()).isEqualTo(-1);
    assertThat(lab.view("a").backlog().first()).isEqualTo(1);
    connected("b");
    assertThat(at("b").replid()).isEqualTo(at("a").replid());
    assertThat(at("b").replid2()).isEqualTo(before);
    assertThat(at("b").secondOffset()).isEqualTo(51);
    assertThat(stat("a", "sync_full")).isEqualTo(1);
    assertThat(stat("a", "sync_partial_ok")).isEqualTo(1);
  }

  @Test
  void aMasterThatFollowsKeepsItsHistoryAndItsReplicas() {
    lab.master("m").replica("s", "m").replica("t", "m");
    lab.run("m", "SET", "a", "1");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    String before = at("m").replid();
    follow("m", "7002");
    assertThat(at("m").linkDb()).isIn(-1, 0);
    connected("m");
    connected("t");
    assertThat(at("m").replid2()).isEqualTo(before);
    assertThat(at("m").secondOffset()).isEqualTo(51);
    assertThat(stat("s", "sync_partial_ok")).isEqualTo(1);
    assertThat(at("t").replid()).isEqualTo(at("s").replid());
    assertThat(stat("m", "sync_full")).isEqualTo(2);
  }

  @Test
  void aReplicaMovesInTheTreeAndStaysPartial() {
    lab.master("m").replica("a", "m").replica("b", "m");
    lab.run("m", "SET", "a", "1");
    follow("b", "7002");
    connected("b");
    lab.run("m", "SET", "b", "1");
    assertThat(at("b").offset()).isEqualTo(77);
    assertThat(stat("a", "sync_full")).isZero();
    assertThat(stat("a", "sync_partial_ok")).isEqualTo(1);
  }

  @Test
  void theSameMasterAgainIsNoOperation() {
    lab.master("m").replica("s", "m");
    assertThat(lab.run("s", "REPLICAOF", "lab", "7001"))
        .isEqualTo("+OK Already connected to specified master\r\n");
    assertThat(stat("m", "sync_partial_ok")).isZero();
  }

  @Test
  void aLostLinkDropsHalfATransaction() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    assertThat(at("s").applied()).isEqualTo(50);
    lab.cut("s", true);
    assertThat(at("s").applied()).isEqualTo(50);
    assertThat(at("s").linkDb()).isZero();
    lab.run("m", "SET", "b", "1");
    lab.cut("s", false);
    connected("s");
    assertThat(at("s").offset()).isEqualTo(77);
  }

  @Test
  void aChangedIdMeansAFullResync() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    String before = at("m").replid();
    assertThat(lab.run("m", "DEBUG", "CHANGE-REPL-ID")).isEqualTo("+OK\r\n");
    assertThat(at("m").replid()).isNotEqualTo(before);
    assertThat(at("m").replid2()).isEqualTo(NONE);
    lab.cut("s", true).cut("s", false);
    connected("s");
    assertThat(stat("m", "sync_full")).isEqualTo(2);
    assertThat(lab.logs()).contains("Replication ID mismatch (Replica asked for '" + before + "'");
  }

  @Test
  void aMasterOf7RestartsAndItsReplicaGoesOnThroughTheSecondId() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    String before = at("m").replid();
    lab.shutdown("m", "SAVE", "NOW").start("m");
    connected("s");
    assertThat(at("m").replid()).isNotEqualTo(before);
    assertThat(at("m").replid2()).isEqualTo(before);
    assertThat(at("m").secondOffset()).isEqualTo(51);
    assertThat(stat("m", "sync_full")).isZero();
    assertThat(stat("m", "sync_partial_ok")).isEqualTo(1);
    lab.run("m", "SET", "b", "1");
    assertThat(at("s").offset()).isEqualTo(100);
    assertThat(lab.run("s", "GET", "b")).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void aMasterOf6RestartsAndItsReplicaGetsEverythingAgain() {
    lab.master("m", "glasshouse-era", "6.2").replica("s", "m", "glasshouse-era", "6.2");
    lab.run("m", "SET", "a", "1");
    lab.shutdown("m", "SAVE", "NOW").start("m");
    connected("s");
    assertThat(stat("m", "sync_full")).isEqualTo(1);
    assertThat(stat("m", "sync_partial_ok")).isZero();
  }

  @Test
  void keysThatExpiredWhileTheMasterWasDownReachTheReplicaAsDel() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.run("m", "SET", "k", "v", "PX", "1000");
    long offset = at("m").offset();
    lab.shutdown("m", "SAVE", "NOW").pass(5000);
    lab.start("m");
    connected("s");
    assertThat(at("m").offset()).isEqualTo(offset + 23 + 20);
    assertThat(lab.run("m", "DBSIZE")).isEqualTo(":1\r\n");
    assertThat(lab.run("s", "DBSIZE")).isEqualTo(":1\r\n");
    assertThat(stat("m", "sync_full")).isZero();
  }

  @Test
  void aReplicaConfiguredAsOneGoesOnFromItsFileOnAnyDatabase() {
    lab.master("m").replica("s", "m");
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", "5");
    lab.send("m", link, "SET", "a", "1");
    lab.shutdown("s", "SAVE");
    lab.send("m", link, "SET", "b", "2");
    lab.start("s");
    connected("s");
    assertThat(stat("m", "sync_full")).isEqualTo(1);
    assertThat(stat("m", "sync_partial_ok")).isEqualTo(1);
    assertThat(at("s").linkDb()).isEqualTo(5);
    assertThat(lab.run("s", "DEBUG", "DIGEST")).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }
}
