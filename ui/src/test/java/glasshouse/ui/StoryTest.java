package glasshouse.ui;

import static glasshouse.ui.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.exhibit.Step;
import glasshouse.ui.panel.Panels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** An exhibit is played in the window, on real nodes; pictures of it lie in target/pictures. */
class StoryTest extends PlayedTest {

  @Override
  PlayedWindow opened() throws ExhibitFault {
    return PlayedWindow.open("evalsha-after-restart", directory, new Manner(true, 0, 0));
  }

  private void press(KeyCode code) {
    Fx.run(() -> played.press(code));
  }

  private void fire(String selector) {
    played.fire(selector);
  }

  private String twin() {
    return twin("story");
  }

  /** What comes back for a line that is typed at a node of the run. */
  private String keys(String words) {
    int on = words.lastIndexOf(" on ");
    String line =
        words.indexOf(' ') == on ? "GET " + words.substring(0, on) : words.substring(0, on);
    CompletableFuture<String> reply = new CompletableFuture<>();
    Fx.run(
        () ->
            window
                .shown()
                .model()
                .cluster()
                .console(words.substring(on + 4))
                .send(line, said -> reply.complete(said.text().replace("\"", ""))));
    return reply.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static Exhibit read(Path file) throws IOException {
    try {
      return ExhibitReader.read(file.getFileName().toString(), Files.readString(file));
    } catch (ExhibitFault fault) {
      throw new IOException(fault);
    }
  }

  private void picture(String name) throws IOException {
    played.picture("story-" + name);
  }

  @Test
  void anExhibitIsChosenPlayedPredictedJudgedAndLeft() throws IOException {
    Workbench home = Fx.get(() -> window.shown());
    Fx.run(home::exhibits);
    picture("list");
    fire("#exhibit-evalsha-after-restart");
    picture("chosen");
    press(KeyCode.PERIOD);
    until(() -> player.beats().size() == 1 && window.shown() != home);
    assertThat(Fx.<Boolean>get(player::playing)).isFalse();
    picture("first-step");
    press(KeyCode.SPACE);
    until(
        () -> !player.beats().isEmpty() && player.beats().getLast().step() instanceof Step.Predict);
    picture("predict");
    fire("#story-choice-2");
    until(() -> player.ending() != null);
    assertThat(Fx.<Object>get(player::ending)).isEqualTo(new Progress.Ending.Held());
    assertThat(twin())
        .contains("4 do m> EVALSHA")
        .contains("; Not so: the run says 2.")
        .endsWith("Era 4.0.3: The restarted replica loses the third count, and nothing says so.");
    until(() -> !window.shown().model().verdict().get().alarms().isEmpty());
    picture("end");
    fire("#story-leave");
    until(() -> window.shown() == home);
  }

  @Test
  void oneGoesBackAndAheadComparesErasAndGoesOnByHand() throws Exception {
    Fx.run(window.shown()::exhibits);
    Fx.run(() -> player.choose(player.exhibits().getFirst()));
    Workbench home = Fx.get(() -> window.shown());
    Fx.run(() -> player.seek(20));
    until(() -> player.ended() == 20 && window.shown() != home);
    assertThat(keys("x on s")).isEqualTo("2");
    Fx.run(player.beside()::next);
    assertThat(Fx.<String>get(() -> player.beside().era())).isEqualTo("4.0.6");
    until(() -> player.beside().rehearsal() != null && player.rehearsal() != null);
    Fx.run(window.shown()::refreshNow);
    assertThat(twin("beside")).contains("s scripts  0  1").contains("s digest");
    picture("beside");
    press(KeyCode.COMMA);
    until(() -> player.ended() == 19);
    Fx.run(() -> player.seek(10));
    until(() -> player.ended() == 10 && player.rehearsal() != null);
    Fx.run(window.shown()::refreshNow);
    assertThat(Fx.<Object>get(() -> window.shown().model().topology().get().view()))
        .isEqualTo(Fx.<Object>get(() -> Objects.requireNonNull(player.rehearsal()).after(10)));
    assertThat(twin("beside")).contains("No figure differs at this step.");
    fire("#story-fork");
    until(player::byHand);
    assertThat(keys("SET y 5 on m")).isEqualTo("OK");
    until(() -> twin("cluster").contains("240"));
    picture("by-hand");
    Path file = directory.resolve("one-more-write.yaml");
    Fx.run(
        () -> {
          window.shown().askWith(_ -> file);
          window.shown().save();
        });
    until(() -> window.shown().model().note().get().text().startsWith("saved "));
    Exhibit saved = read(file);
    assertThat(Rehearsal.of(saved, "4.0.3").ending()).isEqualTo(new Progress.Ending.Held());
    assertThat(saved.steps()).hasSizeGreaterThan(11);
    Fx.run(() -> player.seek(10));
    until(() -> !player.byHand() && player.ended() == 10);
    assertThat(keys("GET y on m")).isEqualTo("(nil)");
    assertThat(Fx.<Boolean>get(player::byHand)).as("who types goes on by hand").isTrue();
  }

  @Test
  void itIsPlayedOnRealPortsWhenOneWants() {
    Fx.run(window.shown()::exhibits);
    Fx.run(() -> player.choose(player.exhibits().getFirst()));
    fire("#story-ports");
    until(player::onPorts);
    Fx.run(() -> player.seek(10));
    Fx.run(player::playOrPause);
    until(() -> player.ended() >= 9);
    assertThat(Fx.<Object>get(player::rehearsal)).isNull();
  }

  @Test
  void theEraIsChosenAndTheRunBegunAgain() throws IOException {
    played.size(1024, 700);
    Fx.run(
        () -> {
          window.shown().exhibits();
          player.choose(player.exhibits().getFirst());
        });
    picture("narrow-chosen");
    fire("#story-era-4-0-6");
    fire("#story-play");
    until(
        () -> !player.beats().isEmpty() && player.beats().getLast().step() instanceof Step.Predict);
    picture("narrow-predict");
    fire("#story-choice-2");
    until(() -> player.ending() != null);
    assertThat(twin()).contains("; Right: the run says 3.").contains("both nodes count 3");
    fire("#story-again");
    until(() -> player.ending() == null && !player.beats().isEmpty());
    fire("#story-leave");
    until(() -> player.chosen() == null && player.beats().isEmpty());
  }

  @Test
  void everyPlaceThatCanBePointedAtIsAPanel() {
    assertThat(Panels.all()).extracting(Panels.Row::id).containsAll(Step.PointAt.PANELS);
  }
}
