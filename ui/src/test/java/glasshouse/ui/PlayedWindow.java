package glasshouse.ui;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Tour;
import glasshouse.engine.exhibit.TourReader;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.fx.Png;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.awaitility.Awaitility;

/** A window with one exhibit in its hall, and a hand that presses buttons. */
final class PlayedWindow implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "pictures");

  final Player player;
  final Window window;

  private PlayedWindow(Player player, Window window) {
    this.player = player;
    this.window = window;
  }

  /**
   * Opens it with an exhibit of the resources; live nodes have their files in {@code directory}.
   */
  static PlayedWindow open(String exhibit, Path directory, Manner manner) throws ExhibitFault {
    return open(List.of(read(exhibit)), List.of(), directory, manner);
  }

  /** Opens it with all exhibits and tours of the resources. */
  static PlayedWindow open(Path directory, Manner manner) throws ExhibitFault {
    List<Exhibit> exhibits = new ArrayList<>();
    for (Resource file : Resources.exhibits()) {
      exhibits.add(ExhibitReader.read(file.name(), file.text()));
    }
    List<Tour> tours = new ArrayList<>();
    for (Resource file : Resources.tours()) {
      tours.add(TourReader.read(file.name(), file.text(), exhibits));
    }
    return open(exhibits, tours, directory, manner);
  }

  private static PlayedWindow open(
      List<Exhibit> exhibits, List<Tour> tours, Path directory, Manner manner) {
    Player player = new Player(exhibits, tours, new LiveStage(directory), manner);
    CompletableFuture<Window> opened = new CompletableFuture<>();
    Runnable open =
        () -> {
          Stage stage = new Stage();
          Workbench home = new Workbench(Situations.inSync(), Theme.LIGHT, 1440, 900, player);
          opened.complete(new Window(stage, home, player));
          stage.show();
          home.start();
        };
    Shot.headless();
    if (!WindowApp.startToolkit(open)) {
      FxThread.run(open);
    }
    return new PlayedWindow(player, opened.orTimeout(30, TimeUnit.SECONDS).join());
  }

  private static Exhibit read(String exhibit) throws ExhibitFault {
    Resource file =
        Resources.exhibits().stream()
            .filter(resource -> resource.name().equals(exhibit + ".yaml"))
            .findFirst()
            .orElseThrow();
    return ExhibitReader.read(file.name(), file.text());
  }

  static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Fx.<Boolean>get(condition::getAsBoolean));
  }

  /** Presses a button as soon as it can be pressed. */
  void fire(String selector) {
    until(
        () ->
            window.face().scene().lookup(selector) instanceof ButtonBase button
                && !button.isDisabled());
    Fx.run(
        () -> {
          if (window.face().scene().lookup(selector) instanceof ButtonBase button) {
            button.fire();
          }
        });
  }

  /** Presses a key, on the JavaFX thread. */
  void press(KeyCode code) {
    Scene scene = window.face().scene();
    Event.fireEvent(
        scene.getRoot(),
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  /** Changes the window's size, and waits until what it shows has that size. */
  void size(double width, double height) {
    Fx.run(
        () -> {
          window.face().scene().getWindow().setWidth(width);
          window.face().scene().getWindow().setHeight(height);
        });
    until(
        () ->
            window.face().scene().getWidth() == width
                && window.face().scene().getHeight() == height);
  }

  /** Brings what is shown up to date. */
  void refresh() {
    window.face().refreshNow();
  }

  /** Saves a picture of what is shown. */
  void picture(String name) throws IOException {
    Files.createDirectories(FOLDER);
    // What folds when the width changes takes its place with the layout after that.
    Fx.run(this::refresh);
    Fx.run(this::refresh);
    Files.write(
        FOLDER.resolve(name + ".png"), Fx.get(() -> Png.of(window.face().scene().snapshot(null))));
  }

  @Override
  public void close() {
    Fx.run(
        () -> {
          window.stop();
          window.face().scene().getWindow().hide();
        });
  }
}
