package glasshouse.ui.panel;

import glasshouse.engine.Console;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.WholeLines;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.model.ClusterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tab;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A console to one node. The prompt always says which node, what it is, and which database. */
final class ConsoleTab {
  private static final int MOST_LINES = 2_000;
  private static final double LINE = 18;

  private enum Tone {
    TYPED,
    REPLY,
    ERROR
  }

  private record Said(Tone tone, String text) {}

  private final ClusterModel model;
  private final Console console;
  private final ListView<Said> output = new ListView<>();
  private final Label prompt = new Label();
  private final TextField input = new TextField();
  private final List<String> history = new ArrayList<>();
  private final Tab tab;
  private int at;
  private int db;

  ConsoleTab(ClusterModel model, String node) {
    this.model = model;
    this.console = model.cluster().console(node);
    this.db = console.db();
    output.getStyleClass().addAll("lines", "console-output");
    output.setFixedCellSize(LINE);
    output.setCellFactory(_ -> new Cell());
    output.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    output.addEventFilter(KeyEvent.KEY_PRESSED, this::outputKey);
    Label hint = new Label("Type a command below. Up recalls, Ctrl+L clears.");
    hint.setWrapText(true);
    output.setPlaceholder(hint);
    output.setMinHeight(0);
    output.setAccessibleText("Output of the console to " + node);
    prompt.getStyleClass().add("prompt");
    prompt.setMinWidth(Region.USE_PREF_SIZE);
    input.setId("console-input-" + node);
    input.getStyleClass().add("console-input");
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::inputKey);
    HBox.setHgrow(input, Priority.ALWAYS);
    HBox line = new HBox(prompt, input);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("console-line");
    WholeLines lines = new WholeLines(output);
    VBox.setVgrow(lines, Priority.ALWAYS);
    tab = new Tab(node, new VBox(lines, line));
    tab.setOnClosed(_ -> console.close());
    refresh();
  }

  Tab tab() {
    return tab;
  }

  String node() {
    return console.node();
  }

  /** Takes the keyboard, at once or as soon as the tab is in the window. */
  void focus() {
    input.requestFocus();
    if (!input.isFocused()) {
      FxThread.run(input::requestFocus);
    }
  }

  /** What the prompt says now. */
  String prompt() {
    NodeView node = model.topology().get().node(console.node());
    String what =
        node == null
            ? "gone"
            : (node.replication().master() ? "master " : "replica ") + node.port();
    return console.node() + " " + what + " [db " + db + "]>";
  }

  /** Shows role, port and database as they are now. */
  void refresh() {
    String text = prompt();
    if (!text.equals(prompt.getText())) {
      prompt.setText(text);
      input.setAccessibleText(text);
    }
  }

  String twin() {
    return output.getItems().stream().map(Said::text).collect(Collectors.joining("\n"))
        + "\n"
        + prompt();
  }

  private void send() {
    String line = input.getText().strip();
    if (line.isEmpty()) {
      return;
    }
    history.remove(line);
    history.add(line);
    at = history.size();
    input.clear();
    say(Tone.TYPED, prompt() + " " + line);
    console.send(line, reply -> FxThread.run(() -> hear(reply)));
  }

  private void hear(Console.Reply reply) {
    db = reply.db();
    for (String line : reply.text().split("\n", -1)) {
      say(reply.error() ? Tone.ERROR : Tone.REPLY, line);
    }
    refresh();
  }

  private void say(Tone tone, String text) {
    ObservableList<Said> lines = output.getItems();
    if (lines.size() >= MOST_LINES) {
      lines.remove(0, MOST_LINES / 10);
    }
    lines.add(new Said(tone, text));
    output.scrollTo(lines.size() - 1);
  }

  private void inputKey(KeyEvent event) {
    if (event.isControlDown() && event.getCode() == KeyCode.L) {
      output.getItems().clear();
      event.consume();
      return;
    }
    switch (event.getCode()) {
      case ENTER -> send();
      case UP -> recall(at - 1);
      case DOWN -> recall(at + 1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void recall(int index) {
    at = Math.clamp(index, 0, history.size());
    input.setText(at == history.size() ? "" : history.get(at));
    input.end();
  }

  private void outputKey(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
      ClipboardContent content = new ClipboardContent();
      content.putString(
          output.getSelectionModel().getSelectedItems().stream()
              .map(Said::text)
              .collect(Collectors.joining("\n")));
      Clipboard.getSystemClipboard().setContent(content);
      event.consume();
    }
  }

  private static final class Cell extends ListCell<Said> {
    @Override
    protected void updateItem(@Nullable Said said, boolean empty) {
      super.updateItem(said, empty);
      getStyleClass().removeAll("typed", "failed");
      if (empty || said == null) {
        setText("");
        return;
      }
      setText(said.text());
      switch (said.tone()) {
        case TYPED -> getStyleClass().add("typed");
        case ERROR -> getStyleClass().add("failed");
        case REPLY -> {}
      }
    }
  }
}
