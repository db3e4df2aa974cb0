package glasshouse.ui.lab;

import glasshouse.engine.view.Frames;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.Claim;
import glasshouse.engine.view.LabView.Edge;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.ui.control.Split;
import glasshouse.ui.panel.Panel;
import java.util.List;
import java.util.stream.Collectors;
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
  private static final String LAB = "glasshouse.engine.lab.";
  private static final PseudoClass OURS = PseudoClass.getPseudoClass("ours");

  private final LabModel model;
  private final Label waiter = new Label();
  private final Label holder = new Label();
  private final ListView<StackTraceElement> waits = stack("stack-waits");
  private final ListView<StackTraceElement> holds = stack("stack-holds");
  private final Split both =
      new Split(Orientation.HORIZONTAL, new double[] {0.5}, end(waiter, waits), end(holder, holds));

  StacksPanel(LabModel model) {
    this.model = model;
  }

  private static ListView<StackTraceElement> stack(String id) {
    ListView<StackTraceElement> list = new ListView<>();
    list.setId(id);
    list.getStyleClass().addAll("lines", "stack");
    list.setFixedCellSize(LINE);
    list.setMinHeight(0);
    list.setCellFactory(_ -> new Cell());
    list.setPlaceholder(new Label(""));
    return list;
  }

  private static VBox end(Label title, ListView<StackTraceElement> list) {
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

  private static List<StackTraceElement> stackOf(@Nullable LabThread thread) {
    return thread == null ? List.of() : thread.stack();
  }

  /** The wait of the thread, rather one in the circle. */
  private static @Nullable Edge edge(LabView view, String thread) {
    Edge found = null;
    for (Edge edge : view.edges()) {
      if (edge.from().equals(thread) && (found == null || edge.inCircle())) {
        found = edge;
      }
    }
    return found;
  }

  private static void show(
      Label title, ListView<StackTraceElement> list, String words, List<StackTraceElement> stack) {
    if (!words.equals(title.getText())) {
      title.setText(words);
    }
    if (!stack.equals(list.getItems())) {
      list.getItems().setAll(stack);
      list.setAccessibleText(words + "\n" + lines(stack));
    }
  }

  private static String lines(List<StackTraceElement> stack) {
    return stack.stream().map(Frames::words).collect(Collectors.joining("\n"));
  }

  @Override
  public String twin() {
    return waiter.getText()
        + "\n"
        + lines(waits.getItems())
        + "\n"
        + holder.getText()
        + "\n"
        + lines(holds.getItems());
  }

  @Override
  public void focus() {
    waits.requestFocus();
  }

  /** A frame; those of the program itself stand out. */
  private static final class Cell extends ListCell<StackTraceElement> {
    @Override
    protected void updateItem(@Nullable StackTraceElement frame, boolean empty) {
      super.updateItem(frame, empty);
      setText(empty || frame == null ? "" : Frames.words(frame));
      pseudoClassStateChanged(OURS, frame != null && ofProgram(frame.getClassName()));
    }

    /** The programs have packages of their own under that of the lab. */
    private static boolean ofProgram(String name) {
      return name.startsWith(LAB) && name.indexOf('.', LAB.length()) > 0;
    }
  }
}
