package glasshouse.ui;

import glasshouse.engine.Cluster;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The window as a program: opens it on a cluster and returns when it is closed. */
public final class WindowApp {
  private static final double WIDTH = 1440;
  private static final double HEIGHT = 900;
  private static final double LEAST_WIDTH = 900;
  private static final double LEAST_HEIGHT = 620;

  /** Held, so that its level stays. */
  private static final Logger TOOLKIT = Logger.getLogger("javafx");

  private WindowApp() {}

  /**
   * Shows a cluster in a window and waits until the user closes it. The cluster itself stays open;
   * the ones of exhibits that were played are closed.
   *
   * @param first what is done with the player as soon as the window stands
   * @throws IllegalStateException when there is no display
   */
  public static void show(Cluster cluster, Player player, Consumer<Player> first)
      throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    Runnable open =
        () -> {
          open(cluster, player, closed);
          first.accept(player);
        };
    if (!startToolkit(open)) {
      FxThread.run(open);
    }
    closed.await();
  }

  /**
   * Starts JavaFX and runs {@code first} on its thread; false when it runs already, {@code first}
   * was not run then.
   */
  static boolean startToolkit(Runnable first) {
    // It warns at each start that it was found on the class path, where we put it on purpose.
    TOOLKIT.setLevel(Level.SEVERE);
    try {
      Platform.startup(first);
      Platform.setImplicitExit(false);
      return true;
    } catch (IllegalStateException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IllegalStateException("there is no display to open a window on", e);
    }
  }

  private static void open(Cluster cluster, Player player, CountDownLatch closed) {
    boolean dark = Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Workbench bench =
        new Workbench(
            cluster,
            dark ? Theme.DARK : Theme.LIGHT,
            Math.min(WIDTH, screen.getWidth()),
            Math.min(HEIGHT, screen.getHeight()),
            player);
    bench.setStill(Platform.getPreferences().isReducedMotion());
    Stage stage = new Stage();
    stage.setTitle("Glasshouse");
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    // The frame counts too: on a screen of just this size its title would stand above the edge.
    stage.setWidth(Math.min(WIDTH, screen.getWidth()));
    stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
    Window window = new Window(stage, bench, player);
    stage.setOnHidden(
        _ -> {
          window.stop();
          closed.countDown();
        });
    stage.show();
    bench.start();
  }
}
