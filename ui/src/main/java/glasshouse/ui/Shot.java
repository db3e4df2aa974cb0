package glasshouse.ui;

import glasshouse.engine.Cluster;
import glasshouse.engine.view.ClusterView;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.fx.Png;
import glasshouse.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    CompletableFuture<byte[]> picture = new CompletableFuture<>();
    Runnable begin = () -> begin(cluster, picture);
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

  private void begin(Cluster cluster, CompletableFuture<byte[]> picture) {
    try {
      Workbench bench = new Workbench(cluster, theme, width, height);
      Stage stage = new Stage();
      stage.setScene(bench.scene());
      stage.setWidth(width);
      stage.setHeight(height);
      stage.show();
      bench.start();
      wait(cluster, bench, stage, picture);
    } catch (RuntimeException e) {
      picture.completeExceptionally(e);
    }
  }

  private void wait(
      Cluster cluster, Workbench bench, Stage stage, CompletableFuture<byte[]> picture) {
    int[] seen = {0};
    bench
        .pulse()
        .add(
            60,
            _ -> {
              boolean ready = ++seen[0] >= pulses && when.test(cluster.view());
              if (!picture.isDone() && (ready || seen[0] > patience * 60)) {
                finish(bench, stage, picture);
              }
            });
  }

  private static void finish(Workbench bench, Stage stage, CompletableFuture<byte[]> picture) {
    try {
      bench.refreshNow();
      picture.complete(Png.of(bench.scene().snapshot(null)));
    } catch (RuntimeException e) {
      picture.completeExceptionally(e);
    }
    bench.stop();
    stage.close();
  }

  /** Ends JavaFX; nothing can be drawn in this process afterwards. */
  public static void end() {
    Platform.exit();
  }
}
