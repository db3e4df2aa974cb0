package glasshouse.ui;

import glasshouse.engine.Cluster;
import glasshouse.ui.player.Player;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that shows the user's own cluster, or the one of an exhibit that is played. The own one
 * keeps its workbench meanwhile.
 */
final class Window {
  private final Stage stage;
  private final Workbench home;
  private final Player player;
  private Workbench shown;

  Window(Stage stage, Workbench home, Player player) {
    this.stage = stage;
    this.home = home;
    this.player = player;
    shown = home;
    player.handTo(this::show);
    stage.setScene(home.scene());
  }

  /** What it shows now. */
  Workbench shown() {
    return shown;
  }

  private void show(@Nullable Cluster cluster) {
    Workbench before = shown;
    if (before.model().cluster().equals(cluster)) {
      before.rewound();
      return;
    }
    double width = before.scene().getWidth();
    double height = before.scene().getHeight();
    shown = cluster == null ? home : new Workbench(cluster, before.dress(), width, height, player);
    before.stop();
    shown.dressAs(before);
    stage.setScene(shown.scene());
    shown.start();
  }

  /** Ends following, and the exhibit. */
  void stop() {
    shown.stop();
    player.close();
  }
}
