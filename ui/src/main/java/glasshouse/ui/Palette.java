package glasshouse.ui;

import glasshouse.ui.action.Actions;
import glasshouse.ui.action.Actions.Choice;
import glasshouse.ui.action.Hands;
import glasshouse.ui.model.ClusterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Every action by its words: type a few letters of them, Enter does it, Escape goes away. */
final class Palette extends StackPane {
  private final ClusterModel model;
  private final Hands hands;
  private final TextField input = new TextField();
  private final ListView<Choice> list = new ListView<>();
  private List<Choice> choices = List.of();
  private @Nullable Node before;

  Palette(ClusterModel model, Hands hands) {
    this.model = model;
    this.hands = hands;
    setId("palette");
    setVisible(false);
    getStyleClass().add("palette-veil");
    input.setId("palette-input");
    input.setPromptText("What shall be done?  For example: freeze n2");
    list.setId("palette-list");
    list.setCellFactory(_ -> new Cell());
    list.setFocusTraversable(false);
    list.setFixedCellSize(32);
    VBox box = new VBox(input, list);
    box.getStyleClass().add("palette");
    box.setMaxSize(560, Region.USE_PREF_SIZE);
    list.setPrefHeight(32 * 11 + 2);
    setAlignment(box, Pos.TOP_CENTER);
    getChildren().add(box);
    input.textProperty().addListener((_, _, _) -> filter());
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> run());
    addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        event -> {
          if (event.getTarget() == this) {
            close();
          }
        });
  }

  /** Opens it with some text in it. */
  void open(String text) {
    before = getScene().getFocusOwner();
    choices = Actions.choices(model.topology().get(), model.subject(), hands);
    setVisible(true);
    input.setText(text);
    filter();
    input.requestFocus();
    input.end();
  }

  private void close() {
    setVisible(false);
    if (before != null) {
      before.requestFocus();
    }
  }

  private void key(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case ESCAPE -> close();
      case ENTER -> run();
      case DOWN -> select(at + 1);
      case UP -> select(at - 1);
      case PAGE_DOWN -> select(at + 10);
      case PAGE_UP -> select(at - 10);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void select(int index) {
    int last = list.getItems().size() - 1;
    if (last >= 0) {
      list.getSelectionModel().select(Math.clamp(index, 0, last));
      list.scrollTo(Math.max(0, index - 5));
    }
  }

  private void run() {
    Choice choice = list.getSelectionModel().getSelectedItem();
    if (choice == null) {
      return;
    }
    close();
    if (choice.refusal().isEmpty()) {
      choice.run().run();
    } else {
      hands.refuse(choice.words(), choice.refusal());
    }
  }

  private void filter() {
    String[] words = input.getText().toLowerCase(Locale.ROOT).strip().split("\\s+");
    List<Choice> possible = new ArrayList<>();
    List<Choice> refused = new ArrayList<>();
    for (Choice choice : choices) {
      if (matches(choice.words().toLowerCase(Locale.ROOT), words)) {
        (choice.refusal().isEmpty() ? possible : refused).add(choice);
      }
    }
    possible.addAll(refused);
    list.getItems().setAll(possible);
    select(0);
  }

  /** True when each word begins some word of the text, in their order. */
  static boolean matches(String text, String[] words) {
    int from = 0;
    for (String word : words) {
      int at = text.indexOf(word, from);
      while (at > 0 && text.charAt(at - 1) != ' ' && text.charAt(at - 1) != '-') {
        at = text.indexOf(word, at + 1);
      }
      if (at < 0) {
        return false;
      }
      from = at + word.length();
    }
    return true;
  }

  private static final class Cell extends ListCell<Choice> {
    private final FontIcon icon = new FontIcon("fth-circle");
    private final Label words = new Label();
    private final Label aside = new Label();
    private final HBox row;

    Cell() {
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      words.setMinWidth(Region.USE_PREF_SIZE);
      aside.getStyleClass().add("palette-aside");
      row = new HBox(10, icon, words, space, aside);
      row.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable Choice choice, boolean empty) {
      super.updateItem(choice, empty);
      if (empty || choice == null) {
        setGraphic(null);
        setAccessibleText("");
        return;
      }
      icon.setIconLiteral(choice.action().icon());
      words.setText(choice.words());
      boolean refused = !choice.refusal().isEmpty();
      String key = choice.action().key();
      aside.setText(
          refused
              ? choice.refusal()
              : key.isEmpty() ? "" : KeyCombination.valueOf(key).getDisplayText());
      row.setOpacity(refused ? 0.55 : 1);
      setAccessibleText(choice.words() + (refused ? ", not possible: " + choice.refusal() : ""));
      setGraphic(row);
    }
  }
}
