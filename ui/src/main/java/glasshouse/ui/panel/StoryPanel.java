package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Prose;
import glasshouse.ui.player.Beat;
import glasshouse.ui.player.Player;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The exhibits: their list, and the story of the one that is played with its steps under it. */
final class StoryPanel implements Panel {
  private final Player player;
  private final VBox body = new VBox();
  private final ScrollPane scroll = new ScrollPane(body);
  private final HBox transport = new HBox();
  private final VBox all = new VBox(scroll, transport);
  private final Button play = Buttons.icon("fth-play", "", () -> {});
  private long shown = -1;
  private int steps;

  StoryPanel(Desk desk) {
    player = desk.player();
    body.getStyleClass().add("story");
    scroll.setId("story");
    scroll.getStyleClass().add("rows-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    transport.getStyleClass().add("transport");
    transport.setAlignment(Pos.CENTER_LEFT);
    play.setId("story-play");
    play.setOnAction(_ -> player.playOrPause());
    Button step = Buttons.icon("fth-skip-forward", "One step  .", player::step);
    step.setId("story-next");
    Button again = Buttons.icon("fth-rotate-ccw", "From the beginning", player::again);
    again.setId("story-again");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button leave =
        Buttons.icon("fth-log-out", "Leave: back to your own cluster", () -> player.choose(null));
    leave.setId("story-leave");
    transport.getChildren().addAll(play, step, again, space, leave);
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
    return exhibit == null ? "" : "era " + player.era();
  }

  @Override
  public void refresh() {
    if (player.version() == shown) {
      return;
    }
    shown = player.version();
    Exhibit exhibit = player.chosen();
    transport.setVisible(exhibit != null);
    transport.setManaged(exhibit != null);
    String word = player.playing() ? "Pause" : "Play";
    play.setGraphic(new FontIcon(player.playing() ? "fth-pause" : "fth-play"));
    play.getTooltip().setText(word + "  space");
    play.setAccessibleText(word);
    play.setText(word);
    steps = player.beats().size();
    body.getChildren().clear();
    if (exhibit == null) {
      list();
    } else {
      story(exhibit);
    }
    if (steps == 0) {
      scroll.setVvalue(0);
    }
    scroll.setAccessibleText(twin());
  }

  private void list() {
    if (player.exhibits().isEmpty()) {
      body.getChildren().add(Prose.of("There are no exhibits.", "story-aside"));
    }
    for (Exhibit exhibit : player.exhibits()) {
      Button title = new Button(exhibit.title());
      title.setId("exhibit-" + exhibit.id());
      title.setAccessibleText(exhibit.title() + ". " + exhibit.about());
      title.getStyleClass().addAll("flat", "story-open");
      title.setOnAction(_ -> player.choose(exhibit));
      VBox entry =
          new VBox(
              title,
              Prose.of(exhibit.about(), "story-about"),
              Prose.of(String.join(" · ", exhibit.eras().keySet()), "story-aside"));
      entry.getStyleClass().add("story-entry");
      entry.setOnMouseClicked(_ -> player.choose(exhibit));
      body.getChildren().add(entry);
    }
  }

  private void story(Exhibit exhibit) {
    Label title = new Label(exhibit.title());
    title.getStyleClass().add("story-title");
    title.setWrapText(true);
    body.getChildren().add(title);
    for (String paragraph : exhibit.story()) {
      body.getChildren().add(Prose.of(paragraph, "story-paragraph"));
    }
    body.getChildren().add(eras(exhibit));
    List<Beat> beats = player.beats();
    for (int i = 0; i < beats.size(); i++) {
      boolean last = i == beats.size() - 1 && player.ending() == null;
      body.getChildren().add(StoryStep.of(beats.get(i), last, player));
    }
    Ending ending = player.ending();
    if (ending != null) {
      body.getChildren()
          .add(
              Prose.of(
                  end(exhibit, ending),
                  ending instanceof Ending.Held ? "story-end" : "story-end-early"));
      for (String paragraph : exhibit.why()) {
        body.getChildren().add(Prose.of(paragraph, "story-paragraph"));
      }
    } else {
      int left = exhibit.steps().size() - beats.size();
      String word =
          beats.isEmpty()
              ? player.running()
                  ? "The cast takes its place…"
                  : left + " steps. Space plays and pauses, a full stop makes one step."
              : left == 0 ? "" : left + " more";
      body.getChildren().add(Prose.of(word, "story-aside"));
    }
  }

  private HBox eras(Exhibit exhibit) {
    HBox row = new HBox();
    row.getStyleClass().add("story-eras");
    row.setAlignment(Pos.CENTER_LEFT);
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
      case Ending.Held _ -> "Era " + player.era() + ": " + exhibit.eras().get(player.era());
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
      text.append("exhibits:");
      for (Exhibit each : player.exhibits()) {
        text.append('\n').append(each.title()).append(". ").append(each.about());
      }
      return text.toString();
    }
    text.append(exhibit.title()).append(", era ").append(player.era());
    for (Beat beat : player.beats()) {
      text.append('\n').append(StoryStep.text(beat));
    }
    Ending ending = player.ending();
    if (ending != null) {
      text.append('\n').append(end(exhibit, ending));
    }
    return text.toString();
  }

  @Override
  public void focus() {
    scroll.requestFocus();
  }
}
