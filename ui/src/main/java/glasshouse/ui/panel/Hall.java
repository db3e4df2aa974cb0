package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Group;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Prose;
import glasshouse.ui.model.Format;
import glasshouse.ui.player.Player;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
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
    player.openSeed(seed.getText(), 0);
  }

  Node node() {
    return box;
  }

  /** Says what has come of the seed that was typed. */
  void refresh() {
    String note = player.seedNote();
    seedNote.setText(note);
    seedNote.setManaged(!note.isEmpty());
    seedNote.setVisible(!note.isEmpty());
    seedNote.getStyleClass().setAll(player.seedRefused() ? "hall-seed-refused" : "faint");
  }

  /** Leads the keyboard to where a seed is typed. */
  void focusSeed() {
    seed.requestFocus();
    seed.selectAll();
  }

  /** What is listed, in words. */
  String twin() {
    StringBuilder text = new StringBuilder("exhibits:");
    if (!player.seedNote().isEmpty()) {
      text.append("\nseed: ").append(player.seedNote());
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
    String all =
        String.join(
            " ",
            exhibit.id(),
            exhibit.title(),
            exhibit.about(),
            exhibit.teaches(),
            String.join(" ", exhibit.eras().keySet()),
            String.join(" ", exhibit.story()),
            String.join(" ", exhibit.sources()));
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
