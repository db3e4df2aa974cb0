package glasshouse.ui.panel;

import glasshouse.ui.action.Actions;
import glasshouse.ui.action.Hands;
import glasshouse.ui.action.UiAction;
import glasshouse.ui.action.UiAction.Deed;
import glasshouse.ui.model.Topology;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/** The actions on one node as a menu. */
final class ActionMenu {
  private ActionMenu() {}

  static void fill(ContextMenu menu, Topology.Member member, Hands hands) {
    menu.getItems().clear();
    for (UiAction action : Actions.all()) {
      if (action.deed() instanceof Deed.Always) {
        continue;
      }
      String refusal = Actions.refusal(action, member);
      MenuItem item = new MenuItem(action.title(), new FontIcon(action.icon()));
      item.setId("menu-" + action.id());
      item.setDisable(!refusal.isEmpty());
      item.setAccelerator(KeyCombination.valueOf(action.key()));
      item.setOnAction(_ -> Actions.run(action, member, hands));
      menu.getItems().add(item);
    }
  }
}
