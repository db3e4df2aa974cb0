package glasshouse.ui.lab;

import glasshouse.engine.CacheLab;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.Choice;
import glasshouse.engine.view.LabView.LogLine;
import glasshouse.ui.control.WholeLines;
import glasshouse.ui.model.Format;
import glasshouse.ui.panel.Panel;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** What happened, the newest at the end; before anything did, what can be asked. */
final class LogPanel implements Panel {
  private static final double LINE = 18;

  private final LabModel model;
  private final ListView<String> list = new ListView<>();
  private final WholeLines lines = new WholeLines(list);
  private final Label first = new Label();

  LogPanel(LabModel model) {
    this.model = model;
    list.setId("lab-log");
    list.getStyleClass().add("lines");
    list.setFixedCellSize(LINE);
    list.setMinHeight(0);
    first.setWrapText(true);
    list.setPlaceholder(first);
    list.setCellFactory(_ -> new Line());
  }

  @Override
  public Node content() {
    return lines;
  }

  @Override
  public void refresh() {
    LabView view = model.view();
    List<String> now = view.log().stream().map(LogPanel::words).toList();
    if (now.isEmpty()) {
      String words = first(view);
      if (!words.equals(first.getText())) {
        first.setText(words);
      }
    }
    if (!now.equals(list.getItems())) {
      list.getItems().setAll(now);
      list.scrollTo(Math.max(0, now.size() - 1));
    }
  }

  /** What the program shows and what can be asked of it, for who has never seen it. */
  private static String first(LabView view) {
    StringBuilder words = new StringBuilder();
    for (Choice choice : CacheLab.catalogue()) {
      if (choice.word().equals(view.lab())) {
        words.append(choice.about()).append('\n');
      }
    }
    words.append("\nNothing has happened yet. What can be asked:");
    for (Choice choice : view.requests()) {
      words.append('\n').append(choice.word()).append("    ").append(choice.about());
    }
    return words.toString();
  }

  private static String words(LogLine line) {
    return Format.span(line.millis())
        + "   "
        + (line.who().isEmpty() ? "lab" : line.who())
        + "   "
        + line.text();
  }

  @Override
  public String twin() {
    return list.getItems().isEmpty()
        ? first.getText()
        : list.getItems().stream().collect(Collectors.joining("\n"));
  }

  /** A line that never asks for more width than there is; the whole of it is in the tooltip. */
  private static final class Line extends ListCell<String> {
    private final Tooltip whole = new Tooltip();

    Line() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable String words, boolean empty) {
      super.updateItem(words, empty);
      setText(empty ? null : words);
      whole.setText(words);
      setTooltip(empty ? null : whole);
    }
  }

  @Override
  public void focus() {
    list.requestFocus();
  }
}
