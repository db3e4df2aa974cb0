package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.player.Player;
import glasshouse.ui.player.Player.Coming;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * How far a play is that is to take the place of the one that is shown, as soon as that takes a
 * while: in a lab it does, for its threads are real.
 */
final class ComingBox extends HBox {
  private static final long WHILE_MILLIS = 250;

  private final Player player;
  private final Label words = new Label();
  private final ProgressBar progress = new ProgressBar();

  ComingBox(Player player) {
    this.player = player;
    setId("story-coming");
    getStyleClass().add("coming");
    setAlignment(Pos.CENTER_LEFT);
    setMinWidth(0);
    words.setMinWidth(0);
    progress.setMinWidth(40);
    progress.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(progress, Priority.ALWAYS);
    Button stay = new Button("Stay here");
    stay.setId("story-stay");
    stay.getStyleClass().add("small");
    stay.setMinWidth(Region.USE_PREF_SIZE);
    stay.setTooltip(Buttons.hint("Give it up and stay at this step  Esc"));
    stay.setOnAction(_ -> player.stay());
    getChildren().addAll(words, progress, stay);
    setVisible(false);
  }

  /** Shows how far it is; true when there is something to be seen. */
  boolean refresh() {
    Coming coming = player.coming();
    Exhibit exhibit = player.chosen();
    boolean yes = coming != null && exhibit != null && coming.millis() > WHILE_MILLIS;
    setVisible(yes);
    if (coming != null && exhibit != null && yes) {
      words.setText(words(coming, exhibit));
      progress.setProgress(coming.to() == 0 ? -1 : (double) coming.ended() / coming.to());
      setAccessibleText(words.getText());
    }
    return yes;
  }

  private static String words(Coming coming, Exhibit exhibit) {
    String what = exhibit.inLab() ? "A new lab is played to step " : "Played anew to step ";
    return what + coming.to() + ": " + coming.ended() + " done";
  }

  /** What going back means, for a hint. */
  static String consequence(@Nullable Exhibit exhibit) {
    return exhibit != null && exhibit.inLab()
        ? ": a new lab is played as far as that, in real time; this one is closed then"
        : "";
  }
}
