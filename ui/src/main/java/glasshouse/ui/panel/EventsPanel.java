package glasshouse.ui.panel;

import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.WholeLines;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableDoubleValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What happened, newest last; filtered, paused, bounded, with a count of what was missed. */
final class EventsPanel implements Panel {
  private static final double LINE = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** Pixels a list must have to show the time of each event. */
  private static final double TIMED = 300;

  private static final double LEAST_NAMES = 24;
  private static final double MOST_NAMES = 64;
  private static final double LETTER = 8;

  private final ClusterModel model;
  private final EventFilter filter;
  private final ListView<EngineEvent> list;
  private final WholeLines frame;
  private final ToggleButton pause = Buttons.toggle("fth-pause", "Hold the list");

  /** Pixels for the names of nodes. */
  private final DoubleProperty names = new SimpleDoubleProperty(LEAST_NAMES);

  private boolean follow = true;
  private boolean moved;

  EventsPanel(Desk desk) {
    this.model = desk.model();
    this.filter = new EventFilter(model);
    this.list = new ListView<>(model.events().shown());
    frame = new WholeLines(list);
    list.setId("events");
    list.getStyleClass().add("lines");
    list.setFixedCellSize(LINE);
    list.setCellFactory(_ -> new Cell(list.widthProperty(), names));
    list.setPlaceholder(new Label("Nothing happened, or nothing that passes the filter."));
    list.getSelectionModel().selectedItemProperty().addListener((_, _, event) -> choose(event));
    list.focusedProperty().addListener((_, _, focused) -> follow = !focused);
    model
        .events()
        .shown()
        .addListener((ListChangeListener.Change<? extends EngineEvent> _) -> moved = true);
    pause.setId("events-pause");
    pause.selectedProperty().addListener((_, _, on) -> model.events().pause(on));
  }

  @Override
  public Node content() {
    return frame;
  }

  @Override
  public List<Node> tools() {
    return List.of(
        filter.words(),
        filter.menu(),
        pause,
        Buttons.icon("fth-trash-2", "Forget all events", () -> model.events().clear()));
  }

  @Override
  public String about() {
    long lost = model.events().lost();
    int waiting = model.events().waiting();
    String about = filter.about();
    return about
        + (waiting > 0 ? " +" + waiting + " waiting" : "")
        + (lost > 0 ? " " + Format.count(lost) + " lost" : "");
  }

  @Override
  public void refresh() {
    if (moved && follow) {
      list.scrollTo(Math.max(0, list.getItems().size() - 1));
    }
    moved = false;
    double longest = 0;
    for (NodeView node : model.topology().get().view().nodes()) {
      longest = Math.max(longest, node.name().length());
    }
    names.set(Math.clamp(longest * LETTER, LEAST_NAMES, MOST_NAMES));
  }

  @Override
  public String twin() {
    StringBuilder text = new StringBuilder();
    for (EngineEvent event : list.getItems()) {
      text.append(words(event)).append('\n');
    }
    return text.toString();
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  private void choose(@Nullable EngineEvent event) {
    if (event != null && model.topology().get().node(event.node()) != null) {
      model.select(Place.node(event.node()));
    }
  }

  private static String words(EngineEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.at()))
        + " "
        + event.node()
        + " "
        + event.kind().name().toLowerCase(Locale.ROOT)
        + " "
        + event.text();
  }

  private static final class Cell extends ListCell<EngineEvent> {
    private final Label time = new Label();
    private final Label node = new Label();
    private final Label text = new Label();
    private final HBox row = new HBox(time, node, text);
    private final Tooltip whole = Buttons.hint("");

    Cell(ObservableDoubleValue room, DoubleProperty names) {
      time.getStyleClass().addAll("number", "faint");
      time.setMinWidth(88);
      // In a narrow list the words matter more.
      BooleanBinding timed = Bindings.greaterThan(room, TIMED);
      time.managedProperty().bind(timed);
      time.visibleProperty().bind(timed);
      node.getStyleClass().add("event-node");
      node.minWidthProperty().bind(names);
      node.prefWidthProperty().bind(names);
      node.maxWidthProperty().bind(names);
      node.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      text.setMinWidth(0);
      HBox.setHgrow(text, Priority.ALWAYS);
      row.getStyleClass().add("event-line");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable EngineEvent event, boolean empty) {
      super.updateItem(event, empty);
      if (empty || event == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText("");
        return;
      }
      time.setText(TIME.format(Instant.ofEpochMilli(event.at())));
      node.setText(event.node());
      boolean loud = event.level() == EngineEvent.Level.WARNING;
      text.setText((loud ? "▲ " : "") + event.text());
      String style = loud ? "loud" : event.kind().name().toLowerCase(Locale.ROOT);
      text.getStyleClass().setAll("label", style);
      whole.setText(event.text());
      setTooltip(whole);
      setAccessibleText(words(event));
      setGraphic(row);
    }
  }
}
