package glasshouse.ui;

import glasshouse.ui.control.Buttons;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Note;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What came of the last action, for a while, under the toolbar; it takes neither focus nor time.
 */
final class NoteBox extends HBox {
  private static final long SECOND = 1_000_000_000L;

  private final FontIcon icon = new FontIcon("fth-check");
  private final Label text = new Label();
  private boolean fresh;
  private long until;

  NoteBox(ClusterModel model) {
    setId("note");
    setVisible(false);
    setAlignment(Pos.CENTER_LEFT);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    getStyleClass().add("note");
    text.setWrapText(true);
    text.setMaxWidth(460);
    getChildren().addAll(icon, text, Buttons.icon("fth-x", "Close", () -> setVisible(false)));
    model.note().addListener((_, _, note) -> show(note));
  }

  private void show(Note note) {
    text.setText(note.text());
    icon.setIconLiteral(note.refused() ? "fth-alert-octagon" : "fth-check");
    getStyleClass().removeAll("refused", "done");
    getStyleClass().add(note.refused() ? "refused" : "done");
    setAccessibleText(note.text());
    setVisible(true);
    fresh = true;
  }

  /** Goes away when its time is over. */
  void beat(long now) {
    if (fresh) {
      fresh = false;
      until = now + (getStyleClass().contains("refused") ? 10 : 4) * SECOND;
    } else if (isVisible() && now > until) {
      setVisible(false);
    }
  }
}
