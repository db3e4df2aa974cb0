package glasshouse.ui.draw;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.ui.draw.TopologyLayout.Card;
import glasshouse.ui.draw.TopologyLayout.Detail;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.FakeNode;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import glasshouse.ui.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static TopologyScene scene(FakeCluster cluster, double width, double height) {
    Topology topology = new Topology(cluster.view());
    return new TopologyScene(
        TopologyLayout.of(topology, width, height),
        Verdict.of(topology),
        null,
        false,
        0,
        width,
        height);
  }

  private static RecordingPen paint(FakeCluster cluster) {
    RecordingPen pen = new RecordingPen();
    TopologyPainter.paint(pen, scene(cluster, 1030, 320));
    return pen;
  }

  @Test
  void aLinkAndACardAreTheseStrokes() {
    FakeCluster cluster = Situations.inSync();
    cluster.nodes.remove("n3");
    cluster.publish();
    assertThat(paint(cluster).strokes)
        .containsExactly(
            "wipe 1030 320",
            "curve FRAME SOLID 350,160 680,160 0.00-0.98",
            "shape MUTED 679,160",
            "text OK MONO_SMALL RIGHT 667,149 'in sync'",
            "text MUTED MONO_SMALL RIGHT 667,172 'db 3  ack 0.3 s'",
            "box CARD 102,100 248x120",
            "frame FRAME SOLID 102,100 248x120",
            "text MUTED MONO_SMALL RIGHT 338,118 '7.0'",
            "text MUTED MONO_SMALL RIGHT 310,118 ':7001'",
            "text TEXT NAME LEFT 114,118 'n1'",
            "text ACCENT STRONG LEFT 114,137 'master'",
            "dot OK 278,137",
            "text OK WORD RIGHT 338,137 'running'",
            "line RULE SOLID 114,150 338,150",
            "box " + Ink.of(cluster.node("n1").replid) + " 114,157 67x17",
            "text ON_SOLID MONO_SMALL CENTER 147,165 '8f3a12bc'",
            "text TEXT MONO_STRONG RIGHT 338,165 '1,284'",
            "text MUTED SMALL LEFT 114,186 'stream db'",
            "text TEXT MONO RIGHT 218,186 '3'",
            "text MUTED SMALL LEFT 230,186 'keys'",
            "text TEXT MONO RIGHT 338,186 '1,205'",
            "text MUTED SMALL LEFT 114,204 'scripts'",
            "text TEXT MONO RIGHT 218,204 '1'",
            "text MUTED SMALL LEFT 230,204 'digest'",
            "text TEXT MONO RIGHT 338,204 '9d0e11aa'",
            "box CARD 680,100 248x120",
            "frame FRAME SOLID 680,100 248x120",
            "text MUTED MONO_SMALL RIGHT 916,118 '7.0'",
            "text MUTED MONO_SMALL RIGHT 888,118 ':7002'",
            "text TEXT NAME LEFT 692,118 'n2'",
            "text MUTED WORD LEFT 692,137 'replica'",
            "dot OK 856,137",
            "text OK WORD RIGHT 916,137 'running'",
            "line RULE SOLID 692,150 916,150",
            "box " + Ink.of(cluster.node("n1").replid) + " 692,157 67x17",
            "text ON_SOLID MONO_SMALL CENTER 725,165 '8f3a12bc'",
            "text TEXT MONO_STRONG RIGHT 916,165 '1,284'",
            "text MUTED SMALL LEFT 692,186 'link db'",
            "text TEXT MONO RIGHT 796,186 '3'",
            "text MUTED SMALL LEFT 808,186 'keys'",
            "text TEXT MONO RIGHT 916,186 '1,205'",
            "text MUTED SMALL LEFT 692,204 'scripts'",
            "text TEXT MONO RIGHT 796,204 '1'",
            "text MUTED SMALL LEFT 808,204 'digest'",
            "text TEXT MONO RIGHT 916,204 '9d0e11aa'");
  }

  @Test
  void statesAreToldByWordAndShape() {
    RecordingPen pen = paint(Situations.troubled());
    assertThat(pen.words()).contains("cut", "frozen", "dead", "selected db differs");
    assertThat(pen.strokes)
        .anyMatch(stroke -> stroke.startsWith("hatch CAUTION_SOFT"))
        .anyMatch(stroke -> stroke.startsWith("frame ALARM DASHED"))
        .anyMatch(stroke -> stroke.startsWith("curve CAUTION SOLID") && stroke.endsWith("-0.30"))
        .anyMatch(stroke -> stroke.startsWith("curve ALARM DASHED"));
  }

  @Test
  void aLinkThatNobodyCutIsDown() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n2").up = false;
    RecordingPen pen = paint(cluster.publish());
    assertThat(pen.words()).contains("down");
    assertThat(pen.strokes).anyMatch(stroke -> stroke.startsWith("curve ALARM DASHED"));
  }

  @Test
  void equalOffsetsAloneAreNotCalledInSync() {
    assertThat(paint(Situations.inSync()).words()).contains("in sync");
    assertThat(paint(Situations.scriptLost()).words())
        .contains("0 B behind", "data differ", "script missing")
        .doesNotContain("in sync");
  }

  @Test
  void negativeLagIsShownAndAnAlarm() {
    assertThat(paint(Situations.ahead()).strokes)
        .anyMatch(s -> s.startsWith("text ALARM") && s.endsWith("'27 B ahead'"))
        .anyMatch(s -> s.endsWith("'ahead of master'"));
  }

  @Test
  void aNameWithoutRoomKeepsItsEnd() {
    RecordingPen pen = new RecordingPen();
    String name = "a-replica-behind-the-load-balancer-number-";
    String shown = pen.fitName(Type.STRONG, name + "2", 100);
    assertThat(shown).startsWith("a-rep").contains("…").endsWith("r-2");
    assertThat(pen.width(Type.STRONG, shown)).isLessThanOrEqualTo(100);
    assertThat(shown).isNotEqualTo(pen.fitName(Type.STRONG, name + "3", 100));
    assertThat(pen.fitName(Type.STRONG, "n1", 100)).isEqualTo("n1");
  }

  @Test
  void aFullCopyIsNoLinkThatFailed() {
    FakeCluster cluster = Situations.inSync();
    FakeNode n2 = cluster.node("n2");
    n2.up = false;
    n2.link = "sync";
    assertThat(paint(cluster.publish()).strokes).anyMatch(it -> it.startsWith("curve ALARM"));
    n2.syncPercent = 43;
    assertThat(paint(cluster.publish()).strokes)
        .noneMatch(it -> it.startsWith("curve ALARM"))
        .anyMatch(it -> it.startsWith("curve CAUTION"));
  }

  @Test
  void nothingSaysThatThereIsNothing() {
    assertThat(paint(Situations.nothing()).words()).first().isEqualTo("No nodes yet");
  }

  @Test
  void dotsMoveOnlyWhereBytesFlow() {
    RecordingPen still = new RecordingPen();
    TopologyPainter.paintStream(still, scene(Situations.inSync(), 1000, 300), 1_000_000_000L);
    assertThat(still.strokes).containsExactly("wipe 1000 300 clear");
    RecordingPen early = new RecordingPen();
    TopologyPainter.paintStream(early, scene(Situations.busy(), 1000, 300), 1_000_000_000L);
    RecordingPen late = new RecordingPen();
    TopologyPainter.paintStream(late, scene(Situations.busy(), 1000, 300), 1_050_000_000L);
    assertThat(early.strokes).hasSizeGreaterThan(20).isNotEqualTo(late.strokes);
  }

  @Test
  void cardsNeverOverlapAndEveryNameIsDrawn() {
    List<FakeCluster> clusters =
        List.of(Situations.inSync(), Situations.troubled(), Situations.twelve());
    for (FakeCluster cluster : clusters) {
      for (double[] size : new double[][] {{1030, 320}, {690, 230}, {400, 150}}) {
        TopologyScene scene = scene(cluster, size[0], size[1]);
        for (Card a : scene.layout().cards()) {
          assertThat(a.x()).isGreaterThanOrEqualTo(0);
          assertThat(a.x() + a.width()).isLessThanOrEqualTo(size[0]);
          for (Card b : scene.layout().cards()) {
            boolean apart =
                a.x() + a.width() <= b.x()
                    || b.x() + b.width() <= a.x()
                    || a.y() + a.height() <= b.y()
                    || b.y() + b.height() <= a.y();
            assertThat(a.name().equals(b.name()) || apart)
                .as(a.name() + " and " + b.name())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void cardsShowLessWhereThereIsLessRoom() {
    assertThat(scene(Situations.inSync(), 1030, 320).layout().detail()).isEqualTo(Detail.FULL);
    assertThat(scene(Situations.troubled(), 1030, 320).layout().detail()).isEqualTo(Detail.COMPACT);
    assertThat(scene(Situations.twelve(), 1030, 320).layout().detail()).isEqualTo(Detail.LINE);
  }

  @Test
  void pointsFindCardsAndLinks() {
    TopologyLayout layout = scene(Situations.inSync(), 1030, 320).layout();
    Card n2 = layout.cards().get(1);
    assertThat(layout.at(n2.x() + 3, n2.y() + 3)).isEqualTo(Place.node("n2"));
    assertThat(layout.at(n2.x() - 20, n2.y() + n2.height() / 2)).isEqualTo(Place.link("n2"));
    assertThat(layout.at(2, 2)).isNull();
  }
}
