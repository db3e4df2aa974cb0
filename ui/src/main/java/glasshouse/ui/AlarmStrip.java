package glasshouse.ui;

import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.model.Alarm;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Verdict;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The line at the top that says what is wrong and where; each part of it leads there. */
final class AlarmStrip extends Bar {
  private static final int MOST = 12;

  private final ClusterModel model;
  private final FontIcon icon = new FontIcon("fth-circle");
  private final Label headline = new Label();
  private final HBox chips = new HBox();
  private final Label detail = new Label();
  private Verdict.Tone tone = Verdict.Tone.EMPTY;

  AlarmStrip(ClusterModel model) {
    this.model = model;
    setId("alarms");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("alarm-strip");
    headline.getStyleClass().add("alarm-headline");
    headline.setMinWidth(Region.USE_PREF_SIZE);
    chips.getStyleClass().add("alarm-chips");
    chips.setAlignment(Pos.CENTER_LEFT);
    chips.setMinWidth(Region.USE_PREF_SIZE);
    detail.getStyleClass().add("alarm-detail");
    detail.setMinWidth(0);
    HBox.setHgrow(detail, Priority.ALWAYS);
    getChildren().addAll(icon, headline, chips, detail);
    model.verdict().addListener((_, _, verdict) -> show(verdict));
    widthProperty().addListener((_, _, _) -> show(model.verdict().get()));
    show(model.verdict().get());
  }

  private void show(Verdict verdict) {
    tone = verdict.tone();
    String style = "tone-" + tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (!getStyleClass().contains(style)) {
      getStyleClass().removeIf(name -> name.startsWith("tone-"));
      getStyleClass().add(style);
      icon.setIconLiteral(sign(tone));
    }
    set(headline, verdict.text());
    List<Alarm> alarms = verdict.alarms();
    int fit = fitting(alarms);
    for (int i = 0; i < fit; i++) {
      if (i == chips.getChildren().size()) {
        chips.getChildren().add(new Button());
      }
      fill((Button) chips.getChildren().get(i), alarms.get(i));
    }
    if (chips.getChildren().size() > fit) {
      chips.getChildren().remove(fit, chips.getChildren().size());
    }
    String rest = alarms.size() > fit ? "+" + (alarms.size() - fit) + "   " : "";
    set(detail, alarms.isEmpty() ? "" : rest + alarms.getFirst().text());
    setAccessibleText(verdict.text());
  }

  /** How many chips find room, leaving some for the detail of the worst. */
  private int fitting(List<Alarm> alarms) {
    double room = getWidth() * 0.72 - 190;
    int fit = 0;
    for (Alarm alarm : alarms) {
      room -= 7.2 * words(alarm).length() + 44;
      if (room < 0 || fit == MOST) {
        break;
      }
      fit++;
    }
    return alarms.isEmpty() ? 0 : Math.max(1, fit);
  }

  private void fill(Button chip, Alarm alarm) {
    boolean bad = alarm.kind().level() == Alarm.Level.ALARM;
    if (!words(alarm).equals(chip.getText()) || chip.getGraphic() == null) {
      chip.setText(words(alarm));
      chip.setGraphic(new FontIcon(bad ? "fth-alert-triangle" : "fth-alert-circle"));
      chip.getStyleClass().setAll("button", "alarm-chip", bad ? "bad" : "careful");
      chip.setMinWidth(Region.USE_PREF_SIZE);
      chip.setOnAction(_ -> model.select(alarm.place()));
    }
    Tooltip hint = chip.getTooltip();
    if (hint == null) {
      chip.setTooltip(Buttons.hint(alarm.text()));
    } else {
      hint.setText(alarm.text());
    }
    chip.setAccessibleText(alarm.line());
  }

  private static String words(Alarm alarm) {
    return Format.shortenName(alarm.place().node(), 16) + " " + alarm.kind().word();
  }

  private static void set(Label label, String text) {
    if (!text.equals(label.getText())) {
      label.setText(text);
    }
  }

  private static String sign(Verdict.Tone tone) {
    return switch (tone) {
      case EMPTY -> "fth-circle";
      case IN_SYNC -> "fth-check-circle";
      case STREAMING -> "fth-chevrons-right";
      case CAUTION -> "fth-alert-circle";
      case ALARM -> "fth-alert-triangle";
    };
  }

  /** The chips, the worst first. */
  List<Node> chips() {
    return chips.getChildren();
  }
}
