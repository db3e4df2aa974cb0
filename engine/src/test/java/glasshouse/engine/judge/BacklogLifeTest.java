package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicationView;
import org.junit.jupiter.api.Test;

/** The backlog from its making to its end, sizes on the wire, and what holds at every instant. */
class BacklogLifeTest {
  private final Lab lab = new Lab();

  private ReplicationView at(String name) {
    return lab.view(name).replication();
  }

  private void invariants(String name) {
    NodeView view = lab.view(name);
    ReplicationView r = view.replication();
    BacklogView b = view.backlog();
    if (b.active()) {
      assertThat(b.first() + b.length() - 1).as(name).isEqualTo(r.offset());
    }
    if (!r.master() && r.link().equals("connected")) {
      assertThat(r.applied()).as(name).isEqualTo(r.offset());
      assertThat(r.read()).as(name).isEqualTo(r.offset());
    }
    assertThat(r.secondOffset() == -1).as(name).isEqualTo(r.replid2().equals("0".repeat(40)));
    assertThat(r.secondOffset()).as(name).isLessThanOrEqualTo(r.offset() + 1);
  }

  private long grows(String... command) {
    long before = at("m").offset();
    lab.run("m", command);
    return at("m").offset() - before;
  }

  @Test
  void invariantsHoldThroughWritesCutsAndPromotion() {
    lab.piecesOf(5).master("m").replica("a", "m").replica("b", "a");
    for (int i = 0; i < 20; i++) {
      long link = lab.connect("m");
      lab.send("m", link, "SELECT", Integer.toString(i % 3));
      lab.send("m", link, "SET", "k" + i, "v");
      if (i == 5) {
        lab.cut("a", true);
      } else if (i == 8) {
        lab.cut("a", false).until(() -> at("a").link().equals("connected"));
      }
      for (String name : new String[] {"m", "a", "b"}) {
        invariants(name);
      }
    }
    lab.until(() -> at("b").offset() == at("m").offset());
    assertThat(at("a").linkDb()).isEqualTo(at("m").streamDb());
    assertThat(at("b").linkDb()).isEqualTo(at("m").streamDb());
    lab.run("a", "REPLICAOF", "NO", "ONE");
    lab.run("a", "SET", "x", "1");
    lab.until(() -> at("b").replid().equals(at("a").replid()));
    lab.settle();
    invariants("a");
    invariants("b");
    assertThat(lab.run("b", "DEBUG", "DIGEST")).isEqualTo(lab.run("a", "DEBUG", "DIGEST"));
  }

  @Test
  void aRunningBacklogTakesItsNewSize() {
    lab.master("m").replica("s", "m");
    assertThat(lab.view("m").backlog().size()).isEqualTo(1 << 20);
    lab.run("m", "CONFIG", "SET", "repl-backlog-size", "100000");
    assertThat(lab.view("m").backlog().size()).isEqualTo(100_000);
    for (int i = 0; i < 50; i++) {
      lab.run("m", "SET", "k", "x".repeat(10_000));
    }
    assertThat(lab.view("m").backlog().length()).isBetween(100_000L, 150_000L);
    lab.run("m", "CONFIG", "SET", "repl-backlog-size", "400000");
    for (int i = 0; i < 50; i++) {
      lab.run("m", "SET", "k", "x".repeat(10_000));
    }
    assertThat(lab.view("m").backlog().length()).isBetween(400_000L, 450_000L);
  }

  @Test
  void sizesOnTheWire() {
    lab.master("m").replica("s", "m");
    assertThat(grows("SET", "a", "1")).isEqualTo(23 + 27);
    assertThat(grows("SET", "a", "1")).isEqualTo(27);
    assertThat(grows("INCR", "ctr")).isEqualTo(23);
    assertThat(grows("FLUSHALL")).isEqualTo(18);
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", "11");
    long before = at("m").offset();
    lab.send("m", link, "SET", "a", "1");
    assertThat(at("m").offset() - before).isEqualTo(24 + 27);
    before = at("m").offset();
    assertThat(lab.send("m", link, "WAIT", "1", "0")).isEqualTo(":1\r\n");
    assertThat(at("m").offset() - before).isEqualTo(37);
    assertThat(lab.send("m", link, "WAIT", "1", "0")).isEqualTo(":1\r\n");
    assertThat(at("m").offset() - before).isEqualTo(37);
  }

  @Test
  void sevenIncrementsAfterSelectAre184Bytes() {
    lab.master("m").replica("s", "m");
    for (int i = 0; i < 7; i++) {
      lab.run("m", "INCR", "ctr");
    }
    assertThat(at("m").offset()).isEqualTo(184);
  }

  @Test
  void selectComesBeforeMulti() {
    lab.master("m").replica("s", "m");
    long link = lab.connect("m");
    lab.send("m", link, "SELECT", "6");
    lab.send("m", link, "MULTI");
    lab.send("m", link, "SET", "a", "1");
    lab.send("m", link, "INCR", "a");
    lab.send("m", link, "EXEC");
    assertThat(lab.view("m").tape().stream().map(f -> f.text()).toList())
        .containsExactly("SELECT 6", "MULTI", "SET a 1", "INCR a", "EXEC");
    assertThat(at("m").offset()).isEqualTo(23 + 15 + 27 + 21 + 14);
  }

  @Test
  void aFullResyncOfAnyReplicaMakesTheNextWriteSelectAgainButContinueDoesNot() {
    lab.master("m").replica("s", "m");
    lab.run("m", "SET", "a", "1");
    lab.replica("t", "m");
    assertThat(at("m").streamDb()).isEqualTo(-1);
    assertThat(grows("SET", "a", "1")).isEqualTo(50);
    lab.cut("s", true).cut("s", false).until(() -> at("s").link().equals("connected"));
    assertThat(grows("SET", "a", "1")).isEqualTo(27);
  }

  @Test
  void thereIsNoBacklogAndNoOffsetBeforeTheFirstReplica() {
    lab.master("m");
    String before = at("m").replid();
    assertThat(grows("SET", "a", "1")).isZero();
    assertThat(lab.view("m").backlog().active()).isFalse();
    lab.replica("s", "m");
    assertThat(at("m").replid()).isNotEqualTo(before).isEqualTo(at("s").replid());
    assertThat(lab.view("m").backlog().active()).isTrue();
    assertThat(lab.view("m").backlog().first()).isEqualTo(1);
    assertThat(lab.view("s").backlog().active()).isTrue();
  }

  @Test
  void anUnusedBacklogIsFreedByAMasterOnlyAndTheIdWithIt() {
    lab.master("m", "repl-backlog-ttl", "2").replica("s", "m", "repl-backlog-ttl", "2");
    lab.run("m", "SET", "a", "1");
    String before = at("m").replid();
    lab.cut("s", true).pass(1500);
    assertThat(lab.view("m").backlog().active()).isTrue();
    lab.pass(2500);
    assertThat(lab.view("m").backlog().active()).isFalse();
    assertThat(at("m").replid()).isNotEqualTo(before);
    assertThat(at("m").replid2()).isEqualTo("0".repeat(40));
    assertThat(lab.view("s").backlog().active()).isTrue();
    assertThat(at("s").replid()).isEqualTo(before);
    lab.pass(600_000);
    assertThat(lab.view("s").backlog().active()).isTrue();
  }

  @Test
  void theLeastSizeIs16KbAndASlidOffOffsetMeansFullResync() {
    lab.master("m", "repl-backlog-size", "100").replica("s", "m");
    assertThat(lab.view("m").backlog().size()).isEqualTo(16384);
    lab.run("m", "SET", "a", "1");
    lab.cut("s", true);
    for (int i = 0; i < 20; i++) {
      lab.run("m", "SET", "k" + i, "x".repeat(1000));
    }
    assertThat(lab.view("m").backlog().length()).isLessThanOrEqualTo(16384);
    lab.cut("s", false).until(() -> at("s").link().equals("connected"));
    assertThat(lab.logs()).contains("for lack of backlog (Replica request was: 51)");
    assertThat(lab.run("m", "INFO", "stats")).contains("sync_full:2", "sync_partial_err:1");
    assertThat(lab.run("s", "DEBUG", "DIGEST")).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }
}
