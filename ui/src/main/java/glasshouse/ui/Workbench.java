package glasshouse.ui;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Recorder;
import glasshouse.ui.action.Actions;
import glasshouse.ui.action.Hands;
import glasshouse.ui.action.UiAction;
import glasshouse.ui.control.Keys;
import glasshouse.ui.fx.Face;
import glasshouse.ui.fx.Pulse;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Place;
import glasshouse.ui.panel.ConsolePanel;
import glasshouse.ui.panel.Desk;
import glasshouse.ui.panel.PanelFrame;
import glasshouse.ui.panel.Panels;
import glasshouse.ui.panel.Panels.Side;
import glasshouse.ui.panel.PlayerBar;
import glasshouse.ui.player.Player;
import glasshouse.ui.text.TextView;
import glasshouse.ui.theme.Theme;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** The window's content: toolbar, alarms, panels, status; and the hands that carry actions out. */
public final class Workbench implements Hands, Face {
  private static final double PANELS_HERTZ = 8;
  private static final double MOTION_HERTZ = 30;
  private static final double STATUS_HERTZ = 4;
  private static final double NARROW = 1200;
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");

  private final ClusterModel model;
  private final Player player;
  private final double firstWidth;
  private final Pulse pulse = new Pulse();
  private final ReadOnlyObjectWrapper<Theme> theme;
  private final ReadOnlyBooleanWrapper still = new ReadOnlyBooleanWrapper(false);
  private final List<PanelFrame> frames = new ArrayList<>();
  private final PlayerBar playerBar;
  private final StatusBar status;
  private final NoteBox note;
  private final Palette palette;
  private final StackPane root;
  private final SplitPane all = new SplitPane();
  private final SplitPane across = new SplitPane();
  private String pointed = "";
  private Runnable labs = () -> {};
  private Function<String, @Nullable Path> whereTo = this::ask;
  private final Scene scene;

  /** A workbench on a cluster without exhibits, not moving yet. */
  public Workbench(Cluster cluster, Theme first, double width, double height) {
    this(cluster, first, width, height, Player.without());
  }

  /** A workbench on a cluster, not moving yet. */
  public Workbench(Cluster cluster, Theme first, double width, double height, Player player) {
    this.player = player;
    this.firstWidth = width;
    this.model = new ClusterModel(cluster);
    this.theme = new ReadOnlyObjectWrapper<>(first);
    Desk desk =
        new Desk(model, this, player, theme.getReadOnlyProperty(), still.getReadOnlyProperty());
    for (Panels.Row row : Panels.all()) {
      frames.add(new PanelFrame(row, desk));
    }
    status = new StatusBar(model, pulse.meter());
    note = new NoteBox(model);
    palette = new Palette(model, this);
    BorderPane frame = new BorderPane(split(width));
    player.open().addListener(_ -> besides(player.open().get()));
    besides(player.open().get());
    frame.setTop(new VBox(new Toolbar(model, this), new AlarmStrip(model)));
    playerBar = new PlayerBar(player, theme);
    frame.setBottom(new VBox(playerBar, status));
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

  @Override
  public Scene scene() {
    return scene;
  }

  /** The cluster as the window knows it. */
  public ClusterModel model() {
    return model;
  }

  /** Forgets what happened: the story it shows has gone back or ahead. */
  void rewound() {
    model.rewound();
  }

  /** Who opens a lab in the window when one is wanted. */
  void openLabsWith(Runnable opener) {
    labs = opener;
  }

  /** Who asks where to save a file of that name; null means nowhere. */
  void askWith(Function<String, @Nullable Path> asker) {
    whereTo = asker;
  }

  private @Nullable Path ask(String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save as an exhibit");
    chooser.setInitialFileName(name);
    File chosen = chooser.showSaveDialog(scene.getWindow());
    return chosen == null ? null : chosen.toPath();
  }

  @Override
  public void save() {
    Recorder recorder = model.cluster() instanceof Recorder own ? own : player.recorder();
    if (recorder == null || recorder.deeds() == 0) {
      model.refuse("save", "nothing was done by hand yet that could be played again");
      return;
    }
    Path file = whereTo.apply("by-hand.yaml");
    if (file != null) {
      SavedExhibit.save(recorder, file, model);
    }
  }

  @Override
  public void lab() {
    labs.run();
  }

  /** What beats in it. */
  Pulse pulse() {
    return pulse;
  }

  @Override
  public void start() {
    model.drain();
    pulse.start();
  }

  @Override
  public void stop() {
    pulse.stop();
  }

  /** Shows the newest view at once, as a picture needs it. */
  public void refreshNow() {
    model.drain();
    root.applyCss();
    root.layout();
    refresh();
    animate(System.nanoTime());
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

  /** The theme it wears. */
  Theme dress() {
    return theme.get();
  }

  /** Wears what another wears. */
  void dressAs(Workbench other) {
    theme.set(other.theme.get());
    still.set(other.still.get());
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
    List<PanelFrame> there =
        frames.stream().filter(frame -> frame.node().getScene() != null).toList();
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < there.size(); i++) {
      if (holds(there.get(i).node(), scene.getFocusOwner())) {
        at = i;
      }
    }
    there.get(Math.floorMod(at + step, there.size())).panel().focus();
  }

  @Override
  public void exhibits() {
    player.toggle();
  }

  @Override
  public Player player() {
    return player;
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
    point(player.target());
    showBeside();
    playerBar.refresh();
    for (PanelFrame frame : frames) {
      frame.refresh(model.version() + player.version());
    }
  }

  private void animate(long now) {
    note.beat(now);
    playerBar.animate();
    for (PanelFrame frame : frames) {
      frame.animate(now);
    }
  }

  private void bindKeys() {
    for (UiAction action : Actions.all()) {
      Keys.bind(scene, action.key(), () -> runKey(action.key()));
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
    across.getItems().setAll(side(Side.CENTER, Orientation.VERTICAL).getItems());
    SplitPane left = new SplitPane(across);
    left.setOrientation(Orientation.VERTICAL);
    left.getItems().addAll(side(Side.MIDDLE, Orientation.VERTICAL), bottom);
    left.setDividerPositions(0.43, 0.725);
    all.getItems().setAll(left, side(Side.RIGHT, Orientation.VERTICAL));
    all.setDividerPositions(width < NARROW ? 0.68 : 0.715);
    return all;
  }

  /** Shows or hides what stands beside the cluster on the left. */
  private void besides(boolean yes) {
    List<Node> left =
        frames.stream()
            .filter(frame -> frame.row().side() == Side.LEFT)
            .<Node>map(PanelFrame::node)
            .toList();
    boolean narrow = (all.getWidth() > 0 ? all.getWidth() : firstWidth) < NARROW;
    if (yes && !all.getItems().containsAll(left)) {
      all.getItems().addAll(0, left);
      all.setDividerPositions(narrow ? 0.3 : 0.23, narrow ? 0.72 : 0.745);
    } else if (!yes) {
      all.getItems().removeAll(left);
      all.setDividerPositions(narrow ? 0.68 : 0.715);
    }
  }

  /** Shows or hides what stands right of the cluster. */
  private void showBeside() {
    boolean yes = !player.beside().isEmpty() && player.chosen() != null;
    boolean there = across.getItems().size() > 1;
    if (yes && !there) {
      frames.stream()
          .filter(frame -> frame.row().side() == Side.BESIDE)
          .forEach(frame -> across.getItems().add(frame.node()));
      across.setDividerPositions(0.5);
    } else if (!yes && there) {
      across.getItems().remove(1, across.getItems().size());
    }
  }

  /** Leads the eye to a node or a panel. */
  private void point(String target) {
    if (target.equals(pointed)) {
      return;
    }
    pointed = target;
    boolean panel = false;
    for (PanelFrame frame : frames) {
      boolean here = frame.row().id().equals(target);
      frame.node().pseudoClassStateChanged(POINTED, here);
      panel |= here;
    }
    if (!panel && !target.isEmpty()) {
      model.select(Place.node(target));
    }
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
