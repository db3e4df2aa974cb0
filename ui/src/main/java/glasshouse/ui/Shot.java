package glasshouse.ui;

import glasshouse.engine.Cluster;
import glasshouse.engine.view.ClusterView;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.fx.Png;
import glasshouse.ui.fx.Pulse;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * A picture of the window, taken without a display.
 *
 * @param width size of the picture in pixels
 * @param height size of the picture in pixels
 * @param theme light or dark
 * @param pulses how many pulses the window lives before, at sixty a second
 * @param when what the cluster must have come to besides
 * @param patience seconds after which the picture is taken all the same
 */
public record Shot(
    int width, int height, Theme theme, int pulses, Predicate<ClusterView> when, int patience) {

  /** A picture of the usual size as soon as the window has settled. */
  public static Shot usual() {
    return new Shot(1440, 900, Theme.LIGHT, 90, _ -> true, 20);
  }

  /** Makes JavaFX draw without a display; to be called before anything else of JavaFX. */
  public static void headless() {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
  }

  /**
   * Takes the picture of a cluster's window and writes it as PNG; starts JavaFX when it does not
   * run yet. Not to be called on the JavaFX thread.
   *
   * @throws IOException when the file cannot be written, or no picture came
   */
  public void take(Cluster cluster, Path file) throws IOException {
    take(cluster, Player.without(), _ -> {}, _ -> when.test(cluster.view()), file);
  }

  /**
   * The same with exhibits.
   *
   * @param first what is done with the player as soon as the window stands
   * @param there when what is to be seen is there
   */
  public void take(
      Cluster cluster, Player player, Consumer<Player> first, Predicate<Player> there, Path file)
      throws IOException {
    CompletableFuture<byte[]> picture = new CompletableFuture<>();
    Runnable begin = () -> begin(cluster, player, first, there, picture);
    if (!WindowApp.startToolkit(begin)) {
      FxThread.run(begin);
    }
    try {
      Files.write(file, picture.get(patience + 60L, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no picture of the window came", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the picture was taken", e);
    }
  }

  private void begin(
      Cluster cluster,
      Player player,
      Consumer<Player> first,
      Predicate<Player> there,
      CompletableFuture<byte[]> picture) {
    try {
      Workbench bench = new Workbench(cluster, theme, width, height, player);
      Stage stage = new Stage();
      Window window = new Window(stage, bench, player);
      stage.setWidth(width);
      stage.setHeight(height);
      stage.show();
      bench.start();
      first.accept(player);
      // The workbench's own pulse ends when another takes its place.
      Pulse pulse = new Pulse();
      int[] seen = {0};
      pulse.add(
          60,
          _ -> {
            boolean ready = ++seen[0] >= pulses && there.test(player);
            if (ready || seen[0] > patience * 60) {
              pulse.stop();
              finish(window, stage, picture);
            }
          });
      pulse.start();
    } catch (RuntimeException e) {
      picture.completeExceptionally(e);
    }
  }

  private static void finish(Window window, Stage stage, CompletableFuture<byte[]> picture) {
    try {
      window.face().refreshNow();
      // What folds takes its place with the layout after that.
      window.face().refreshNow();
      picture.complete(Png.of(window.face().scene().snapshot(null)));
    } catch (RuntimeException e) {
      picture.completeExceptionally(e);
    }
    window.stop();
    stage.close();
  }

  /** Ends JavaFX; nothing can be drawn in this process afterwards. */
  public static void end() {
    Platform.exit();
  }
}
