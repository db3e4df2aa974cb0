package glasshouse.ui;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.ui.action.Actions;
import glasshouse.ui.action.Hands;
import glasshouse.ui.action.UiAction;
import glasshouse.ui.fx.Pulse;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.panel.ConsolePanel;
import glasshouse.ui.panel.Desk;
import glasshouse.ui.panel.PanelFrame;
import glasshouse.ui.panel.Panels;
import glasshouse.ui.panel.Panels.Side;
import glasshouse.ui.text.TextView;
import glasshouse.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The window's content: toolbar, alarms, panels, status; and the hands that carry actions out. */
public final class Workbench implements Hands {
  private static final double PANELS_HERTZ = 8;
  private static final double MOTION_HERTZ = 30;
  private static final double STATUS_HERTZ = 4;

  private final ClusterModel model;
  private final Pulse pulse = new Pulse();
  private final ReadOnlyObjectWrapper<Theme> theme;
  private final ReadOnlyBooleanWrapper still = new ReadOnlyBooleanWrapper(false);
  private final List<PanelFrame> frames = new ArrayList<>();
  private final StatusBar status;
  private final NoteBox note;
  private final Palette palette;
  private final StackPane root;
  private final Scene scene;

  /** A workbench on a cluster, not moving yet. */
  public Workbench(Cluster cluster, Theme first, double width, double height) {
    this.model = new ClusterModel(cluster);
    this.theme = new ReadOnlyObjectWrapper<>(first);
    Desk desk = new Desk(model, this, theme.getReadOnlyProperty(), still.getReadOnlyProperty());
    for (Panels.Row row : Panels.all()) {
      frames.add(new PanelFrame(row, desk));
    }
    status = new StatusBar(model, pulse.meter());
    note = new NoteBox(model);
    palette = new Palette(model, this);
    BorderPane frame = new BorderPane(split(width));
    frame.setTop(new VBox(new Toolbar(model, this), new AlarmStrip(model)));
    frame.setBottom(status);
    root = new StackPane(frame, note, palette);
    root.getStyleClass().add("workbench");
    StackPane.setAlignment(note, Pos.TOP_RIGHT);
    StackPane.setMargin(note, new Insets(48, 12, 0, 0));
    scene = new Scene(root, width, height);
    first.dress(scene);
    theme.addListener((_, _, now) -> now.dress(scene));
    bindKeys();
    pulse.add(60, _ -> model.drain());
    pulse.add(PANELS_HERTZ, _ -> refresh());
    pulse.add(MOTION_HERTZ, this::animate);
    pulse.add(STATUS_HERTZ, _ -> status.refresh());
  }

  /** The scene to be put on a stage. */
  public Scene scene() {
    return scene;
  }

  /** The cluster as the window knows it. */
  public ClusterModel model() {
    return model;
  }

  /** What beats in it. */
  Pulse pulse() {
    return pulse;
  }

  /** Begins to follow the cluster. */
  public void start() {
    model.drain();
    pulse.start();
  }

  /** Ends following it. */
  public void stop() {
    pulse.stop();
  }

  /** Shows the newest view at once, as a picture needs it. */
  public void refreshNow() {
    model.drain();
    root.applyCss();
    root.layout();
    refresh();
    status.refresh();
  }

  /** The panels in the order of the focus. */
  public List<PanelFrame> frames() {
    return frames;
  }

  /** Stops or starts everything that moves for the eye alone. */
  public void setStill(boolean on) {
    still.set(on);
  }

  @Override
  public void act(Action action) {
    model.act(action);
  }

  @Override
  public void refuse(String what, String reason) {
    model.refuse(what, reason);
  }

  @Override
  public void console(String node) {
    for (PanelFrame frame : frames) {
      if (frame.panel() instanceof ConsolePanel consoles) {
        consoles.open(node);
      }
    }
  }

  @Override
  public void palette(String text) {
    palette.open(text);
  }

  @Override
  public void theme() {
    theme.set(theme.get().other());
  }

  @Override
  public void motion() {
    still.set(!still.get());
  }

  @Override
  public void panel(int step) {
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < frames.size(); i++) {
      if (holds(frames.get(i).node(), scene.getFocusOwner())) {
        at = i;
      }
    }
    frames.get(Math.floorMod(at + step, frames.size())).panel().focus();
  }

  @Override
  public void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(String.join("\n", TextView.of(model.topology().get().view())) + "\n");
    Clipboard.getSystemClipboard().setContent(content);
  }

  private static boolean holds(Node frame, Node inner) {
    for (Node at = inner; at != null; at = at.getParent()) {
      if (at.equals(frame)) {
        return true;
      }
    }
    return false;
  }

  private void refresh() {
    model.events().flush();
    for (PanelFrame frame : frames) {
      frame.refresh(model.version());
    }
  }

  private void animate(long now) {
    note.beat(now);
    for (PanelFrame frame : frames) {
      frame.animate(now);
    }
  }

  private void bindKeys() {
    for (UiAction action : Actions.all()) {
      if (!action.key().isEmpty()) {
        scene
            .getAccelerators()
            .putIfAbsent(KeyCombination.valueOf(action.key()), () -> runKey(action.key()));
      }
    }
  }

  /** Does what a key means now: of two actions that share it the one that is possible. */
  private void runKey(String key) {
    UiAction chosen = null;
    for (UiAction action : Actions.all()) {
      boolean possible = Actions.refusal(action, model.subject()).isEmpty();
      if (action.key().equals(key) && (chosen == null || possible)) {
        chosen = action;
      }
    }
    if (chosen != null) {
      Actions.run(chosen, model.subject(), this);
    }
  }

  private Parent split(double width) {
    SplitPane bottom = side(Side.BOTTOM, Orientation.HORIZONTAL);
    SplitPane left = side(Side.CENTER, Orientation.VERTICAL);
    left.getItems().addAll(side(Side.MIDDLE, Orientation.VERTICAL), bottom);
    left.setDividerPositions(0.43, 0.725);
    SplitPane all = new SplitPane(left, side(Side.RIGHT, Orientation.VERTICAL));
    all.setDividerPositions(width < 1200 ? 0.68 : 0.715);
    return all;
  }

  private SplitPane side(Side side, Orientation orientation) {
    SplitPane pane = new SplitPane();
    pane.setOrientation(orientation);
    double sum = 0;
    for (PanelFrame frame : frames) {
      sum += frame.row().side() == side ? frame.row().share() : 0;
    }
    double at = 0;
    for (PanelFrame frame : frames) {
      if (frame.row().side() == side) {
        pane.getItems().add(frame.node());
        at += frame.row().share() / sum;
        if (pane.getItems().size() > 1) {
          double before = at - frame.row().share() / sum;
          pane.setDividerPosition(pane.getItems().size() - 2, before);
        }
      }
    }
    return pane;
  }
}
