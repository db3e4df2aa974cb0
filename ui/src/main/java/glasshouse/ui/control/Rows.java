package glasshouse.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A few rows of text in columns, told anew at each refresh: {@link #begin}, rows, {@link #end}.
 * Only what differs from the last time is touched, so that a refresh without news costs next to
 * nothing.
 */
public final class Rows {
  /**
   * A column.
   *
   * @param title its heading, empty for none
   * @param width in pixels, 0 to take what the others leave
   * @param right true for numbers
   * @param mono true for ids and numbers
   */
  public record Column(String title, double width, boolean right, boolean mono) {
    /** A column of words. */
    public static Column words(String title, double width) {
      return new Column(title, width, false, false);
    }

    /** A column of numbers. */
    public static Column numbers(String title, double width) {
      return new Column(title, width, true, true);
    }

    /** A column of ids. */
    public static Column ids(String title, double width) {
      return new Column(title, width, false, true);
    }
  }

  /** How a row is meant. */
  public enum Tone {
    /** As any other. */
    PLAIN("plain"),
    /** What the window is about now. */
    CHOSEN("chosen"),
    /** Looks into what follows. */
    HEADING("heading"),
    /** Says that there is nothing. */
    FAINT("faint"),
    /** Stands still or is on its way. */
    CAREFUL("careful"),
    /** Wrong. */
    BAD("bad");

    private final String style;

    Tone(String style) {
      this.style = style;
    }
  }

  private static final double SHORTEST = 40;

  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();
  private final VBox box = new VBox();
  private final ScrollPane scroll = new ScrollPane(box);
  private final Tooltip whole = new Tooltip();
  private int next;
  private int at = -1;

  /** Rows under the given columns; a line of headings when one of them has a title. */
  public Rows(List<Column> columns) {
    this.columns = columns;
    box.getStyleClass().add("rows");
    box.setFillWidth(true);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("rows-scroll");
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(true);
    scroll.setAccessibleRole(AccessibleRole.LIST_VIEW);
    scroll.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      Row head = new Row();
      head.fill(columns.stream().map(Column::title).toArray(String[]::new), Tone.FAINT, null);
      head.box.getStyleClass().add("rows-head");
      box.getChildren().add(head.box);
    }
  }

  /** What is put into the window. */
  public Node node() {
    return scroll;
  }

  /** Begins to tell the rows anew. */
  public void begin() {
    next = 0;
  }

  /** The next row without a way to follow. */
  public void row(Tone tone, String... cells) {
    row(tone, null, cells);
  }

  /** The next row; a click or Enter on it runs {@code follow}. */
  public void row(Tone tone, @Nullable Runnable follow, String... cells) {
    if (next == rows.size()) {
      Row row = new Row();
      rows.add(row);
      box.getChildren().add(row.box);
    }
    rows.get(next).fill(cells, tone, follow);
    next++;
  }

  /** Ends telling: rows of the last time that were not told again go away. */
  public void end() {
    while (rows.size() > next) {
      Row last = rows.removeLast();
      box.getChildren().remove(last.box);
    }
    scroll.setAccessibleText(text());
  }

  /** The rows as lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(row.text()).append('\n');
    }
    return text.toString();
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case UP -> mark(at - 1);
      case DOWN -> mark(at + 1);
      case ENTER -> {
        if (at >= 0 && at < rows.size()) {
          rows.get(at).follow();
        }
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void mark(int index) {
    if (rows.isEmpty()) {
      return;
    }
    at = Math.clamp(index, 0, rows.size() - 1);
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).box.pseudoClassStateChanged(PseudoClass.getPseudoClass("at"), i == at);
    }
    Node node = rows.get(at).box;
    double hidden = box.getHeight() - scroll.getViewportBounds().getHeight();
    if (hidden > 0) {
      scroll.setVvalue(Math.clamp(node.getBoundsInParent().getMinY() / box.getHeight(), 0, 1));
    }
  }

  private final class Row {
    private final HBox box = new HBox();
    private final List<Label> labels = new ArrayList<>();
    private @Nullable Tone tone;
    private @Nullable Runnable follow;

    Row() {
      box.getStyleClass().add("row");
      for (Column column : columns) {
        Label label = new Label();
        label.getStyleClass().add(column.mono() ? "number" : "word");
        if (column.right()) {
          label.getStyleClass().add("right");
        }
        if (column.width() > 0) {
          // Numbers that are cut are other numbers.
          label.setMinWidth(column.right() ? column.width() : 0);
          label.setPrefWidth(column.width());
          label.setMaxWidth(column.width());
        } else {
          label.setMinWidth(0);
          label.setPrefWidth(10);
          label.setMaxWidth(Double.MAX_VALUE);
          HBox.setHgrow(label, Priority.ALWAYS);
          // An ellipsis alone says nothing.
          label
              .opacityProperty()
              .bind(Bindings.when(label.widthProperty().lessThan(SHORTEST)).then(0).otherwise(1));
        }
        if (labels.isEmpty()) {
          // Names stand there, and long ones often differ at their ends.
          label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }
        labels.add(label);
        box.getChildren().add(label);
      }
      box.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> follow());
      box.addEventHandler(MouseEvent.MOUSE_ENTERED, _ -> tellWhatIsCut());
    }

    private void tellWhatIsCut() {
      if (labels.stream().anyMatch(Labeled::isTextTruncated)) {
        whole.setText(text());
        Tooltip.install(box, whole);
      } else {
        Tooltip.uninstall(box, whole);
      }
    }

    void fill(String[] cells, Tone tone, @Nullable Runnable follow) {
      if (this.tone != tone) {
        this.tone = tone;
        box.getStyleClass().setAll("row", tone.style);
      }
      boolean leads = follow != null;
      if (leads != (this.follow != null)) {
        box.pseudoClassStateChanged(PseudoClass.getPseudoClass("leads"), leads);
      }
      this.follow = follow;
      for (int i = 0; i < labels.size(); i++) {
        String cell = i < cells.length ? cells[i] : "";
        Label label = labels.get(i);
        if (!cell.equals(label.getText())) {
          label.setText(cell);
        }
      }
      boolean wide = cells.length == 1 && tone != Tone.PLAIN;
      for (int i = 1; i < labels.size(); i++) {
        labels.get(i).setManaged(!wide);
        labels.get(i).setVisible(!wide);
      }
      labels.getFirst().setMaxWidth(wide ? Double.MAX_VALUE : limit(columns.getFirst()));
      labels.getFirst().setPrefWidth(wide ? 2_000 : Math.max(10, columns.getFirst().width()));
    }

    void follow() {
      if (follow != null) {
        follow.run();
      }
    }

    String text() {
      StringBuilder text = new StringBuilder();
      for (Label label : labels) {
        if (!label.getText().isEmpty()) {
          text.append(text.isEmpty() ? "" : "  ").append(label.getText());
        }
      }
      return text.toString();
    }
  }

  private static double limit(Column column) {
    return column.width() > 0 ? column.width() : Double.MAX_VALUE;
  }
}
