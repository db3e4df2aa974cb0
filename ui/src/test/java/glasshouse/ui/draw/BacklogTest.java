package glasshouse.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.NodeView;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.FakeNode;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Topology;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static BacklogScene scene(FakeCluster cluster) {
    Topology topology = new Topology(cluster.publish().view());
    return BacklogScene.of(topology, topology.roots().getFirst().node());
  }

  private static RecordingPen paint(BacklogScene scene) {
    RecordingPen pen = new RecordingPen();
    BacklogPainter.paint(pen, scene, "n2", 1000, BacklogPainter.height(scene.lanes().size()));
    return pen;
  }

  @Test
  void saysWhereEachReplicaStandsAndHowLongItHas() {
    FakeCluster cluster = Situations.troubled();
    assertThat(scene(cluster).lines())
        .containsExactly(
            "backlog of n1: 1.0 MB of 1.0 MB · 5 s of writes at 180.0 KB/s",
            "first 47,165,329, last 48,213,904",
            "n2 at 47,801,001: full resync in 3 s, 412,903 B behind",
            "n3 at 48,123,792: full resync in 5 s, 90,112 B behind",
            "n4 at 48,213,904: 0 B behind, 5 s if cut",
            "n5 at 46,213,904: too late: full resync");
  }

  @Test
  void theBranchOfHistoriesIsDrawnInBothColours() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n1 = cluster.node("n1");
    String old = n1.replid;
    n1.replid2 = old;
    n1.replid = "b".repeat(40);
    n1.secondOffset = 643;
    BacklogScene scene = scene(cluster);
    assertThat(scene.lines()).contains("branch at 643 from 8f3a12bc to bbbbbbbb");
    RecordingPen pen = paint(scene);
    assertThat(pen.words()).contains("8f3a12bc", "bbbbbbbb", "branch 643");
    assertThat(pen.strokes)
        .contains("box " + Ink.of(old) + " 118,22 300x16")
        .contains("box " + Ink.of(n1.replid) + " 418,22 300x16");
  }

  @Test
  void whatANodeThatHasEndedLacksIsNotClaimed() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n3 = cluster.node("n3");
    n3.run = NodeView.Run.DEAD;
    n3.up = false;
    assertThat(scene(cluster).lines()).anyMatch(line -> line.endsWith("last seen here"));
    n3.run = NodeView.Run.FROZEN;
    assertThat(scene(cluster).lines()).anyMatch(line -> line.endsWith("0 B behind"));
  }

  @Test
  void aReplicaOfAnotherHistoryHasNoPlaceOnTheRuler() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n3").replid = "c".repeat(40);
    BacklogScene scene = scene(cluster);
    assertThat(scene.lines()).contains("n3 at 1,284: other history: full resync");
    assertThat(paint(scene).strokes)
        .filteredOn(s -> s.startsWith("line ALARM"))
        .as("a cross beside the ruler")
        .hasSize(2);
  }

  @Test
  void aReplicaAheadStandsBeyondTheEnd() {
    RecordingPen pen = paint(scene(Situations.ahead()));
    assertThat(pen.words()).contains("27 B ahead", "too late: full resync");
    assertThat(pen.strokes).anyMatch(s -> s.startsWith("shape ALARM 720,"));
  }

  @Test
  void withoutBacklogItSaysSo() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n1").offset = 0;
    assertThat(paint(scene(cluster)).words())
        .contains("no backlog: no replica has asked for one yet", "no backlog: full resync");
  }

  @Test
  void aClickFindsItsLane() {
    assertThat(BacklogPainter.lane(30, 2)).isEqualTo(-1);
    assertThat(BacklogPainter.lane(49, 2)).isZero();
    assertThat(BacklogPainter.lane(67, 2)).isEqualTo(1);
    assertThat(BacklogPainter.lane(90, 2)).isEqualTo(-1);
  }
}
