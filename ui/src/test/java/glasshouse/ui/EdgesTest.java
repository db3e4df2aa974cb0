package glasshouse.ui;

import static glasshouse.ui.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.ui.lab.LabBench;
import glasshouse.ui.player.Player;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is shown, a window that is made smaller or larger meanwhile shows all of it. With {@code
 * -Dglasshouse.pictures=true} pictures of it lie in target/pictures.
 */
class EdgesTest {
  private static final List<int[]> SIZES =
      List.of(new int[] {1024, 700}, new int[] {1440, 900}, new int[] {900, 620});

  @TempDir Path directory;

  private static void check(PlayedWindow played, String what) throws Exception {
    for (int[] size : SIZES) {
      played.size(size[0], size[1]);
      // What folds when the width changes takes its place with the layout after that.
      Fx.run(played::refresh);
      Fx.run(played::refresh);
      if (Boolean.getBoolean("glasshouse.pictures")) {
        played.picture("edges-" + what.replace(' ', '-') + "-" + size[0]);
      }
      assertThat(Fx.<List<String>>get(() -> Edges.crossed(played.window.face().scene())))
          .as(what + " at " + size[0] + "x" + size[1])
          .isEmpty();
    }
  }

  @Test
  void theClusterTheHallAndAnExhibitStayWithinTheWindow() throws Exception {
    try (PlayedWindow played =
        PlayedWindow.open("evalsha-after-restart", directory, new Manner(false, 0, 0))) {
      Player player = played.player;
      Exhibit exhibit = player.exhibits().getFirst();
      check(played, "cluster");
      Fx.run(() -> played.window.shown().palette(""));
      check(played, "palette");
      Fx.run(player::toggle);
      check(played, "hall");
      Fx.run(() -> player.choose(exhibit));
      Fx.run(() -> player.seek(exhibit.steps().size()));
      until(() -> player.ending() != null);
      check(played, "exhibit");
      Fx.run(player.beside()::next);
      until(() -> player.beside().rehearsal() != null && player.rehearsal() != null);
      check(played, "beside");
    }
  }

  @Test
  void aSeedStaysWithinTheWindow() throws Exception {
    try (PlayedWindow played =
        PlayedWindow.open("selected-db", directory, new Manner(false, 0, 0))) {
      Fx.run(() -> played.player.seeds().open("6.0.3/4/7", 0));
      until(() -> played.player.running() && played.player.rehearsal() != null);
      check(played, "seed");
    }
  }

  @Test
  void aLabStaysWithinTheWindow() throws Exception {
    try (PlayedWindow played =
        PlayedWindow.open("account-cache-overnight", directory, new Manner(false, 0, 0))) {
      Fx.run(() -> played.window.shown().lab());
      until(() -> played.window.face() instanceof LabBench);
      played.fire("#lab-ask");
      check(played, "lab");
      played.fire("#lab-leave");
      Fx.run(
          () -> {
            played.player.toggle();
            played.player.choose(played.player.exhibits().getFirst());
            played.player.seek(15);
          });
      until(() -> played.player.ended() >= 15);
      check(played, "lab exhibit");
    }
  }
}
