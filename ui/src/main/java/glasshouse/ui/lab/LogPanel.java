package glasshouse.ui.lab;

import glasshouse.engine.view.LabView.LogLine;
import glasshouse.ui.control.WholeLines;
import glasshouse.ui.model.Format;
import glasshouse.ui.panel.Panel;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;

/** What happened, the newest at the end. */
final class LogPanel implements Panel {
  private static final double LINE = 18;

  private final LabModel model;
  private final ListView<String> list = new ListView<>();
  private final WholeLines lines = new WholeLines(list);

  LogPanel(LabModel model) {
    this.model = model;
    list.setId("lab-log");
    list.getStyleClass().add("lines");
    list.setFixedCellSize(LINE);
    list.setMinHeight(0);
    list.setPlaceholder(new Label("Nothing has happened yet."));
  }

  @Override
  public Node content() {
    return lines;
  }

  @Override
  public void refresh() {
    List<String> now = model.view().log().stream().map(LogPanel::words).toList();
    if (!now.equals(list.getItems())) {
      list.getItems().setAll(now);
      list.scrollTo(Math.max(0, now.size() - 1));
    }
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
    return list.getItems().stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void focus() {
    list.requestFocus();
  }
}
