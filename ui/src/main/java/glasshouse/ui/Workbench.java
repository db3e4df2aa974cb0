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
import glasshouse.ui.panel.PlayerBar;
import glasshouse.ui.panel.TourBar;
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
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
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
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");

  private final ClusterModel model;
  private final Player player;
  private final Pulse pulse = new Pulse();
  private final ReadOnlyObjectWrapper<Theme> theme;
  private final ReadOnlyBooleanWrapper still = new ReadOnlyBooleanWrapper(false);
  private final List<PanelFrame> frames = new ArrayList<>();
  private final Arrangement arrangement;
  private final TourBar tourBar;
  private final PlayerBar playerBar;
  private final StatusBar status;
  private final NoteBox note;
  private final Palette palette;
  private final StackPane root;
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
    arrangement = new Arrangement(frames, player);
    BorderPane frame = new BorderPane(arrangement.node());
    tourBar = new TourBar(player);
    frame.setTop(new VBox(new Toolbar(model, this), tourBar, new AlarmStrip(model)));
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

  @Override
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
    arrangement.showBeside();
    tourBar.refresh();
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
}
