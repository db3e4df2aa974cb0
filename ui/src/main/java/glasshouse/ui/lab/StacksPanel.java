package glasshouse.ui.lab;

import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.Claim;
import glasshouse.engine.view.LabView.Edge;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.ui.control.Split;
import glasshouse.ui.panel.Panel;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Both ends of a wait: where the thread waits, and where the lock it wants was taken. */
final class StacksPanel implements Panel {
  private static final double LINE = 18;
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:.*/)?(?:[a-z0-9_]+\\.)*(?<place>[^(]+)\\((?:[^:)]*)(?::(?<line>[0-9]+))?\\)");
  private static final Pattern PROGRAM = Pattern.compile("glasshouse\\.engine\\.lab\\.[a-z]+\\.");
  private static final PseudoClass OURS = PseudoClass.getPseudoClass("ours");

  private final LabModel model;
  private final Label waiter = new Label();
  private final Label holder = new Label();
  private final ListView<String> waits = stack("stack-waits");
  private final ListView<String> holds = stack("stack-holds");
  private final Split both =
      new Split(Orientation.HORIZONTAL, new double[] {0.5}, end(waiter, waits), end(holder, holds));

  StacksPanel(LabModel model) {
    this.model = model;
  }

  private static ListView<String> stack(String id) {
    ListView<String> list = new ListView<>();
    list.setId(id);
    list.getStyleClass().addAll("lines", "stack");
    list.setFixedCellSize(LINE);
    list.setMinHeight(0);
    list.setCellFactory(_ -> new Cell());
    list.setPlaceholder(new Label(""));
    return list;
  }

  private static VBox end(Label title, ListView<String> list) {
    title.getStyleClass().add("stack-title");
    VBox.setVgrow(list, Priority.ALWAYS);
    return new VBox(title, list);
  }

  @Override
  public Node content() {
    return both;
  }

  @Override
  public void refresh() {
    LabView view = model.view();
    LabThread subject = model.subject();
    Edge edge = edge(view, subject == null ? "" : subject.name());
    if (edge == null) {
      show(waiter, waits, subject == null ? "No thread yet" : title(subject), stackOf(subject));
      show(holder, holds, "It waits for no lock", List.of());
      return;
    }
    Claim wait = view.waiters().get(edge.waiter());
    show(waiter, waits, edge.from() + " waits for the " + edge.lock() + " here", wait.stack());
    if (edge.holder() >= 0) {
      Claim held = view.holders().get(edge.holder());
      show(holder, holds, edge.to() + " took it here", held.stack());
    } else {
      Claim before = view.waiters().get(edge.earlier());
      show(holder, holds, edge.to() + " came before and waits here", before.stack());
    }
  }

  private static String title(LabThread thread) {
    return thread.name() + (thread.stack().isEmpty() ? " has ended" : " is here");
  }

  private static List<String> stackOf(@Nullable LabThread thread) {
    return thread == null ? List.of() : thread.stack();
  }

  /** The wait of the thread, rather one in the circle. */
  private static @Nullable Edge edge(LabView view, String thread) {
    Edge found = null;
    for (Edge edge : view.edges()) {
      if (edge.from().equals(thread) && (found == null || edge.inCycle())) {
        found = edge;
      }
    }
    return found;
  }

  private static void show(Label title, ListView<String> list, String words, List<String> stack) {
    if (!words.equals(title.getText())) {
      title.setText(words);
    }
    if (!stack.equals(list.getItems())) {
      list.getItems().setAll(stack);
      list.setAccessibleText(words + "\n" + String.join("\n", stack));
    }
  }

  @Override
  public String twin() {
    return waiter.getText()
        + "\n"
        + String.join("\n", waits.getItems())
        + "\n"
        + holder.getText()
        + "\n"
        + String.join("\n", holds.getItems());
  }

  @Override
  public void focus() {
    waits.requestFocus();
  }

  /** A frame; those of the program itself stand out. */
  private static final class Cell extends ListCell<String> {
    @Override
    protected void updateItem(@Nullable String frame, boolean empty) {
      super.updateItem(frame, empty);
      setText(empty || frame == null ? "" : brief(frame));
      boolean ours = frame != null && PROGRAM.matcher(frame).lookingAt();
      pseudoClassStateChanged(OURS, ours);
    }

    /** Class, method and line, without the package. */
    private static String brief(String frame) {
      Matcher matcher = FRAME.matcher(frame);
      return matcher.matches()
          ? matcher.group("place")
              + (matcher.group("line") == null ? "" : ":" + matcher.group("line"))
          : frame;
    }
  }
}
