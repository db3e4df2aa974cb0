package glasshouse.ui.panel;

import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Follow;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.model.Format;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** The newest bytes of a node's stream as commands: offset, database, words, and what failed. */
final class Tape {
  private static final double LINE = 20;

  private final ListView<FrameView> list = new ListView<>();
  private String node = "";
  private boolean paused;

  Tape() {
    list.setId("tape");
    list.getStyleClass().addAll("lines", "tape");
    list.setFixedCellSize(LINE);
    list.heightProperty()
        .addListener(
            (_, _, _) -> {
              if (!paused) {
                // A list does not scroll while it is laid out.
                FxThread.run(this::toEnd);
              }
            });
    list.setCellFactory(_ -> new Cell());
    list.setPlaceholder(new Label("Nothing in the stream yet."));
    list.setMinHeight(0);
  }

  ListView<FrameView> list() {
    return list;
  }

  /** Shows what a node's tape holds now, unless paused. */
  void show(@Nullable NodeView of) {
    String name = of == null ? "" : of.name();
    if (paused && name.equals(node)) {
      return;
    }
    boolean other = !name.equals(node);
    node = name;
    boolean changed = Follow.update(list.getItems(), of == null ? List.of() : of.tape());
    if (changed || other) {
      toEnd();
    }
  }

  /** The last line at the bottom: with it on top, most of the list would be empty. */
  private void toEnd() {
    int fit = (int) (list.getHeight() / LINE);
    if (fit > 0 && !list.getItems().isEmpty()) {
      // Until its lines are counted, every place is beyond the end, and stays so when all fit.
      list.layout();
      list.scrollTo(Math.max(0, list.getItems().size() - fit));
    }
  }

  void pause(boolean on) {
    paused = on;
  }

  /** The tape in words. */
  String twin() {
    StringBuilder text = new StringBuilder();
    for (FrameView frame : list.getItems()) {
      text.append(words(frame)).append('\n');
    }
    return text.toString();
  }

  private static String words(FrameView frame) {
    return Format.count(frame.offset())
        + " [db "
        + Format.db(frame.db())
        + "] "
        + frame.text()
        + (frame.error().isEmpty() ? "" : " failed: " + frame.error());
  }

  private static final class Cell extends ListCell<FrameView> {
    private final Label offset = new Label();
    private final Label db = new Label();
    private final Label text = new Label();
    private final Label error = new Label();
    private final HBox row = new HBox(offset, db, text, error);

    Cell() {
      offset.getStyleClass().addAll("number", "faint", "right");
      offset.setMinWidth(92);
      offset.setPrefWidth(92);
      db.getStyleClass().addAll("number", "tape-db");
      db.setMinWidth(44);
      db.setPrefWidth(44);
      text.getStyleClass().add("number");
      text.setMinWidth(0);
      error.getStyleClass().addAll("number", "bad");
      error.setMinWidth(0);
      HBox.setHgrow(error, Priority.ALWAYS);
      row.getStyleClass().add("tape-line");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable FrameView frame, boolean empty) {
      super.updateItem(frame, empty);
      if (empty || frame == null) {
        setGraphic(null);
        setAccessibleText("");
        return;
      }
      offset.setText(Format.count(frame.offset()));
      db.setText("db " + Format.db(frame.db()));
      text.setText(frame.text());
      boolean failed = !frame.error().isEmpty();
      error.setText(failed ? "✕ " + frame.error() : "");
      text.setMaxWidth(failed ? 330 : Double.MAX_VALUE);
      setAccessibleText(words(frame));
      setGraphic(row);
    }
  }
}
