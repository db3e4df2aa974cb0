package glasshouse.ui.panel;

import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.EventLog;
import java.util.Locale;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the event log lets through, as a field for words and a menu for the rest. */
final class EventFilter {
  private final ClusterModel model;
  private final TextField words = new TextField();
  private final MenuButton menu = new MenuButton("", new FontIcon("fth-filter"));
  private EventLog.Filter filter = EventLog.Filter.ALL;

  EventFilter(ClusterModel model) {
    this.model = model;
    words.setId("events-filter");
    words.setPromptText("filter");
    words.setPrefWidth(120);
    words.setMinWidth(30);
    words.getStyleClass().add("header-field");
    words.setAccessibleText("Show only events with these words");
    words
        .textProperty()
        .addListener(
            (_, _, now) ->
                use(new EventLog.Filter(now, filter.node(), filter.kind(), filter.level())));
    menu.setId("events-menu");
    menu.getStyleClass().addAll("flat", "tool");
    menu.setTooltip(Buttons.hint("Filter by node, kind and level"));
    menu.setAccessibleText("Filter by node, kind and level");
    menu.setOnShowing(_ -> fill());
    fill();
  }

  TextField words() {
    return words;
  }

  MenuButton menu() {
    return menu;
  }

  /** The filter in words, empty when everything passes. */
  String about() {
    StringBuilder text = new StringBuilder();
    if (!filter.node().isEmpty()) {
      text.append(filter.node()).append(' ');
    }
    if (filter.kind() != null) {
      text.append(filter.kind().name().toLowerCase(Locale.ROOT)).append(' ');
    }
    if (filter.level() != null) {
      text.append(filter.level().name().toLowerCase(Locale.ROOT)).append(" and louder");
    }
    return text.toString().strip();
  }

  private void use(EventLog.Filter changed) {
    filter = changed;
    model.events().filter(changed);
  }

  private void fill() {
    menu.getItems().clear();
    ToggleGroup nodes = new ToggleGroup();
    item(nodes, "All nodes", filter.node().isEmpty(), () -> byNode(""));
    for (NodeView node : model.topology().get().view().nodes()) {
      item(nodes, node.name(), node.name().equals(filter.node()), () -> byNode(node.name()));
    }
    menu.getItems().add(new SeparatorMenuItem());
    ToggleGroup kinds = new ToggleGroup();
    item(kinds, "All kinds", filter.kind() == null, () -> use(with(null)));
    for (EngineEvent.Kind kind : EngineEvent.Kind.values()) {
      item(kinds, title(kind.name()), kind == filter.kind(), () -> use(with(kind)));
    }
    menu.getItems().add(new SeparatorMenuItem());
    ToggleGroup levels = new ToggleGroup();
    for (EngineEvent.Level level : EngineEvent.Level.values()) {
      boolean all = level == EngineEvent.Level.DEBUG;
      EngineEvent.@Nullable Level least = all ? null : level;
      item(
          levels,
          all ? "All levels" : title(level.name()) + " and louder",
          filter.level() == least,
          () -> use(new EventLog.Filter(filter.text(), filter.node(), filter.kind(), least)));
    }
  }

  private EventLog.Filter with(EngineEvent.@Nullable Kind kind) {
    return new EventLog.Filter(filter.text(), filter.node(), kind, filter.level());
  }

  private void byNode(String name) {
    use(new EventLog.Filter(filter.text(), name, filter.kind(), filter.level()));
  }

  private void item(ToggleGroup group, String text, boolean on, Runnable chosen) {
    RadioMenuItem item = new RadioMenuItem(text);
    item.setToggleGroup(group);
    item.setSelected(on);
    item.setOnAction(_ -> chosen.run());
    menu.getItems().add(item);
  }

  private static String title(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
