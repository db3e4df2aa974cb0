package glasshouse.ui;

import static glasshouse.ui.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.view.ClusterView;
import glasshouse.ui.player.Beat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

/** A seed of the fuzzer is opened in the window, stepped through, and gone on from by hand. */
class SeedTest extends PlayedTest {
  private static final String SEED = "6.0.3/4/7";

  @Override
  PlayedWindow opened() throws ExhibitFault {
    return PlayedWindow.open("selected-db", directory, new Manner(true, 0, 0));
  }

  private void type(String text) {
    until(() -> window.face().scene().lookup("#hall-seed") != null);
    Fx.run(
        () -> {
          if (window.face().scene().lookup("#hall-seed") instanceof TextField field) {
            field.setText(text);
          }
        });
    played.fire("#hall-seed-open");
  }

  private int ended() {
    return Fx.<Integer>get(player::ended);
  }

  @Test
  void aWrongSeedIsRefusedWithASentence() {
    Fx.run(player.seeds()::ask);
    type("seven");
    assertThat(twin("story"))
        .contains("'seven' is not a seed; expected ERA/NODES/NUMBER, for example 7.0/4/1234");
    type("9.9/4/1");
    assertThat(twin("story")).contains("unknown era '9.9' in 9.9/4/1; known are 4.0.1, ");
    type("7.0/1/1");
    assertThat(twin("story")).contains("a cluster has 2 to 9 nodes, not 1");
    assertThat(Fx.<Boolean>get(() -> player.chosen() == null)).isTrue();
  }

  @Test
  void itOpensWhereItBreaksAndIsSteppedThroughRewoundAndForked() throws Exception {
    Fx.run(player.seeds()::ask);
    type(" " + SEED + " ");
    until(() -> player.running() && player.rehearsal() != null);
    Fx.run(() -> player.onPorts(true));
    assertThat(Fx.<Boolean>get(player::onPorts)).isFalse();
    int broken = ended();
    Fx.run(window.shown()::refreshNow);
    assertThat(twin("story"))
        .contains("Only in the simulator: its steps lead to events of a seed")
        .contains("broken Offsets never go back on a node with listeners, failed");
    assertThat(Fx.<Beat>get(() -> player.beats().getLast()).seen()).isNotEmpty();
    for (int[] size : new int[][] {{1440, 900}, {1024, 700}}) {
      played.size(size[0], size[1]);
      played.picture("seed-broken-" + size[0]);
    }
    played.size(1440, 900);
    played.fire("#story-back");
    until(() -> player.ended() == broken - 1);
    Fx.run(player::step);
    until(() -> player.ended() == broken);
    Fx.run(() -> player.seek(5));
    until(() -> player.ended() == 5);
    Fx.run(window.shown()::refreshNow);
    ClusterView here = Fx.get(() -> window.shown().model().topology().get().view());
    ClusterView rehearsed = Fx.get(() -> Objects.requireNonNull(player.rehearsal()).after(5));
    assertThat(here.nodes().getFirst().replication())
        .isEqualTo(rehearsed.nodes().getFirst().replication());
    played.fire("#story-fork");
    until(player::byHand);
    Path file = directory.resolve("gone-on.yaml");
    Fx.run(() -> window.shown().act(new glasshouse.engine.Action.Freeze("n2")));
    until(() -> window.shown().model().note().get().text().contains("n2"));
    Fx.run(
        () -> {
          window.shown().askWith(_ -> file);
          window.shown().save();
        });
    until(() -> window.shown().model().note().get().text().startsWith("saved "));
    Exhibit saved = ExhibitReader.read("gone-on.yaml", Files.readString(file));
    assertThat(Objects.requireNonNull(saved.start()).seed()).hasToString(SEED);
    assertThat(Rehearsal.of(saved, "6.0.3").ending()).isEqualTo(new Progress.Ending.Held());
    Fx.run(() -> player.seek(broken));
    until(() -> !player.byHand() && player.ended() == broken);
  }

  @Test
  void oneGoesBackFromAPlaceNearby() {
    Fx.run(() -> player.seeds().open(SEED, 0));
    until(() -> player.running() && player.ready() > 2);
    int broken = ended();
    assertThat(broken).isGreaterThan(100);
    Fx.run(player::back);
    until(() -> player.ended() == broken - 1 && player.coming() == null);
    assertThat(Fx.<Integer>get(player::replayed)).isLessThanOrEqualTo(16);
    assertThat(twin("story"))
        .contains(broken - 1 + " commands ")
        .doesNotContain(broken + " broken");
    Fx.run(() -> player.seek(broken - 30));
    until(() -> player.ended() == broken - 30 && player.coming() == null);
    assertThat(Fx.<Integer>get(player::replayed)).isLessThanOrEqualTo(broken / 2);
    Fx.run(player::step);
    until(() -> player.ended() == broken - 29);
  }

  @Test
  void itsQuietStepsArePlayedFastAndItStandsStillWhereItBreaks() {
    Fx.run(() -> player.seeds().open(SEED, 0));
    until(() -> player.running() && player.ended() > 0);
    int broken = ended();
    Fx.run(() -> player.seek(broken - 3));
    until(() -> player.ended() == broken - 3 && player.coming() == null);
    Fx.run(player::playOrPause);
    until(() -> !player.playing());
    assertThat(ended()).isEqualTo(broken);
    Fx.run(() -> player.seekNotable(-1));
    until(() -> player.ended() < broken && player.coming() == null);
    assertThat(Fx.<Beat>get(() -> player.beats().getLast()).step().verb()).isEqualTo("fault");
    Fx.run(() -> player.seekNotable(1));
    until(() -> player.ended() == broken);
  }

  @Test
  void itOpensBehindAnEventThatIsNamed() {
    Fx.run(() -> player.seeds().open(SEED, 640));
    until(() -> player.running() && player.ended() > 0);
    assertThat(Fx.<Beat>get(() -> player.beats().getLast()).words()).isEqualTo("event 640");
  }
}
