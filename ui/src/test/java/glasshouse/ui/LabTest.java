package glasshouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Step;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.fx.Png;
import glasshouse.ui.lab.LabBench;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache lab in the window, with real threads on a real file; pictures lie in target/pictures. */
class LabTest {
  private static final Path FOLDER = Path.of("target", "pictures");
  private static final Resource FILE =
      Resources.exhibits().stream()
          .filter(file -> file.name().equals("account-cache-overnight.yaml"))
          .findFirst()
          .orElseThrow();

  @TempDir Path directory;
  private Player player;
  private Window window;

  @BeforeEach
  void open() throws ExhibitFault {
    player =
        new Player(
            List.of(ExhibitReader.read(FILE.name(), FILE.text())),
            new LiveStage(directory),
            new Manner(false, 0, 0));
    Player mine = player;
    CompletableFuture<Window> opened = new CompletableFuture<>();
    Runnable open =
        () -> {
          Stage stage = new Stage();
          Workbench home = new Workbench(Situations.inSync(), Theme.LIGHT, 1440, 900, mine);
          opened.complete(new Window(stage, home, mine));
          stage.show();
          home.start();
        };
    Shot.headless();
    if (!WindowApp.startToolkit(open)) {
      FxThread.run(open);
    }
    window = opened.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void close() {
    Fx.run(
        () -> {
          window.stop();
          window.face().scene().getWindow().hide();
        });
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Fx.<Boolean>get(condition::getAsBoolean));
  }

  private LabBench bench() {
    return (LabBench) Fx.<Object>get(window::face);
  }

  private String twin(String id) {
    return Fx.get(() -> bench().twin(id));
  }

  private void fire(String selector) {
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

  private void picture(String name) throws IOException {
    Files.createDirectories(FOLDER);
    for (int i = 0; i < 2; i++) {
      Fx.run(() -> bench().refreshNow());
    }
    Files.write(
        FOLDER.resolve("lab-" + name + ".png"),
        Fx.get(() -> Png.of(window.face().scene().snapshot(null))));
  }

  @Test
  void aThreadHangsIsSeenAndHelpedOut() throws IOException {
    Fx.run(() -> window.shown().lab());
    until(() -> window.face() instanceof LabBench);
    picture("begin");
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
    picture("stuck");
    Fx.run(
        () -> {
          window.face().scene().getWindow().setWidth(1024);
          window.face().scene().getWindow().setHeight(700);
        });
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
