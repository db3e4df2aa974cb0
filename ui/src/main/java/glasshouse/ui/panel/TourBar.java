package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Tour;
import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.model.Format;
import glasshouse.ui.player.Player;
import glasshouse.ui.player.Walk;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The tour that is walked: its releases with the stops in each, where one is, and what the release
 * mended and broke.
 */
public final class TourBar extends VBox {
  private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
  private static final PseudoClass PASSED = PseudoClass.getPseudoClass("passed");

  /** A release as a button, with a dot for each of its stops. */
  private record Chip(Button button, List<Region> dots, List<Integer> stops) {}

  private final Player player;
  private final Walk walk;
  private final Label title = new Label();
  private final HBox releases = new HBox();
  private final Label where = new Label();
  private final Button previous;
  private final Button next;
  private final Label mended = told("fth-check-circle", "tour-mended");
  private final Label broke = told("fth-x-circle", "tour-broke");
  private final List<Chip> chips = new ArrayList<>();
  private @Nullable Tour listed;
  private long shown = -1;

  /** A bar for the tours of a player. */
  public TourBar(Player player) {
    this.player = player;
    walk = player.walk();
    setId("tour-bar");
    getStyleClass().add("tour-bar");
    title.getStyleClass().add("tour-title");
    title.setMinWidth(0);
    releases.getStyleClass().add("tour-releases");
    releases.setAlignment(Pos.CENTER_LEFT);
    releases.setMinWidth(Region.USE_PREF_SIZE);
    where.getStyleClass().add("tour-where");
    where.setMinWidth(Region.USE_PREF_SIZE);
    previous = stop("fth-chevron-left", "Previous", "tour-previous", -1);
    next = stop("fth-chevron-right", "Next stop", "tour-next", 1);
    Button leave = Buttons.icon("fth-x", "Leave the tour", () -> player.choose(null));
    leave.setId("tour-leave");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Row row = new Row();
    row.getChildren().addAll(new FontIcon("fth-map"), title, releases, space, where);
    row.getChildren().addAll(previous, next, leave);
    row.folding(List.of(previous, next));
    HBox said = new HBox(mended, broke);
    said.getStyleClass().add("tour-said");
    getChildren().addAll(row, said);
    refresh();
  }

  private static final class Row extends Bar {
    Row() {
      setAlignment(Pos.CENTER_LEFT);
      getStyleClass().add("tour-row");
    }

    void folding(List<Button> buttons) {
      fold(buttons);
    }
  }

  private Button stop(String icon, String word, String id, int direction) {
    String hint = (direction > 0 ? "Next" : "Previous") + " stop  Ctrl+";
    Button button =
        Buttons.icon(icon, hint + (direction > 0 ? "." : ","), () -> walk.step(direction));
    button.setId(id);
    button.setText(word);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private static Label told(String icon, String style) {
    Label label = new Label("", new FontIcon(icon));
    label.getStyleClass().add(style);
    label.setMinWidth(0);
    label.setPrefWidth(200);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setTooltip(Buttons.hint(""));
    HBox.setHgrow(label, Priority.ALWAYS);
    return label;
  }

  /** Shows where one is. */
  public void refresh() {
    if (player.version() == shown) {
      return;
    }
    shown = player.version();
    Tour tour = walk.tour();
    Tour.Stop stop = walk.stop();
    setVisible(tour != null);
    setManaged(tour != null);
    if (tour == null || stop == null) {
      return;
    }
    if (!tour.equals(listed)) {
      listed = tour;
      list(tour);
    }
    for (Chip chip : chips) {
      mark(chip, tour);
    }
    where.setText("stop " + (walk.at() + 1) + " of " + tour.stops().size());
    previous.setDisable(!walk.leads(-1));
    next.setDisable(!walk.leads(1));
    Tour.Release release = tour.release(stop);
    say(mended, release.era() + " mended: " + release.mended());
    say(broke, release.era() + " broke: " + release.broke());
    setAccessibleText(twin());
  }

  private void list(Tour tour) {
    title.setText(tour.title());
    chips.clear();
    releases.getChildren().clear();
    for (Tour.Release release : tour.releases()) {
      List<Integer> stops = new ArrayList<>();
      List<Region> dots = new ArrayList<>();
      HBox row = new HBox();
      row.getStyleClass().add("tour-dots");
      row.setAlignment(Pos.CENTER);
      for (int i = 0; i < tour.stops().size(); i++) {
        if (tour.stops().get(i).era().equals(release.era())) {
          Region dot = new Region();
          dot.getStyleClass().add("tour-dot");
          stops.add(i);
          dots.add(dot);
          row.getChildren().add(dot);
        }
      }
      Button button = new Button(release.era(), row);
      button.setId("tour-release-" + release.era().replace('.', '-'));
      button.getStyleClass().add("tour-release");
      button.setOnAction(_ -> walk.go(tour, stops.getFirst()));
      button.setTooltip(new Tooltip());
      chips.add(new Chip(button, List.copyOf(dots), List.copyOf(stops)));
      releases.getChildren().add(button);
    }
  }

  private void mark(Chip chip, Tour tour) {
    boolean here = chip.stops().contains(walk.at());
    chip.button().pseudoClassStateChanged(HERE, here);
    chip.button().pseudoClassStateChanged(PASSED, chip.stops().getLast() < walk.at());
    for (int i = 0; i < chip.stops().size(); i++) {
      chip.dots().get(i).pseudoClassStateChanged(HERE, chip.stops().get(i) == walk.at());
      chip.dots().get(i).pseudoClassStateChanged(PASSED, chip.stops().get(i) < walk.at());
    }
    String words =
        chip.button().getText()
            + ", "
            + Format.many(chip.stops().size(), "stop")
            + (here ? ", here" : "");
    chip.button().setAccessibleText(words);
    Tour.Release release = tour.release(tour.stops().get(chip.stops().getFirst()));
    chip.button()
        .getTooltip()
        .setText(words + "\nmended: " + release.mended() + "\nbroke: " + release.broke());
  }

  private static void say(Label label, String words) {
    label.setText(words);
    label.getTooltip().setText(words);
  }

  /** What it shows, in words; empty when no tour is walked. */
  public String twin() {
    if (walk.tour() == null) {
      return "";
    }
    StringBuilder text = new StringBuilder("Tour: ").append(title.getText());
    text.append(", ").append(where.getText()).append("\n");
    chips.forEach(chip -> text.append(chip.button().getAccessibleText()).append("; "));
    return text + "\n" + mended.getText() + "\n" + broke.getText();
  }
}
