package glasshouse.ui.lab;

import glasshouse.engine.view.LabView;
import glasshouse.ui.control.Bar;
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
final class LabVerdict extends Bar {
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

  /** How bad it is, in a word; the worst first. */
  private enum Grade {
    DEADLOCK("Deadlock", Tone.ALARM, "fth-alert-triangle"),
    LOST("Lock lost", Tone.ALARM, "fth-alert-triangle"),
    RISK("Could hang", Tone.CAUTION, "fth-alert-circle"),
    WAITING("Waiting", Tone.CAUTION, "fth-alert-circle"),
    CALM("No deadlock", Tone.IN_SYNC, "fth-check-circle");

    private final String word;
    private final Tone tone;
    private final String sign;

    Grade(String word, Tone tone, String sign) {
      this.word = word;
      this.tone = tone;
      this.sign = sign;
    }
  }

  void refresh() {
    LabView view = model.view();
    Grade grade = grade(view);
    String style = "tone-" + grade.tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!getStyleClass().contains(style)) {
      getStyleClass().removeIf(name -> name.startsWith("tone-"));
      getStyleClass().add(style);
      icon.setIconLiteral(grade.sign);
    }
    set(headline, grade.word);
    set(sentence, sentence(grade, view));
    set(
        stock,
        "The JVM's own deadlock finder says: "
            + (view.stock().isEmpty() ? "no deadlock" : String.join(", ", view.stock())));
    setAccessibleText(twin());
  }

  private static Grade grade(LabView view) {
    if (!view.circle().isEmpty()) {
      return Grade.DEADLOCK;
    }
    if (!view.lost().isEmpty()) {
      return Grade.LOST;
    }
    if (!view.warnings().isEmpty()) {
      return Grade.RISK;
    }
    return view.waiters().isEmpty() ? Grade.CALM : Grade.WAITING;
  }

  private static String sentence(Grade grade, LabView view) {
    return switch (grade) {
      case DEADLOCK -> view.sentence();
      case LOST -> String.join("; ", view.lost());
      case RISK -> String.join("; ", view.warnings());
      case WAITING ->
          Format.many(view.waiters().size(), "thread")
              + " in line for a lock; each can still get it.";
      case CALM -> "No thread waits for a lock.";
    };
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
