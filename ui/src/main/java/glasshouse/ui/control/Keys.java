package glasshouse.ui.control;

import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys of a window. */
public final class Keys {
  private Keys() {}

  /**
   * Lets a key run something, unless it is taken already. A key that also types or presses acts
   * only when nothing else takes it.
   *
   * @param keys as {@link KeyCombination#valueOf} reads them
   */
  public static void bind(Scene scene, String keys, Runnable run) {
    KeyCombination key = KeyCombination.valueOf(keys);
    if (!bare(key)) {
      scene.getAccelerators().putIfAbsent(key, run);
      return;
    }
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (key.match(event) && !(scene.getFocusOwner() instanceof TextInputControl)) {
            event.consume();
            run.run();
          }
        });
  }

  private static boolean bare(KeyCombination key) {
    return Stream.of(KeyCode.SPACE, KeyCode.PERIOD, KeyCode.COMMA)
        .anyMatch(code -> key.match(press(code)));
  }

  private static KeyEvent press(KeyCode code) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
  }
}
