package glasshouse.ui;

import glasshouse.ui.panel.PanelFrame;
import glasshouse.ui.player.Player;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests in which something is played in a window, which opens before each and closes after it. */
abstract class PlayedTest {
  @TempDir Path directory;
  PlayedWindow played;
  Player player;
  Window window;

  /** Opens the window that the tests of a class want. */
  abstract PlayedWindow opened() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    played = opened();
    player = played.player;
    window = played.window;
  }

  @AfterEach
  final void close() {
    played.close();
  }

  /** What a panel shows, in words; of the workbench, where nothing else is said. */
  String twin(String panel) {
    return Fx.get(
        () ->
            window.shown().frames().stream()
                .filter(frame -> frame.row().id().equals(panel))
                .map(PanelFrame::panel)
                .findFirst()
                .orElseThrow()
                .twin());
  }
}
