package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Group;
import glasshouse.engine.exhibit.Tour;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Prose;
import glasshouse.ui.model.Format;
import glasshouse.ui.player.Player;
import glasshouse.ui.player.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All exhibits by group, each with what it teaches; words typed above leave those that fit. */
final class Hall {
  private final Player player;
  private final TextField search = new TextField();
  private final VBox entries = new VBox();
  private final TextField seed = new TextField();
  private final Label seedNote = new Label();
  private final VBox box = new VBox(search, seedRow(), seedNote, entries);
  private int walked;

  Hall(Player player) {
    this.player = player;
    search.setId("hall-search");
    search.setPromptText("Search: a word, an era, a command");
    search.setAccessibleText("Search the exhibits");
    search.textProperty().addListener((_, _, _) -> fill());
    search.setOnAction(_ -> openOnly());
    seedNote.setId("hall-seed-note");
    seedNote.setWrapText(true);
    entries.getStyleClass().add("hall-entries");
    box.getStyleClass().add("hall");
    fill();
    refresh();
  }

  private HBox seedRow() {
    seed.setId("hall-seed");
    seed.setPromptText("A seed of the fuzzer: 6.0.3/4/7/97");
    seed.setAccessibleText("A seed of the fuzzer, for example 6.0.3/4/7/97");
    seed.setOnAction(_ -> openSeed());
    HBox.setHgrow(seed, Priority.ALWAYS);
    Button open = new Button("Open");
    open.setId("hall-seed-open");
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setTooltip(Buttons.hint("Open what the seed does, where something breaks  Enter"));
    open.setOnAction(_ -> openSeed());
    HBox row = new HBox(seed, open);
    row.getStyleClass().add("hall-seed");
    return row;
  }

  private void openSeed() {
    player.seeds().open(seed.getText(), 0);
  }

  Node node() {
    return box;
  }

  /** Says what has come of the seed that was typed, and where tours were left. */
  void refresh() {
    int left = player.walk().tours().stream().mapToInt(player.walk()::left).sum();
    if (left != walked) {
      walked = left;
      fill();
    }
    String note = player.seeds().note();
    seedNote.setText(note);
    seedNote.setManaged(!note.isEmpty());
    seedNote.setVisible(!note.isEmpty());
    seedNote.getStyleClass().setAll(player.seeds().refused() ? "hall-seed-refused" : "faint");
  }

  /** Leads the keyboard to where a seed is typed. */
  void focusSeed() {
    seed.requestFocus();
    seed.selectAll();
  }

  /** What is listed, in words. */
  String twin() {
    StringBuilder text = new StringBuilder("exhibits:");
    if (!player.seeds().note().isEmpty()) {
      text.append("\nseed: ").append(player.seeds().note());
    }
    for (Tour tour : player.walk().tours()) {
      if (fits(tour)) {
        int left = player.walk().left(tour);
        text.append("\nGuided tour: ").append(tour.title()).append(". ").append(tour.about());
        text.append(left == 0 ? "" : " Left at stop " + (left + 1) + ".");
      }
    }
    for (Group group : Group.values()) {
      for (Exhibit exhibit : in(group)) {
        text.append('\n').append(group.title()).append(": ").append(exhibit.title());
        text.append(". ").append(exhibit.teaches());
      }
    }
    return text.toString();
  }

  private void fill() {
    entries.getChildren().clear();
    List<Tour> tours = player.walk().tours().stream().filter(this::fits).toList();
    if (!tours.isEmpty()) {
      Label title = new Label("Guided tours");
      title.getStyleClass().add("hall-group");
      entries.getChildren().add(title);
      tours.forEach(tour -> entries.getChildren().add(entry(tour)));
    }
    for (Group group : Group.values()) {
      List<Exhibit> fit = in(group);
      if (!fit.isEmpty()) {
        Label title = new Label(group.title());
        title.getStyleClass().add("hall-group");
        entries.getChildren().addAll(title, Prose.of(group.about(), "story-aside"));
        fit.forEach(exhibit -> entries.getChildren().add(entry(exhibit)));
      }
    }
    if (entries.getChildren().isEmpty()) {
      String why = player.exhibits().isEmpty() ? "There are no exhibits." : "None fits.";
      entries.getChildren().add(Prose.of(why, "story-aside"));
    }
  }

  private List<Exhibit> in(Group group) {
    List<Exhibit> fit = new ArrayList<>();
    for (Exhibit exhibit : player.exhibits()) {
      if (exhibit.group() == group && fits(exhibit)) {
        fit.add(exhibit);
      }
    }
    return fit;
  }

  private boolean fits(Exhibit exhibit) {
    return fits(
        String.join(
            " ",
            exhibit.id(),
            exhibit.title(),
            exhibit.about(),
            exhibit.teaches(),
            String.join(" ", exhibit.eras().keySet()),
            String.join(" ", exhibit.story()),
            String.join(" ", exhibit.sources())));
  }

  private boolean fits(Tour tour) {
    String all =
        String.join(" ", tour.id(), tour.title(), tour.about(), String.join(" ", tour.story()));
    String stops =
        tour.stops().stream()
            .map(stop -> stop.era() + " " + stop.exhibit().title())
            .collect(Collectors.joining(" "));
    return fits(all + " tour " + stops);
  }

  private boolean fits(String all) {
    String text = all.toLowerCase(Locale.ROOT);
    for (String word : search.getText().toLowerCase(Locale.ROOT).strip().split("\\s+")) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Enter opens what was found when it is one alone. */
  private void openOnly() {
    List<Exhibit> fit = player.exhibits().stream().filter(this::fits).toList();
    if (fit.size() == 1) {
      player.choose(fit.getFirst());
    }
  }

  private Node entry(Tour tour) {
    Walk walk = player.walk();
    int left = walk.left(tour);
    Button title = new Button(tour.title());
    title.setId("tour-" + tour.id());
    title.setAccessibleText(tour.title() + ". " + tour.about());
    title.getStyleClass().addAll("flat", "story-open");
    title.setOnAction(_ -> walk.resume(tour));
    Button begin = new Button(left == 0 ? "Begin" : "Go on at stop " + (left + 1));
    begin.setId("tour-begin-" + tour.id());
    begin.getStyleClass().addAll("small", "accent");
    begin.setTooltip(Buttons.hint("Walk the tour  Ctrl+Shift+W"));
    begin.setOnAction(_ -> walk.resume(tour));
    FlowPane buttons = new FlowPane(6, 6, begin);
    if (left > 0) {
      Button anew = new Button("From the beginning");
      anew.setId("tour-anew-" + tour.id());
      anew.getStyleClass().add("small");
      anew.setOnAction(_ -> walk.go(tour, 0));
      buttons.getChildren().add(anew);
    }
    String releases =
        tour.releases().stream().map(Tour.Release::era).collect(Collectors.joining(" › "));
    VBox entry =
        new VBox(
            title,
            Prose.of(tour.about(), "story-about"),
            Prose.of(releases, "story-aside"),
            Prose.of(Format.many(tour.stops().size(), "stop"), "story-aside"),
            buttons);
    entry.getStyleClass().addAll("story-entry", "tour-entry");
    entry.setOnMouseClicked(_ -> walk.resume(tour));
    return entry;
  }

  private Node entry(Exhibit exhibit) {
    Button title = new Button(exhibit.title());
    title.setId("exhibit-" + exhibit.id());
    title.setAccessibleText(exhibit.title() + ". " + exhibit.about());
    title.getStyleClass().addAll("flat", "story-open");
    title.setOnAction(_ -> player.choose(exhibit));
    String where =
        String.join(" · ", exhibit.eras().keySet())
            + "   "
            + Format.many(exhibit.steps().size(), "step");
    VBox entry =
        new VBox(
            title,
            Prose.of(exhibit.about(), "story-about"),
            Prose.of(exhibit.teaches(), "hall-teaches"),
            Prose.of(where, "story-aside"));
    entry.getStyleClass().add("story-entry");
    entry.setOnMouseClicked(_ -> player.choose(exhibit));
    return entry;
  }
}
