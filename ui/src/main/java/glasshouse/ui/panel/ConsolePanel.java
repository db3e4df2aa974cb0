package glasshouse.ui.panel;

import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Topology;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Consoles, a tab for each node. */
public final class ConsolePanel implements Panel {
  private final ClusterModel model;
  private final TabPane tabs = new TabPane();
  private final Label none = new Label("A console opens with the first node.");
  private final StackPane all = new StackPane(tabs, none);
  private final List<ConsoleTab> open = new ArrayList<>();

  ConsolePanel(Desk desk) {
    this.model = desk.model();
    tabs.setId("consoles");
    tabs.getStyleClass().add("consoles");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    tabs.setMinHeight(0);
    none.getStyleClass().add("faint");
  }

  @Override
  public Node content() {
    return all;
  }

  @Override
  public void refresh() {
    Topology.Member subject = model.subject();
    if (open.isEmpty() && subject != null) {
      tabs.getSelectionModel().select(tab(subject.node().name()).tab());
    }
    none.setVisible(open.isEmpty());
    for (ConsoleTab tab : open) {
      tab.refresh();
    }
  }

  @Override
  public String twin() {
    ConsoleTab tab = current();
    return tab == null ? "no console" : tab.twin();
  }

  @Override
  public void focus() {
    ConsoleTab tab = current();
    if (tab == null) {
      tabs.requestFocus();
    } else {
      tab.focus();
    }
  }

  /** Opens the console to a node and lets the user type. */
  public void open(String node) {
    ConsoleTab tab = tab(node);
    tabs.getSelectionModel().select(tab.tab());
    tab.focus();
  }

  private ConsoleTab tab(String node) {
    for (ConsoleTab tab : open) {
      if (tab.node().equals(node)) {
        return tab;
      }
    }
    ConsoleTab made = new ConsoleTab(model, node);
    open.add(made);
    tabs.getTabs().add(made.tab());
    made.tab()
        .tabPaneProperty()
        .addListener(
            (_, _, pane) -> {
              if (pane == null) {
                open.remove(made);
              }
            });
    return made;
  }

  private @Nullable ConsoleTab current() {
    Tab chosen = tabs.getSelectionModel().getSelectedItem();
    for (ConsoleTab tab : open) {
      if (tab.tab().equals(chosen)) {
        return tab;
      }
    }
    return null;
  }
}
