package glasshouse.ui;

import static glasshouse.ui.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Tour;
import glasshouse.ui.player.Walk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** A tour is walked in the window, by buttons and by keys; pictures lie in target/pictures. */
class TourTest extends PlayedTest {
  private Walk walk;

  @BeforeAll
  static void useTheRobotOfJavaFx() {
    System.setProperty("testfx.robot", "glass");
  }

  @Override
  PlayedWindow opened() throws ExhibitFault {
    return PlayedWindow.open(directory, new Manner(false, 0, 0));
  }

  @BeforeEach
  void takeTheWalk() {
    walk = player.walk();
  }

  private String bar() {
    Fx.run(played::refresh);
    return Fx.get(
        () -> {
          Node bar = window.face().scene().lookup("#tour-bar");
          return bar.isVisible() ? bar.getAccessibleText() : "";
        });
  }

  private String story() {
    Fx.run(played::refresh);
    return twin("story");
  }

  private void playToTheEnd() {
    Fx.run(() -> player.seek(10_000));
    until(() -> player.ending() != null);
    assertThat(Fx.<Object>get(player::ending)).isEqualTo(new Progress.Ending.Held());
  }

  private void standsAt(int stop) {
    until(() -> walk.tour() != null && walk.at() == stop && player.running());
  }

  @Test
  void aTourIsBegunInTheHallWalkedByButtonsAndKeysLeftAndTakenUpAgain() throws Exception {
    Fx.run(player::toggle);
    played.picture("tour-hall");
    assertThat(story()).startsWith("exhibits:\nGuided tour: The fix of the fix of the fix. ");
    assertThat(bar()).isEmpty();
    FxRobot robot = new FxRobot();
    robot.targetWindow(window.face().scene().getWindow());
    robot.clickOn("#tour-begin-fix-of-the-fix");
    standsAt(0);
    until(() -> player.beside().rehearsal() != null);
    assertThat(bar())
        .startsWith("Tour: The fix of the fix of the fix, stop 1 of 9\n4.0.1, 2 stops, here; ")
        .contains("4.0.1 mended: ")
        .contains("4.0.1 broke: The file keeps half of the place");
    assertThat(Fx.<String>get(() -> player.beside().era())).isEqualTo("4.0.2");
    assertThat(story()).contains("The file knows the id and the offset.");
    played.picture("tour-first");
    playToTheEnd();
    assertThat(story()).contains("the file did not say on which one");
    played.picture("tour-played");
    robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    standsAt(1);
    robot.push(KeyCode.CONTROL, KeyCode.COMMA);
    standsAt(0);
    robot.clickOn("#tour-release-4-0-4");
    standsAt(5);
    assertThat(bar()).contains("stop 6 of 9").contains("4.0.4, 1 stop, here");
    playToTheEnd();
    for (int[] size : new int[][] {{1440, 900}, {1024, 700}}) {
      played.size(size[0], size[1]);
      played.picture("tour-stop-" + size[0]);
      assertThat(Fx.<List<String>>get(() -> Edges.crossed(window.face().scene()))).isEmpty();
    }
    Fx.run(window.shown()::theme);
    played.picture("tour-stop-dark");
    robot.clickOn("#tour-leave");
    until(() -> walk.tour() == null && player.chosen() == null);
    assertThat(bar()).isEmpty();
    assertThat(story()).contains("Left at stop 6.");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    standsAt(5);
  }

  @Test
  void everyStopComesOutAsItIsTold() {
    Tour tour = walk.tours().getFirst();
    Fx.run(() -> walk.go(tour, 0));
    for (int i = 0; i < tour.stops().size(); i++) {
      standsAt(i);
      playToTheEnd();
      assertThat(story()).endsWith(String.join("\n", tour.stops().get(i).after()));
      played.fire("#story-next-stop");
    }
    until(() -> walk.tour() == null && player.chosen() == null);
  }

  @Test
  void whoChoosesAnExhibitLeavesTheTour() {
    Fx.run(() -> walk.go(walk.tours().getFirst(), 2));
    standsAt(2);
    Fx.run(() -> player.choose(player.exhibits().getFirst()));
    assertThat(bar()).isEmpty();
    assertThat(Fx.<Integer>get(() -> walk.left(walk.tours().getFirst()))).isEqualTo(2);
  }
}
