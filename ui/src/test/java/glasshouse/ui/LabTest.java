package glasshouse.ui;

import static glasshouse.ui.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.CacheLab;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Step;
import glasshouse.ui.lab.LabBench;
import java.io.IOException;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A cache lab in the window, with real threads on a real file; pictures lie in target/pictures. */
class LabTest extends PlayedTest {

  @Override
  PlayedWindow opened() throws ExhibitFault {
    return PlayedWindow.open("account-cache-overnight", directory, new Manner(false, 0, 0));
  }

  private LabBench bench() {
    return (LabBench) Fx.<Object>get(window::face);
  }

  @Override
  String twin(String id) {
    return Fx.get(() -> bench().twin(id));
  }

  private void fire(String selector) {
    played.fire(selector);
  }

  private void picture(String name) throws IOException {
    played.picture("lab-" + name);
  }

  /** Whether a frame is shown as one of the program's own. */
  private boolean standsOut(String frame) {
    return bench().scene().getRoot().lookupAll("#stack-holds .list-cell").stream()
        .filter(cell -> ((ListCell<?>) cell).getText().startsWith(frame))
        .findFirst()
        .orElseThrow()
        .getPseudoClassStates()
        .contains(PseudoClass.getPseudoClass("ours"));
  }

  @Test
  void aThreadHangsIsSeenAndHelpedOut() throws IOException {
    Fx.run(() -> window.shown().lab());
    until(() -> window.face() instanceof LabBench);
    picture("begin");
    assertThat(twin("log"))
        .contains("they are valid for twelve hours")
        .contains("send NAME    Send a mail for alice, bob or carol.");
    fire("#lab-ask");
    until(() -> twin("threads").contains("request-1  send alice  done"));
    fire("#lab-twelve-hours");
    until(() -> twin("buckets").contains("expired"));
    fire("#lab-ask");
    until(() -> twin("verdict").startsWith("Deadlock: "));
    assertThat(twin("verdict")).contains("The JVM's own deadlock finder says: no deadlock");
    fire("#lab-ask");
    until(() -> twin("locks").contains("request-3 waits for the file lock of"));
    assertThat(twin("locks")).contains("request-2 waits for the file lock of");
    assertThat(twin("stacks")).contains("request-2 took it here").contains("AccountCache.account");
    assertThat(Fx.<Boolean>get(() -> standsOut("AccountCache.account:"))).isTrue();
    assertThat(Fx.<Boolean>get(() -> standsOut("RealStore.open:"))).isFalse();
    picture("stuck");
    played.size(1024, 700);
    picture("stuck-narrow");
    fire("#lab-interrupt");
    until(() -> twin("consent").startsWith("interrupt request-2?"));
    picture("consent");
    fire("#lab-yes");
    until(() -> twin("threads").contains("request-2  send alice  failed"));
    until(() -> !twin("verdict").startsWith("Deadlock: The thread request-2"));
    fire("#lab-leave");
    until(() -> window.face().equals(window.shown()));
  }

  @Test
  void whatCanBeAskedStandsInAMenu() {
    Fx.run(() -> window.shown().lab());
    until(() -> window.face() instanceof LabBench);
    TextField request = Fx.get(() -> (TextField) window.face().scene().lookup("#lab-request"));
    Fx.run(request::clear);
    MenuButton requests = Fx.get(() -> (MenuButton) window.face().scene().lookup("#lab-requests"));
    until(() -> !requests.getItems().isEmpty());
    assertThat(Fx.get(() -> requests.getItems().getFirst().getText())).startsWith("send NAME: ");
    Fx.run(() -> requests.getItems().getFirst().fire());
    assertThat(Fx.<String>get(request::getText)).isEqualTo("send alice");
  }

  @Test
  void theStoryIsPlayedInTheLab() throws IOException {
    Fx.run(
        () -> {
          window.shown().exhibits();
          player.choose(player.exhibits().getFirst());
          player.step();
        });
    until(() -> window.face() instanceof LabBench && player.ended() >= 1);
    List<Step> steps = player.exhibits().getFirst().steps();
    int hung = 0;
    while (!steps.get(hung).words("lab").equals("threads")) {
      hung++;
    }
    int there = hung + 1;
    Fx.run(() -> player.seek(there));
    until(() -> player.ended() == there && twin("verdict").startsWith("Deadlock"));
    assertThat(twin("story")).contains("request-3 is waits");
    picture("story");
    Fx.run(player::playOrPause);
    until(() -> player.ending() != null);
    assertThat(Fx.<Object>get(player::ending)).isEqualTo(new Progress.Ending.Held());
    picture("story-end");
    fire("#story-leave");
    until(() -> window.face().equals(window.shown()));
  }

  @Test
  void oneGoesBackInALabSeesHowFarItIsAndMayStay() throws IOException {
    List<Step> steps = player.exhibits().getFirst().steps();
    Fx.run(
        () -> {
          window.shown().exhibits();
          player.choose(player.exhibits().getFirst());
          player.seek(steps.size());
        });
    until(() -> window.face() instanceof LabBench && player.ending() != null);
    CacheLab before = Fx.<CacheLab>get(() -> bench().lab());
    Fx.run(() -> player.seek(steps.size() - 1));
    Node coming = Fx.get(() -> window.face().scene().lookup("#story-coming"));
    until(coming::isVisible);
    // The lab plays on in real time: one who looks at it for long does not come back in time.
    String said =
        Fx.get(
            () -> {
              String text = coming.getAccessibleText();
              played.press(KeyCode.ESCAPE);
              return text;
            });
    assertThat(said).startsWith("A new lab is played to step " + (steps.size() - 1) + ": ");
    until(() -> player.coming() == null);
    assertThat(Fx.<Integer>get(player::ended)).isEqualTo(steps.size());
    assertThat(Fx.<CacheLab>get(() -> bench().lab())).isSameAs(before);
    Fx.run(() -> player.seek(steps.size() - 1));
    until(() -> coming.isVisible() || player.ended() == steps.size() - 1);
    played.picture("lab-coming");
    until(() -> player.ended() == steps.size() - 1 && player.coming() == null);
    CacheLab again = Fx.<CacheLab>get(() -> bench().lab());
    assertThat(again).isNotSameAs(before);
    Fx.run(() -> player.seek(15));
    until(() -> player.ended() == 15 && player.coming() == null);
    assertThat(Fx.<CacheLab>get(() -> bench().lab())).isNotSameAs(again);
    until(() -> twin("threads").contains("request-2"));
    played.fire("#story-back");
    until(() -> player.ended() == 14 && player.coming() == null);
  }

  @Test
  void everyPlaceThatCanBePointedAtIsThere() {
    Fx.run(() -> window.shown().lab());
    until(() -> window.face() instanceof LabBench);
    for (String place : Step.PointAt.LAB_PANELS) {
      if (!place.equals("clock")) {
        assertThat(twin(place)).as(place).isNotNull();
      }
    }
  }
}
