package glasshouse.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.SlowScriptView;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.FakeNode;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Alarm.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static List<String> found(FakeCluster cluster) {
    return Alarms.of(cluster.publish().view()).stream()
        .map(a -> a.place().node() + (a.place().link() ? " link " : " ") + a.kind())
        .toList();
  }

  @Test
  void saysNothingWhenNothingIsWrong() {
    assertThat(found(Situations.inSync())).isEmpty();
    assertThat(found(Situations.busy())).isEmpty();
    assertThat(found(Situations.nothing())).isEmpty();
  }

  @Test
  void equalOffsetAndOtherDataIsTheWorst() {
    assertThat(found(Situations.scriptLost()))
        .containsExactly("n2 DATA_DIFFER", "n2 SCRIPT_MISSING", "n2 APPLY_FAILED");
  }

  @Test
  void otherDataAtAnotherOffsetIsNothing() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").digest = "1".repeat(40);
    cluster.node("n2").offset -= 1;
    assertThat(found(cluster)).isEmpty();
  }

  @Test
  void otherDataInAnotherHistoryIsNothing() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").digest = "1".repeat(40);
    cluster.node("n2").replid = "2".repeat(40);
    assertThat(found(cluster)).isEmpty();
  }

  @Test
  void otherSelectedDbAtTheSameOffsetIsAnAlarm() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n3").linkDb = 0;
    assertThat(found(cluster)).containsExactly("n3 DB_DIFFERS");
    assertThat(Alarms.of(cluster.view()).getFirst().text())
        .isEqualTo("the next write of n1 belongs to db 3, n3 would apply it in db 0");
  }

  @Test
  void otherSelectedDbIsNothingWhileTheSelectIsOnItsWay() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n3").linkDb = 0;
    cluster.node("n3").offset -= 23;
    assertThat(found(cluster)).isEmpty();
  }

  @Test
  void aStreamThatMustSelectFirstStandsNowhere() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n1").streamDb = -1;
    assertThat(found(cluster)).isEmpty();
  }

  @Test
  void inAChainTheNextUpIsCompared() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n4 = cluster.add("n4", 7004, "").follow(cluster.node("n2"));
    assertThat(found(cluster)).isEmpty();
    n4.linkDb = 1;
    assertThat(found(cluster)).containsExactly("n4 DB_DIFFERS");
  }

  @Test
  void aReplicaAheadIsNeverClamped() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").offset += 27;
    assertThat(found(cluster)).containsExactly("n2 AHEAD");
  }

  @Test
  void aLinkNobodyCutIsAnAlarmAndSaysWhy() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n1").run = NodeView.Run.FROZEN;
    cluster.node("n2").up = false;
    cluster.node("n2").link = "connecting";
    assertThat(found(cluster)).containsExactly("n2 link LINK_DOWN", "n1 FROZEN");
    assertThat(Alarms.of(cluster.view()).getFirst().text()).isEqualTo("to n1, n1 is frozen");
  }

  @Test
  void aCutLinkIsACautionOnlyWhileTheBacklogReaches() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n2 = cluster.node("n2");
    n2.cut = true;
    n2.up = false;
    assertThat(found(cluster)).containsExactly("n2 link CUT");
    cluster.node("n1").backlogFirst = n2.offset + 2;
    cluster.node("n1").offset += 4_000;
    assertThat(found(cluster)).containsExactly("n2 link TOO_LATE", "n2 link CUT");
  }

  @Test
  void aTransferShowsItsProgress() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").up = false;
    cluster.node("n2").link = "sync";
    cluster.node("n2").syncPercent = 43;
    assertThat(found(cluster)).containsExactly("n2 link SYNCING");
    assertThat(Alarms.of(cluster.view()).getFirst().text()).isEqualTo("from n1, 43 %");
  }

  @Test
  void deadFrozenStoppedLoadingAreNamed() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").run = NodeView.Run.DEAD;
    cluster.node("n3").run = NodeView.Run.STOPPED;
    assertThat(found(cluster)).containsExactly("n2 DEAD", "n3 STOPPED");
    cluster.node("n2").run = NodeView.Run.LOADING;
    cluster.node("n3").run = NodeView.Run.FROZEN;
    assertThat(found(cluster)).containsExactly("n3 FROZEN", "n2 LOADING");
  }

  @Test
  void whatHoldsABusyNodeIsToldAndHowItEnds() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n1 = cluster.node("n1");
    n1.run = NodeView.Run.BUSY;
    n1.slowScript = new SlowScriptView("0123456789".repeat(4), false, false, 7_200);
    assertThat(found(cluster)).containsExactly("n1 BUSY");
    assertThat(Alarms.of(cluster.view()).getFirst().text())
        .isEqualTo("script 01234567 has run for 7.2 s, commands get -BUSY; SCRIPT KILL ends it");
    n1.slowScript = new SlowScriptView("a-function-of-a-long-name", true, true, 100);
    cluster.publish();
    assertThat(Alarms.of(cluster.view()).getFirst().text())
        .isEqualTo(
            "function a-functi…ng-name has run for 0.1 s, commands get -BUSY; it has written:"
                + " SHUTDOWN NOSAVE or a kill ends it, FUNCTION KILL cannot");
    n1.slowScript = null;
    cluster.publish();
    assertThat(Alarms.of(cluster.view()).getFirst().text())
        .isEqualTo("stands in one command, nobody is answered before that ends");
  }

  @Test
  void aRingOfReplicasIsListedOnce() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n1").master = "n2";
    Topology topology = new Topology(cluster.publish().view());
    assertThat(topology.members()).hasSize(3);
    assertThat(topology.roots()).hasSize(1);
  }

  @Test
  void forecastCountsRoomAndDistance() {
    FakeCluster cluster = Situations.busy();
    FakeNode n1 = cluster.node("n1");
    n1.rate = 1_000;
    n1.backlogSize = 20_000;
    n1.backlogFirst = n1.offset - 9_999;
    cluster.node("n2").offset = n1.offset - 4_000;
    cluster.publish();
    Topology topology = new Topology(cluster.view());
    NodeView master = topology.roots().getFirst().node();
    NodeView replica = topology.roots().getFirst().children().getFirst().node();
    assertThat(Forecast.of(master, replica))
        .isEqualTo(new Forecast(Forecast.State.PARTIAL, 10_000 + 6_000, 16));
  }

  @Test
  void forecastKnowsTheEdgesOfTheWindow() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n1 = cluster.node("n1");
    n1.offset = 100;
    n1.backlogFirst = 51;
    assertThat(forecast(cluster, 49)).isEqualTo(Forecast.State.TOO_LATE);
    assertThat(forecast(cluster, 50)).isEqualTo(Forecast.State.PARTIAL);
    assertThat(forecast(cluster, 100)).isEqualTo(Forecast.State.PARTIAL);
    assertThat(forecast(cluster, 101)).isEqualTo(Forecast.State.OTHER_HISTORY);
    n1.replid2 = n1.replid;
    n1.replid = "a".repeat(40);
    n1.secondOffset = 81;
    assertThat(forecast(cluster, 80)).isEqualTo(Forecast.State.PARTIAL);
    assertThat(forecast(cluster, 81)).isEqualTo(Forecast.State.OTHER_HISTORY);
    n1.offset = 0;
    assertThat(forecast(cluster, 0)).isEqualTo(Forecast.State.NO_BACKLOG);
  }

  private static Forecast.State forecast(FakeCluster cluster, long offset) {
    cluster.node("n2").offset = offset;
    Topology topology = new Topology(cluster.publish().view());
    NodeView master = topology.roots().getFirst().node();
    return Forecast.of(master, topology.roots().getFirst().children().getFirst().node()).state();
  }

  @Test
  void verdictSaysInSyncAtWhichOffset() {
    assertThat(Verdict.of(new Topology(Situations.inSync().view())).text())
        .isEqualTo("all in sync at offset 1,284");
    assertThat(Verdict.of(new Topology(Situations.busy().view())).tone())
        .isEqualTo(Verdict.Tone.STREAMING);
    assertThat(Verdict.of(new Topology(Situations.troubled().view())).tone())
        .isEqualTo(Verdict.Tone.ALARM);
    assertThat(Kind.CUT.level()).isEqualTo(Alarm.Level.CAUTION);
  }
}
