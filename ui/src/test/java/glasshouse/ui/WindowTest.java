package glasshouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.draw.TopologyLayout;
import glasshouse.ui.draw.TopologyLayout.Card;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import glasshouse.ui.theme.Theme;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;

/** Buttons and keys do what they say: seen in what the engine was asked. */
class WindowTest {
  private static void select(Fx fx, String node) {
    Fx.run(() -> fx.bench.model().select(Place.node(node)));
  }

  @Test
  void eachButtonAsksTheEngineForItsAction() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n2");
      for (String id :
          new String[] {
            "add-replica",
            "restart",
            "kill-and-start",
            "stop",
            "freeze",
            "cut",
            "promote",
            "fail-over",
            "force-fail-over"
          }) {
        fx.click("#do-" + id);
      }
      assertThat(cluster.acted)
          .containsExactly(
              new Action.AddReplica("n2"),
              new Action.Restart("n2"),
              new Action.KillAndStart("n2"),
              new Action.Stop("n2"),
              new Action.Freeze("n2"),
              new Action.Cut("n2"),
              new Action.Promote("n2"),
              new Action.FailOver("n2"),
              new Action.ForceFailOver("n2"));
    }
  }

  @Test
  void oneKeyCutsAndHealsFreezesAndThawsStopsAndStarts() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n2");
      fx.press(KeyCode.CONTROL, KeyCode.B);
      fx.press(KeyCode.CONTROL, KeyCode.F);
      fx.press(KeyCode.CONTROL, KeyCode.S);
      cluster.node("n2").cut = true;
      cluster.node("n2").run = NodeView.Run.FROZEN;
      show(fx, cluster);
      fx.press(KeyCode.CONTROL, KeyCode.B);
      fx.press(KeyCode.CONTROL, KeyCode.F);
      cluster.node("n2").run = NodeView.Run.DEAD;
      show(fx, cluster);
      fx.press(KeyCode.CONTROL, KeyCode.S);
      assertThat(cluster.acted)
          .containsExactly(
              new Action.Cut("n2"),
              new Action.Freeze("n2"),
              new Action.Stop("n2"),
              new Action.Heal("n2"),
              new Action.Thaw("n2"),
              new Action.Start("n2"));
    }
  }

  private static void show(Fx fx, FakeCluster cluster) {
    cluster.publish();
    Fx.until(() -> fx.bench.model().topology().get().view().equals(cluster.view()));
  }

  @Test
  void aRefusalIsNotedAndLoggedWithItsReason() {
    FakeCluster cluster = Situations.inSync();
    cluster.refusal = "ERR FAILOVER target is not in sync";
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n2");
      fx.click("#do-fail-over");
      Fx.until(() -> fx.node("#note").isVisible());
      String text = "fail-over n2 refused: ERR FAILOVER target is not in sync";
      assertThat(Fx.get(() -> fx.node("#note").getAccessibleText())).isEqualTo(text);
      Fx.until(() -> fx.bench.model().events().shown().getLast().text().equals(text));
      EngineEvent event = Fx.get(() -> fx.bench.model().events().shown().getLast());
      assertThat(event.level()).isEqualTo(EngineEvent.Level.WARNING);
      assertThat(event.kind()).isEqualTo(EngineEvent.Kind.ACTION);
    }
  }

  @Test
  void aKeyThatIsNotPossibleSaysWhy() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n1");
      fx.press(KeyCode.CONTROL, KeyCode.B);
      Fx.until(() -> fx.node("#note").isVisible());
      assertThat(Fx.get(() -> fx.node("#note").getAccessibleText()))
          .isEqualTo("Cut refused: n1 has no master");
      assertThat(cluster.acted).isEmpty();
    }
  }

  @Test
  void thePaletteDoesWhatItsWordsSay() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      fx.press(KeyCode.CONTROL, KeyCode.K);
      Fx.until(() -> fx.node("#palette").isVisible());
      fx.type("freeze n3");
      fx.press(KeyCode.ENTER);
      Fx.until(() -> !fx.node("#palette").isVisible());
      fx.press(KeyCode.CONTROL, KeyCode.K);
      fx.type("re n3 under n2");
      fx.press(KeyCode.ENTER);
      assertThat(cluster.acted)
          .containsExactly(new Action.Freeze("n3"), new Action.Reattach("n3", "n2"));
    }
  }

  @Test
  void reattachAsksForTheMaster() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n3");
      fx.click("#do-reattach");
      Fx.until(() -> fx.node("#palette").isVisible());
      fx.type("n2");
      fx.press(KeyCode.ENTER);
      assertThat(cluster.acted).containsExactly(new Action.Reattach("n3", "n2"));
    }
  }

  @Test
  void aNodeDraggedOntoAnotherIsReattached() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      Node sheet = Fx.get(() -> fx.node("#cluster-sheet"));
      Bounds at = Fx.get(() -> sheet.localToScene(sheet.getBoundsInLocal()));
      TopologyLayout layout =
          TopologyLayout.of(
              new Topology(cluster.view()), Math.floor(at.getWidth()), Math.floor(at.getHeight()));
      Card n2 = layout.cards().get(1);
      Card n3 = layout.cards().get(2);
      fx.drag(
          sheet,
          at.getMinX() + n3.x() + 30,
          at.getMinY() + n3.y() + 10,
          at.getMinX() + n2.x() + 30,
          at.getMinY() + n2.y() + 10);
      assertThat(cluster.acted).containsExactly(new Action.Reattach("n3", "n2"));
    }
  }

  @Test
  void arrowKeysWalkOverNodesAndLinks() {
    try (Fx fx = Fx.open(Situations.inSync())) {
      Fx.run(() -> fx.node("#cluster-sheet").requestFocus());
      KeyCode[] keys = {
        KeyCode.DOWN, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.LEFT, KeyCode.UP, KeyCode.LEFT
      };
      Place[] places = {
        Place.node("n1"),
        Place.node("n2"),
        Place.node("n3"),
        Place.link("n3"),
        Place.link("n2"),
        Place.node("n1")
      };
      for (int i = 0; i < keys.length; i++) {
        fx.press(keys[i]);
        assertThat(Fx.get(() -> fx.bench.model().selection().get())).isEqualTo(places[i]);
      }
    }
  }

  @Test
  void theConsoleAlwaysSaysWhereItIs() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      select(fx, "n2");
      fx.press(KeyCode.CONTROL, KeyCode.T);
      Fx.until(() -> "console-input-n2".equals(fx.bench.scene().getFocusOwner().getId()));
      fx.type("select 3");
      fx.press(KeyCode.ENTER);
      Fx.until(() -> fx.twin("console").endsWith("n2 replica 7002 [db 3]>"));
      fx.type("set a 1");
      fx.press(KeyCode.ENTER);
      Fx.until(() -> fx.twin("console").contains("READONLY"));
      assertThat(cluster.typed).containsExactly("n2: select 3", "n2: set a 1");
      assertThat(fx.twin("console"))
          .contains("n2 replica 7002 [db 0]> select 3\nOK\nn2 replica 7002 [db 3]> set a 1");
      fx.press(KeyCode.UP);
      fx.press(KeyCode.UP);
      TextField input = (TextField) Fx.get(() -> fx.node("#console-input-n2"));
      assertThat(Fx.<String>get(input::getText)).isEqualTo("select 3");
      fx.press(KeyCode.CONTROL, KeyCode.L);
      assertThat(fx.twin("console")).isEqualTo("\nn2 replica 7002 [db 3]>");
    }
  }

  @Test
  void alarmsLeadToTheirPlace() {
    FakeCluster cluster = Situations.troubled();
    try (Fx fx = Fx.open(cluster)) {
      HBox strip = (HBox) Fx.get(() -> fx.node("#alarms"));
      Button chip = (Button) Fx.get(() -> strip.lookupAll(".alarm-chip").iterator().next());
      assertThat(Fx.<String>get(chip::getText)).isEqualTo("n4 selected db differs");
      Fx.run(chip::fire);
      assertThat(Fx.get(() -> fx.bench.model().selection().get())).isEqualTo(Place.node("n4"));
    }
  }

  @Test
  void aClickSelectsANodeAndTheInspectorFollows() {
    try (Fx fx = Fx.open(Situations.inSync())) {
      select(fx, "n3");
      Fx.until(() -> fx.twin("inspector").contains("role  replica of n1 (127.0.0.1:7001)"));
      assertThat(fx.twin("inspector"))
          .contains("link  connected")
          .contains("applied  1,284")
          .contains("db 3  1,200 keys, 120 expiring");
    }
  }

  @Test
  void keysMoveThroughAllPanelsAndChangeTheTheme() {
    try (Fx fx = Fx.open(Situations.inSync())) {
      Fx.run(() -> fx.node("#cluster-sheet").requestFocus());
      fx.press(KeyCode.F6);
      assertThat(Fx.get(() -> fx.bench.scene().getFocusOwner().getId())).isEqualTo("tape");
      fx.press(KeyCode.F6);
      assertThat(Fx.get(() -> fx.bench.scene().getFocusOwner().getId())).isEqualTo("events");
      fx.press(KeyCode.SHIFT, KeyCode.F6);
      assertThat(Fx.get(() -> fx.bench.scene().getFocusOwner().getId())).isEqualTo("tape");
      fx.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
      assertThat(Fx.get(() -> fx.bench.scene().getFill()))
          .isEqualTo(Theme.DARK.colour(glasshouse.ui.draw.Ink.PAGE));
    }
  }

  @Test
  void everyDrawingHasATwinThatMovesWithIt() {
    FakeCluster cluster = Situations.busy();
    try (Fx fx = Fx.open(cluster)) {
      assertThat(fx.twin("cluster")).contains("n2  replica  connected");
      assertThat(fx.twin("backlog")).contains("n2 at 48,212,492: 1,412 B behind, 5 s if cut");
      assertThat(fx.twin("selected-db")).contains("n1 › n2  3  3  = same");
      assertThat(fx.twin("scripts")).contains("e6e0b547  n1 n2 n3");
      Situations.step(cluster, 3);
      Fx.until(() -> fx.twin("backlog").contains("last " + "48,223,120"));
    }
  }

  @Test
  void lostEventsAreCounted() {
    FakeCluster cluster = Situations.inSync();
    cluster.lost = 7;
    try (Fx fx = Fx.open(cluster)) {
      Fx.until(() -> fx.bench.model().events().lost() == 7);
    }
  }
}
