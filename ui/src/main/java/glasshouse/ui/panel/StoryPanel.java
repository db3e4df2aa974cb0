package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.exhibit.Tour;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Prose;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Reading;
import glasshouse.ui.player.Beat;
import glasshouse.ui.player.Player;
import glasshouse.ui.player.Walk;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The exhibits: their list, and the story of the one that is played with its steps under it. */
public final class StoryPanel implements Panel {
  /** So many of the last steps are shown; a run of the fuzzer has hundreds. */
  private static final int MOST_STEPS = 60;

  private final Player player;
  private final Hall hall;
  private final VBox body = new VBox();
  private final ScrollPane scroll = new ScrollPane(body);
  private final VBox all = new VBox(scroll);
  private @Nullable Exhibit told;
  private long shown = -1;
  private int steps;

  /** The exhibits of a player. */
  public StoryPanel(Player player) {
    this.player = player;
    hall = new Hall(player);
    body.getStyleClass().add("story");
    scroll.setId("story");
    scroll.getStyleClass().add("rows-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    // The steps grow at the end, and that is where the eye is.
    body.heightProperty()
        .addListener(
            (_, _, _) -> {
              if (steps > 0) {
                scroll.setVvalue(1);
              }
            });
  }

  @Override
  public Node content() {
    return all;
  }

  @Override
  public String about() {
    Exhibit exhibit = player.chosen();
    return exhibit == null || exhibit.inLab() ? "" : "era " + player.era();
  }

  @Override
  public void refresh() {
    if (player.version() == shown) {
      return;
    }
    shown = player.version();
    Exhibit exhibit = player.chosen();
    steps = player.beats().size();
    if (exhibit != null && !exhibit.equals(told)) {
      // Off the search field, where a space would be a letter.
      scroll.requestFocus();
    }
    told = exhibit;
    body.getChildren().clear();
    if (exhibit == null) {
      hall.refresh();
      body.getChildren().add(hall.node());
      if (player.seeds().takeAsk()) {
        hall.focusSeed();
      }
    } else {
      story(exhibit);
    }
    if (steps == 0) {
      scroll.setVvalue(0);
    } else {
      FxThread.run(() -> scroll.setVvalue(1));
    }
    scroll.setAccessibleText(twin());
  }

  private void story(Exhibit exhibit) {
    Tour.Stop stop = player.walk().stop();
    if (stop != null) {
      arrival(stop);
    }
    Label title = new Label(exhibit.title());
    title.getStyleClass().add("story-title");
    title.setWrapText(true);
    body.getChildren().add(title);
    for (String paragraph : exhibit.story()) {
      body.getChildren().add(Prose.of(paragraph, "story-paragraph"));
    }
    if (!exhibit.inLab()) {
      body.getChildren().add(eras(exhibit));
      if (!player.notOnPorts().isEmpty()) {
        body.getChildren()
            .add(Prose.of("Only in the simulator: " + player.notOnPorts() + ".", "story-aside"));
      }
    }
    List<Beat> beats = player.beats();
    int first = Math.max(0, beats.size() - MOST_STEPS);
    if (first > 0) {
      body.getChildren().add(Prose.of(Format.many(first, "step") + " before", "story-aside"));
    }
    for (int i = first; i < beats.size(); i++) {
      boolean last = i == beats.size() - 1 && player.ending() == null;
      body.getChildren().add(StoryStep.of(beats.get(i), last, player));
      if (i == player.ended() - 1) {
        addChanges(i);
      }
    }
    Ending ending = player.ending();
    if (player.byHand()) {
      body.getChildren()
          .add(
              Prose.of(
                  "From here on it is yours: buttons and consoles work on these simulated nodes,"
                      + " and time passes. Play, or a step of the timeline, leads back into the"
                      + " story.",
                  "story-by-hand"));
    } else if (ending != null) {
      body.getChildren()
          .add(
              Prose.of(
                  end(exhibit, ending),
                  ending instanceof Ending.Held ? "story-end" : "story-end-early"));
      for (String paragraph : exhibit.why()) {
        body.getChildren().add(Prose.of(paragraph, "story-paragraph"));
      }
      if (!exhibit.sources().isEmpty()) {
        String known = "Known from: " + String.join("; ", exhibit.sources());
        body.getChildren().add(Prose.of(known, "story-aside"));
      }
      if (stop != null) {
        departure(stop);
      }
    } else {
      int left = exhibit.steps().size() - beats.size();
      String word =
          beats.isEmpty()
              ? player.running() && (player.playing() || !player.stands())
                  ? player.onPorts() && exhibit.start() != null
                      ? "First these nodes go through the seed, in real time…"
                      : "The cast takes its place…"
                  : left + " steps. Space plays and pauses, a full stop makes one step."
              : left == 0 ? "" : left + " more";
      body.getChildren().add(Prose.of(word, "story-aside"));
    }
  }

  /** What is told before a stop of the tour, at the first of them what the tour is about. */
  private void arrival(Tour.Stop stop) {
    Walk walk = player.walk();
    VBox told = new VBox();
    told.getStyleClass().add("story-tour");
    if (walk.at() == 0 && walk.tour() != null) {
      walk.tour().story().forEach(it -> told.getChildren().add(Prose.of(it, "story-paragraph")));
    }
    stop.before().forEach(it -> told.getChildren().add(Prose.of(it, "story-paragraph")));
    body.getChildren().add(told);
  }

  /** What is told after it, and the way on. */
  private void departure(Tour.Stop stop) {
    Walk walk = player.walk();
    VBox told = new VBox();
    told.setId("story-departure");
    told.getStyleClass().add("story-tour");
    stop.after().forEach(it -> told.getChildren().add(Prose.of(it, "story-paragraph")));
    boolean leads = walk.leads(1);
    Button on = new Button(leads ? "Next stop" : "End of the tour");
    on.setId("story-next-stop");
    on.getStyleClass().addAll("small", "accent");
    on.setTooltip(Buttons.hint(leads ? "Next stop  Ctrl+." : "Leave the tour"));
    on.setOnAction(
        _ -> {
          if (leads) {
            walk.step(1);
          } else {
            player.choose(null);
          }
        });
    told.getChildren().add(on);
    body.getChildren().add(told);
  }

  /** What the figures were before the step, and are now. */
  private void addChanges(int step) {
    Rehearsal rehearsal = player.rehearsal();
    if (rehearsal == null) {
      return;
    }
    GridPane grid = new GridPane();
    grid.getStyleClass().add("story-changes");
    List<Reading.Pair> changes =
        Reading.different(rehearsal.after(step), rehearsal.after(step + 1));
    for (Reading.Pair pair : changes) {
      String[] cells = {pair.node(), pair.name(), pair.was(), "→", pair.now(), pair.difference()};
      for (int i = 0; i < cells.length; i++) {
        Label cell = new Label(cells[i]);
        cell.getStyleClass().add(i < 2 ? "change-name" : "change-value");
        grid.add(cell, i, grid.getRowCount() - (i == 0 ? 0 : 1));
      }
    }
    if (!changes.isEmpty()) {
      body.getChildren().add(grid);
    }
  }

  private FlowPane eras(Exhibit exhibit) {
    FlowPane row = new FlowPane();
    row.getStyleClass().add("story-eras");
    Label word = new Label("Played in");
    word.getStyleClass().add("faint");
    row.getChildren().add(word);
    ToggleGroup group = new ToggleGroup();
    for (String era : exhibit.eras().keySet()) {
      ToggleButton button = new ToggleButton(era);
      button.setId("story-era-" + era.replace('.', '-').replace('+', '-'));
      button.getStyleClass().addAll("small", "story-era");
      button.setToggleGroup(group);
      button.setSelected(era.equals(player.era()));
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            player.era(era);
          });
      row.getChildren().add(button);
    }
    return row;
  }

  private String end(Exhibit exhibit, Ending ending) {
    return switch (ending) {
      case Ending.Held _ ->
          (exhibit.inLab() ? "" : "Era " + player.era() + ": ") + exhibit.eras().get(player.era());
      case Ending.Failed(int step, _) ->
          "Step " + (step + 1) + " did not go as it should; the ones after it were not played.";
      case Ending.Cancelled _ -> "Ended.";
      case Ending.Broken(String reason) -> "It could not be played: " + reason;
    };
  }

  @Override
  public String twin() {
    @Nullable Exhibit exhibit = player.chosen();
    StringBuilder text = new StringBuilder();
    if (exhibit == null) {
      return hall.twin();
    }
    Tour.Stop stop = player.walk().stop();
    if (stop != null) {
      text.append(String.join("\n", stop.before())).append('\n');
    }
    text.append(exhibit.title()).append(", era ").append(player.era());
    if (!exhibit.inLab() && !player.notOnPorts().isEmpty()) {
      text.append("\nOnly in the simulator: ").append(player.notOnPorts());
    }
    for (Beat beat : player.beats()) {
      text.append('\n').append(StoryStep.text(beat));
    }
    Ending ending = player.ending();
    if (ending != null) {
      text.append('\n').append(end(exhibit, ending));
      if (stop != null) {
        text.append('\n').append(String.join("\n", stop.after()));
      }
    }
    return text.toString();
  }

  @Override
  public void focus() {
    scroll.requestFocus();
  }
}
