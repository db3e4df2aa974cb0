package glasshouse.ui;

import glasshouse.engine.CacheLab;
import glasshouse.engine.Cluster;
import glasshouse.ui.fx.Face;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.lab.LabBench;
import glasshouse.ui.player.Player;
import java.io.IOException;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that shows the user's own cluster, or that of an exhibit that is played, or a cache lab.
 * The own cluster keeps its workbench meanwhile.
 */
final class Window {
  private final Stage stage;
  private final Workbench home;
  private final Player player;
  private Workbench shown;
  private Face face;
  private @Nullable CacheLab ownLab;

  Window(Stage stage, Workbench home, Player player) {
    this.stage = stage;
    this.home = home;
    this.player = player;
    shown = home;
    face = home;
    home.openLabsWith(this::openLab);
    player.handTo(this::show);
    player.handLabTo(this::showLab);
    stage.setScene(home.scene());
  }

  /** The workbench it shows, or showed last. */
  Workbench shown() {
    return shown;
  }

  /** What it shows now. */
  Face face() {
    return face;
  }

  private void show(@Nullable Cluster cluster) {
    if (cluster != null && face.equals(shown) && shown.model().cluster().equals(cluster)) {
      shown.rewound();
      return;
    }
    Workbench before = shown;
    shown =
        cluster == null ? home : new Workbench(cluster, before.dress(), width(), height(), player);
    shown.openLabsWith(this::openLab);
    shown.dressAs(before);
    face(shown);
  }

  private void openLab() {
    openLab(CacheLab.catalogue().getFirst().word());
  }

  /** Opens a lab aside: its files and threads take a moment. */
  private void openLab(String program) {
    Thread.ofVirtual()
        .name("open-lab")
        .start(
            () -> {
              try {
                CacheLab lab = CacheLab.open(program);
                FxThread.run(() -> showOwn(lab));
              } catch (IOException e) {
                FxThread.run(() -> home.refuse("lab", String.valueOf(e.getMessage())));
              }
            });
  }

  private void showOwn(CacheLab lab) {
    closeOwn();
    ownLab = lab;
    face(new LabBench(lab, shown.dress(), width(), height(), null, this::openLab, this::leaveLab));
  }

  private void showLab(CacheLab lab) {
    closeOwn();
    face(
        new LabBench(
            lab, shown.dress(), width(), height(), player, _ -> {}, () -> player.choose(null)));
  }

  private void leaveLab() {
    closeOwn();
    face(shown);
  }

  private void closeOwn() {
    CacheLab lab = ownLab;
    ownLab = null;
    if (lab != null) {
      Thread.ofVirtual().name("close-lab").start(lab::close);
    }
  }

  private void face(Face next) {
    face.stop();
    face = next;
    stage.setScene(next.scene());
    next.start();
  }

  private double width() {
    return face.scene().getWidth();
  }

  private double height() {
    return face.scene().getHeight();
  }

  /** Ends following, the exhibit, and the lab. */
  void stop() {
    face.stop();
    player.close();
    closeOwn();
  }
}
