package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The exhibit that is played: what plays it, where it stands, and what can be done besides. */
public final class PlayerBar extends Bar {
  private static final double WHERE = 52;
  private static final String PORTS = "On real ports  Ctrl+L";
  private static final PseudoClass ON = PseudoClass.getPseudoClass("on");

  private final Player player;
  private final Timeline timeline;
  private final ComingBox coming;
  private final Button back;
  private final Button play = Buttons.icon("fth-play", "", () -> {});
  private final Label where = new Label();
  private final Button slower;
  private final Label speed = new Label();
  private final Button faster;
  private final MenuButton beside = new MenuButton("Beside", new FontIcon("fth-columns"));
  private final Button fork;
  private final ToggleButton ports = Buttons.toggle("fth-radio", PORTS);

  /** Around the button, which has no hint of its own while it is disabled. */
  private final StackPane aroundPorts = new StackPane(ports);

  private final Tooltip noPorts = Buttons.hint("");
  private @Nullable Exhibit listed;
  private long shown = -1;

  /** A bar for what a player plays. */
  public PlayerBar(Player player, ObservableValue<Theme> theme) {
    this.player = player;
    timeline = new Timeline(player, theme);
    setId("player-bar");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("player-bar");
    back = button("fth-skip-back", "One step back  ,", player::back, "story-back");
    play.setId("story-play");
    play.setOnAction(_ -> player.playOrPause());
    Button next = button("fth-skip-forward", "One step  .", player::step, "story-next");
    Button again = button("fth-rotate-ccw", "From the beginning", player::again, "story-again");
    where.getStyleClass().add("player-where");
    where.setMinWidth(WHERE);
    slower = button("fth-minus", "Slower  Ctrl+Down", () -> player.faster(-1), "story-slower");
    faster = button("fth-plus", "Faster  Ctrl+Up", () -> player.faster(1), "story-faster");
    speed.getStyleClass().add("player-speed");
    speed.setMinWidth(30);
    beside.setId("story-beside");
    beside.getStyleClass().addAll("flat", "tool");
    beside.setTooltip(Buttons.hint("Show another era beside this one  Ctrl+D"));
    beside.setMinWidth(Region.USE_PREF_SIZE);
    fork = button("fth-git-branch", "Go on by hand from here  Ctrl+G", player::fork, "story-fork");
    fork.setText("By hand");
    fork.setMinWidth(Region.USE_PREF_SIZE);
    ports.setId("story-ports");
    ports.setOnAction(_ -> player.onPorts(ports.isSelected()));
    Button leave =
        button(
            "fth-log-out",
            "Leave: back to your own cluster",
            () -> player.choose(null),
            "story-leave");
    coming = new ComingBox(player);
    StackPane middle = new StackPane(timeline.node(), coming);
    middle.setMinWidth(0);
    HBox.setHgrow(middle, Priority.ALWAYS);
    getChildren().addAll(back, play, next, again, where, middle, slower, speed, faster, beside);
    getChildren().addAll(fork, aroundPorts, leave);
    fold(List.of(fork, beside));
    refresh();
  }

  private static Button button(String icon, String hint, Runnable run, String id) {
    Button button = Buttons.icon(icon, hint, run);
    button.setId(id);
    return button;
  }

  /** Shows how far it is. */
  public void refresh() {
    if (player.version() == shown) {
      return;
    }
    shown = player.version();
    Exhibit exhibit = player.chosen();
    boolean on = exhibit != null && player.open().get();
    setVisible(on);
    setManaged(on);
    if (exhibit == null) {
      return;
    }
    String word = player.playing() ? "Pause" : "Play";
    if (!word.equals(play.getText())) {
      play.setGraphic(new FontIcon(player.playing() ? "fth-pause" : "fth-play"));
      play.getTooltip().setText(word + "  space");
      play.setAccessibleText(word);
      play.setText(word);
      play.setMinWidth(Region.USE_PREF_SIZE);
    }
    back.getTooltip().setText("One step back  ," + ComingBox.consequence(exhibit));
    where.setText(player.ended() + "/" + exhibit.steps().size());
    fork.pseudoClassStateChanged(ON, player.byHand());
    speed.setText(number(player.speed()) + "×");
    slower.setDisable(player.speed() <= Player.SPEEDS.getFirst());
    faster.setDisable(player.speed() >= Player.SPEEDS.getLast());
    boolean simulated = !player.onPorts() && !exhibit.inLab();
    fork.setDisable(!player.running() || player.byHand() || !simulated);
    String why = player.notOnPorts();
    String hint = why.isEmpty() ? PORTS : "Not on real ports: " + why;
    if (!hint.equals(ports.getAccessibleText())) {
      ports.setAccessibleText(hint);
      noPorts.setText(hint);
      if (why.isEmpty()) {
        Tooltip.uninstall(aroundPorts, noPorts);
      } else {
        Tooltip.install(aroundPorts, noPorts);
      }
    }
    ports.setDisable(!why.isEmpty());
    ports.setSelected(player.onPorts());
    eras(exhibit);
    timeline.refresh();
  }

  /** Moves with the size and the colours of the window. */
  public void animate() {
    timeline.node().setVisible(!coming.refresh());
    timeline.animate();
  }

  /** What it shows, in words. */
  public String twin() {
    String late = coming.isVisible() ? coming.getAccessibleText() + "\n" : "";
    return where.getText() + (player.byHand() ? ", by hand\n" : "\n") + late + timeline.twin();
  }

  private static String number(double factor) {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }

  private void eras(Exhibit exhibit) {
    if (!exhibit.equals(listed)) {
      listed = exhibit;
      beside.getItems().clear();
      for (String era : exhibit.eras().keySet()) {
        CheckMenuItem item = new CheckMenuItem(era);
        item.setOnAction(_ -> player.beside().toggle(era));
        beside.getItems().add(item);
      }
    }
    beside
        .getItems()
        .forEach(
            item -> {
              item.setDisable(item.getText().equals(player.era()));
              if (item instanceof CheckMenuItem check) {
                check.setSelected(item.getText().equals(player.beside().era()));
              }
            });
    beside.setDisable(player.onPorts() || exhibit.inLab() || exhibit.eras().size() < 2);
    beside.setText(player.beside().era().isEmpty() ? "Beside" : "Beside " + player.beside().era());
  }
}
