package glasshouse.ui.control;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small buttons with an icon, a word for readers, and a hint. */
public final class Buttons {
  private static final Duration HINT_AFTER = Duration.millis(350);

  private Buttons() {}

  /** An icon alone that does something. */
  public static Button icon(String icon, String hint, Runnable run) {
    Button button = new Button("", new FontIcon(icon));
    dress(button, hint);
    button.setOnAction(_ -> run.run());
    return button;
  }

  /** An icon alone that stays pressed. */
  public static ToggleButton toggle(String icon, String hint) {
    ToggleButton button = new ToggleButton("", new FontIcon(icon));
    dress(button, hint);
    return button;
  }

  /** Gives anything a hint that comes soon. */
  public static Tooltip hint(String text) {
    Tooltip tooltip = new Tooltip(text);
    tooltip.setShowDelay(HINT_AFTER);
    return tooltip;
  }

  private static void dress(ButtonBase button, String hint) {
    button.getStyleClass().addAll("flat", "tool");
    button.setTooltip(hint(hint));
    button.setAccessibleText(hint);
  }
}
