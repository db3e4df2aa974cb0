package glasshouse.ui.lab;

import glasshouse.engine.view.LabView;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Verdict.Tone;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is wrong, in a sentence, and beside it what the JVM's own deadlock finder says. */
final class LabVerdict extends HBox {
  private final LabModel model;
  private final FontIcon icon = new FontIcon("fth-circle");
  private final Label headline = new Label();
  private final Label sentence = new Label();
  private final Label stock = new Label();

  LabVerdict(LabModel model) {
    this.model = model;
    setId("lab-verdict");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().addAll("alarm-strip", "lab-verdict");
    headline.getStyleClass().add("alarm-headline");
    headline.setMinWidth(Region.USE_PREF_SIZE);
    sentence.setWrapText(true);
    sentence.setMinWidth(0);
    stock.getStyleClass().add("alarm-detail");
    VBox said = new VBox(sentence, stock);
    said.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(said, Priority.ALWAYS);
    getChildren().addAll(icon, headline, said);
  }

  void refresh() {
    LabView view = model.view();
    boolean stuck = !view.cycle().isEmpty();
    int waits = view.waiters().size();
    Tone tone = stuck ? Tone.ALARM : waits > 0 ? Tone.CAUTION : Tone.IN_SYNC;
    String style = "tone-" + tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!getStyleClass().contains(style)) {
      getStyleClass().removeIf(name -> name.startsWith("tone-"));
      getStyleClass().add(style);
      icon.setIconLiteral(
          stuck ? "fth-alert-triangle" : waits > 0 ? "fth-alert-circle" : "fth-check-circle");
    }
    set(headline, stuck ? "Deadlock" : waits > 0 ? "Waiting" : "No deadlock");
    set(sentence, stuck ? view.sentence() : calm(waits));
    set(
        stock,
        "The JVM's own deadlock finder says: "
            + (view.stock().isEmpty() ? "no deadlock" : String.join(", ", view.stock())));
    setAccessibleText(twin());
  }

  private static String calm(int waits) {
    return waits == 0
        ? "No thread waits for a lock."
        : Format.many(waits, "thread") + " in line for a lock; each can still get it.";
  }

  String twin() {
    return headline.getText() + ": " + sentence.getText() + "\n" + stock.getText();
  }

  private static void set(Label label, String text) {
    if (!text.equals(label.getText())) {
      label.setText(text);
    }
  }
}
