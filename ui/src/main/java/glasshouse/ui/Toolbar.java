package glasshouse.ui;

import glasshouse.ui.action.Actions;
import glasshouse.ui.action.Hands;
import glasshouse.ui.action.UiAction;
import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The actions as buttons, and the node they are about. */
final class Toolbar extends Bar {
  /** Actions whose word is shown only where there is room for all. */
  private static final Set<String> RARE =
      Set.of("kill-and-start", "reattach", "promote", "force-fail-over", "console");

  /** Buttons by place; of two actions in one place the one that is possible shows. */
  private static final List<List<String>> SLOTS =
      List.of(
          List.of("add-replica"),
          List.of("restart"),
          List.of("kill-and-start"),
          List.of("stop", "start"),
          List.of("freeze", "thaw"),
          List.of(),
          List.of("cut", "heal"),
          List.of("reattach"),
          List.of(),
          List.of("promote"),
          List.of("fail-over"),
          List.of("force-fail-over"),
          List.of(),
          List.of("console"));

  private record Slot(Button button, List<UiAction> actions) {}

  private final ClusterModel model;
  private final Hands hands;
  private final List<Slot> slots = new ArrayList<>();
  private final Label subject = new Label();

  Toolbar(ClusterModel model, Hands hands) {
    this.model = model;
    this.hands = hands;
    setId("toolbar");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("toolbar");
    subject.getStyleClass().add("subject");
    subject.setMinWidth(Region.USE_PREF_SIZE);
    subject.setTooltip(
        Buttons.hint("The node the buttons are about: select another in the cluster"));
    getChildren().add(subject);
    for (List<String> ids : SLOTS) {
      if (ids.isEmpty()) {
        Separator rule = new Separator(Orientation.VERTICAL);
        getChildren().add(rule);
      } else {
        addSlot(ids.stream().map(Actions::of).toList());
      }
    }
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button palette = window("palette");
    palette.setText("Actions  " + keys(Actions.of("palette")));
    palette.getStyleClass().add("palette-button");
    palette.setMinWidth(Region.USE_PREF_SIZE);
    getChildren()
        .addAll(
            space, palette, window("lab"), window("exhibits"), window("motion"), window("theme"));
    fold(buttons(true));
    fold(buttons(false));
    fold(List.of(palette));
    model.topology().addListener((_, _, _) -> refresh());
    model.selection().addListener((_, _, _) -> refresh());
    refresh();
  }

  private List<Button> buttons(boolean rare) {
    return slots.stream()
        .filter(slot -> rare == RARE.contains(slot.actions.getFirst().id()))
        .map(Slot::button)
        .toList();
  }

  private void addSlot(List<UiAction> actions) {
    Button button = new Button();
    button.setId("do-" + actions.getFirst().id());
    button.getStyleClass().addAll("flat", "action");
    button.setFocusTraversable(true);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(Buttons.hint(""));
    Slot slot = new Slot(button, actions);
    button.setOnAction(_ -> Actions.run(chosen(slot), model.subject(), hands));
    slots.add(slot);
    getChildren().add(button);
  }

  private Button window(String id) {
    UiAction action = Actions.of(id);
    Button button =
        Buttons.icon(
            action.icon(),
            action.title() + "  " + keys(action),
            () -> Actions.run(action, null, hands));
    button.setId("do-" + id);
    return button;
  }

  private UiAction chosen(Slot slot) {
    for (UiAction action : slot.actions) {
      if (Actions.refusal(action, model.subject()).isEmpty()) {
        return action;
      }
    }
    return slot.actions.getFirst();
  }

  private void refresh() {
    Topology.Member member = model.subject();
    String name = member == null ? "no node" : member.node().name();
    String shown = Format.shortenName(name, 14);
    if (!shown.equals(subject.getText())) {
      subject.setText(shown);
    }
    for (Slot slot : slots) {
      UiAction action = chosen(slot);
      String refusal = Actions.refusal(action, member);
      Button button = slot.button;
      if (!action.title().equals(button.getText())) {
        button.setText(action.title());
        button.setGraphic(new FontIcon(action.icon()));
      }
      button.setDisable(!refusal.isEmpty());
      String hint = action.title() + " " + name + "  " + keys(action);
      Tooltip tooltip = button.getTooltip();
      if (!hint.equals(tooltip.getText())) {
        tooltip.setText(hint);
        button.setAccessibleText(action.title() + " " + name);
      }
    }
  }

  private static String keys(UiAction action) {
    return action.key().isEmpty() ? "" : KeyCombination.valueOf(action.key()).getDisplayText();
  }
}
