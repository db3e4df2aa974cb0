package glasshouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Place;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The window under the robot of TestFX, which finds, moves, clicks and types as a person would. */
class TestFxTest {
  @BeforeAll
  static void useTheRobotOfJavaFx() {
    System.setProperty("testfx.robot", "glass");
  }

  @Test
  void aRobotFreezesANodeByButtonAndCutsItByKey() {
    FakeCluster cluster = Situations.inSync();
    try (Fx fx = Fx.open(cluster)) {
      Fx.run(() -> fx.bench.model().select(Place.node("n2")));
      FxRobot robot = new FxRobot();
      robot.targetWindow(fx.bench.scene().getWindow());
      robot.clickOn("#do-freeze");
      robot.push(KeyCode.CONTROL, KeyCode.B);
      Fx.until(() -> cluster.acted.size() == 2);
      assertThat(cluster.acted).containsExactly(new Action.Freeze("n2"), new Action.Cut("n2"));
    }
  }
}
