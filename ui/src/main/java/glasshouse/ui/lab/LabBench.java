package glasshouse.ui.lab;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.ui.control.Keys;
import glasshouse.ui.control.Split;
import glasshouse.ui.control.Titled;
import glasshouse.ui.fx.Face;
import glasshouse.ui.fx.Pulse;
import glasshouse.ui.panel.Panel;
import glasshouse.ui.panel.PlayerBar;
import glasshouse.ui.panel.StoryPanel;
import glasshouse.ui.panel.TourBar;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The window's content for a lab: what can be done, what is wrong, and what is behind it. */
public final class LabBench implements Face {
  private static final double PANELS_HERTZ = 10;
  private static final double NARROW = 1200;
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");

  /** What exhibits point at that stands in a panel with something else. */
  private static final Map<String, String> ALSO = Map.of("locks", "graph", "facts", "buckets");

  private record Part(String id, Panel panel, Titled box) {}

  private final LabModel model;
  private final Pulse pulse = new Pulse();
  private final ReadOnlyObjectWrapper<Theme> theme;
  private final List<Part> parts = new ArrayList<>();
  private final LabBar bar;
  private final LabVerdict verdict;
  private final ConsentBar consent;
  private final Scene scene;
  private final @Nullable Player player;
  private @Nullable TourBar tourBar;
  private @Nullable PlayerBar playerBar;
  private String pointed = "";
  private long shown = -1;

  /**
   * A bench on a lab, not moving yet.
   *
   * @param player what plays the exhibit the lab belongs to, null for none
   * @param open opens another program in its place
   * @param leave goes back to the cluster
   */
  public LabBench(
      CacheLab lab,
      Theme first,
      double width,
      double height,
      @Nullable Player player,
      Consumer<String> open,
      Runnable leave) {
    this.player = player;
    model = new LabModel(lab);
    theme = new ReadOnlyObjectWrapper<>(first);
    bar = new LabBar(model, open, leave);
    verdict = new LabVerdict(model);
    consent = new ConsentBar(model);
    Node threads = part("threads", "Threads", new ThreadsPanel(model, theme));
    Node locks = part("graph", "Who waits for whom", new LocksPanel(model, theme));
    Node stacks = part("stacks", "Both ends", new StacksPanel(model));
    Node file = part("pages", "File", new FilePanel(model, theme));
    Node entries = part("buckets", "Buckets and keys", new EntriesPanel(model));
    Node log = part("log", "Log", new LogPanel(model));
    Orientation down = Orientation.VERTICAL;
    Split left = new Split(down, new double[] {0.4, 0.76}, locks, stacks, log);
    Split right = new Split(down, new double[] {0.42, 0.64}, threads, file, entries);
    Split all = new Split(Orientation.HORIZONTAL, LabBench::columns, left, right);
    BorderPane frame = new BorderPane(all);
    if (player != null) {
      Node story = part("story", "Exhibits", new StoryPanel(player));
      all.show(LabBench::columnsBesideStory, story, left, right);
      playerBar = new PlayerBar(player, theme);
      frame.setBottom(playerBar);
    }
    VBox top = new VBox(bar, verdict, consent);
    frame.setTop(top);
    frame.getStyleClass().add("workbench");
    scene = new Scene(frame, width, height);
    first.dress(scene);
    theme.addListener((_, _, now) -> now.dress(scene));
    if (player != null) {
      tourBar = new TourBar(player);
      top.getChildren().add(1, tourBar);
      key("Shortcut+Period", () -> player.walk().step(1));
      key("Shortcut+Comma", () -> player.walk().step(-1));
      key("Space", player::playOrPause);
      key("Period", player::step);
      key("Comma", player::back);
      key("Alt+Right", () -> player.seekNotable(1));
      key("Alt+Left", () -> player.seekNotable(-1));
      key("Shortcut+Up", () -> player.faster(1));
      key("Shortcut+Down", () -> player.faster(-1));
    }
    key("Shortcut+J", leave);
    key("Shortcut+D", () -> bar.forward(12));
    key("Shortcut+I", () -> bar.help(LabAction.Interrupt::new));
    key("Shortcut+O", () -> bar.help(LabAction.TimeOut::new));
    key("Shortcut+R", () -> bar.help(LabAction.Release::new));
    key("Shortcut+Shift+T", () -> theme.set(theme.get().other()));
    key("Esc", this::leaveIt);
    key("F6", () -> next(1));
    key("Shift+F6", () -> next(-1));
    pulse.add(60, _ -> model.drain());
    pulse.add(PANELS_HERTZ, _ -> refresh());
    pulse.add(60, this::animate);
  }

  /** What is under way or asked about is left as it is. */
  private void leaveIt() {
    if (player == null || !player.stay()) {
      model.answer(false);
    }
  }

  private static double[] columns(double width) {
    return new double[] {width < NARROW ? 0.6 : 0.64};
  }

  private static double[] columnsBesideStory(double width) {
    return width < NARROW ? new double[] {0.28, 0.69} : new double[] {0.23, 0.71};
  }

  private Node part(String id, String title, Panel panel) {
    Titled box = new Titled(id, title, panel.tools(), panel.content());
    parts.add(new Part(id, panel, box));
    return box;
  }

  private void key(String keys, Runnable run) {
    Keys.bind(scene, keys, run);
  }

  @Override
  public Scene scene() {
    return scene;
  }

  /** The lab it shows. */
  public CacheLab lab() {
    return model.lab();
  }

  /** The theme it wears. */
  public Theme dress() {
    return theme.get();
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
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    shown = -1;
    refresh();
    animate(0);
  }

  /** A panel's content in words; of {@code verdict} and {@code consent} too. */
  public String twin(String id) {
    return switch (id) {
      case "verdict" -> verdict.twin();
      case "consent" -> consent.twin();
      default ->
          parts.stream()
              .filter(part -> part.id().equals(ALSO.getOrDefault(id, id)))
              .findFirst()
              .orElseThrow()
              .panel()
              .twin();
    };
  }

  private void refresh() {
    long version = model.version() + (player == null ? 0 : player.version());
    if (version == shown) {
      return;
    }
    shown = version;
    point(player == null ? "" : player.target());
    if (playerBar != null) {
      playerBar.refresh();
    }
    if (tourBar != null) {
      tourBar.refresh();
    }
    bar.refresh();
    verdict.refresh();
    consent.refresh();
    for (Part part : parts) {
      part.box().about(part.panel().about());
      part.panel().refresh();
    }
  }

  private void animate(long now) {
    parts.forEach(part -> part.panel().animate(now));
    if (playerBar != null) {
      playerBar.animate();
    }
  }

  /** Leads the eye to a panel, or to a thread. */
  private void point(String target) {
    if (target.equals(pointed)) {
      return;
    }
    pointed = target;
    boolean panel = target.equals("clock");
    bar.point(panel);
    for (Part part : parts) {
      boolean here = part.id().equals(ALSO.getOrDefault(target, target));
      part.box().pseudoClassStateChanged(POINTED, here);
      panel |= here;
    }
    if (!panel && !target.isEmpty()) {
      model.select(target);
    }
  }

  private void next(int step) {
    int at = step > 0 ? -1 : 0;
    for (int i = 0; i < parts.size(); i++) {
      for (Node owner = scene.getFocusOwner(); owner != null; owner = owner.getParent()) {
        at = owner.equals(parts.get(i).box()) ? i : at;
      }
    }
    parts.get(Math.floorMod(at + step, parts.size())).panel().focus();
  }
}
