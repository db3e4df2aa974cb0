package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Claim;
import glasshouse.engine.exhibit.Result;
import glasshouse.engine.exhibit.Step;
import glasshouse.ui.control.Prose;
import glasshouse.ui.model.Format;
import glasshouse.ui.player.Beat;
import glasshouse.ui.player.Player;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One step of a story as a row: a sign for how far it is, what it says, what came of it. */
final class StoryStep {
  private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");

  private StoryStep() {}

  static Node of(Beat beat, boolean last, Player player) {
    Label sign = new Label(sign(beat));
    sign.setMinWidth(Region.USE_PREF_SIZE);
    sign.getStyleClass()
        .addAll("story-sign", beat.state().name().toLowerCase(java.util.Locale.ROOT));
    VBox body = new VBox();
    body.getStyleClass().add("story-body");
    HBox.setHgrow(body, Priority.ALWAYS);
    fill(body, beat, player);
    HBox row = new HBox(sign, body);
    row.setId("story-step-" + beat.number());
    row.getStyleClass().addAll("story-step", "story-" + beat.step().verb());
    row.pseudoClassStateChanged(NOW, last);
    row.setAccessibleText(text(beat));
    return row;
  }

  private static String sign(Beat beat) {
    return switch (beat.state()) {
      case RUNNING -> "▸";
      case ASKED -> "?";
      case PASSED ->
          switch (beat.step()) {
            case Step.Say _ -> "";
            case Step.PointAt _ -> "☞";
            case Step.Do _,
                Step.Act _,
                Step.InLab _,
                Step.Pass _,
                Step.WaitUntil _,
                Step.Predict _,
                Step.Expect _,
                Step.Replay _ ->
                "✓";
          };
      case FAILED -> "✕";
    };
  }

  private static void fill(VBox body, Beat beat, Player player) {
    List<Node> rows = body.getChildren();
    switch (beat.step()) {
      case Step.Say _ -> rows.add(Prose.of(beat.words(), "story-said"));
      case Step.Do _ -> {
        rows.add(Prose.code(beat.words(), "story-typed"));
        if (!beat.seen().isEmpty()) {
          rows.add(Prose.code(beat.seen(), "story-reply"));
        }
      }
      case Step.Act _, Step.InLab _ -> {
        rows.add(Prose.of(beat.words(), "story-act"));
        if (!beat.seen().isEmpty()) {
          rows.add(Prose.of(beat.seen(), "story-aside"));
        }
      }
      case Step.Replay replay -> replayed(rows, beat, replay);
      case Step.Pass _ -> rows.add(Prose.of(beat.words() + " pass.", "story-aside"));
      case Step.WaitUntil(int _, List<Claim> claims) -> claims(rows, beat, claims, player);
      case Step.PointAt _ -> rows.add(Prose.of("Look at " + beat.words() + ".", "story-aside"));
      case Step.Predict predict -> question(rows, beat, predict, player);
      case Step.Expect(int _, List<Claim> claims) -> claims(rows, beat, claims, player);
    }
    for (Result.Miss miss : beat.misses()) {
      rows.add(
          Prose.of(
              miss.what() + ": expected " + miss.expected() + ", seen " + miss.seen(),
              "story-miss"));
    }
  }

  private static void replayed(List<Node> rows, Beat beat, Step.Replay step) {
    switch (step.chief().kind()) {
      case COMMANDS -> rows.add(Prose.code(beat.words(), "story-typed"));
      case FAULT, HEALED, REST, EVENT -> rows.add(Prose.of(beat.words(), "story-act"));
      case FOUND -> {
        rows.add(Prose.of("Broken: " + beat.words() + ".", "story-miss"));
        rows.add(Prose.of(beat.seen() + ".", "story-aside"));
        String until = " --until " + step.behind();
        rows.add(Prose.code("./glasshouse replay " + step.seed() + until, "story-reply"));
      }
    }
    String behind = "event " + Format.count(step.behind());
    rows.add(
        Prose.of(behind + ", " + Format.count(step.done().getFirst().at()) + " ms", "story-aside"));
  }

  /** What is claimed while it is open, what was seen as soon as it holds. */
  private static void claims(List<Node> rows, Beat beat, List<Claim> claims, Player player) {
    if (beat.state() == Beat.State.PASSED) {
      for (String line : beat.seen().split("\n")) {
        int colon = line.indexOf(": ");
        rows.add(
            Prose.of(
                line.substring(0, colon) + "  `" + line.substring(colon + 2) + "`",
                "story-figure"));
      }
    } else if (beat.misses().isEmpty()) {
      for (Claim claim : claims) {
        rows.add(Prose.of(claim.words(player.era()), "story-aside"));
      }
    }
  }

  private static void question(List<Node> rows, Beat beat, Step.Predict predict, Player player) {
    rows.add(Prose.of(beat.words(), "story-question"));
    FlowPane choices = new FlowPane(6, 6);
    for (int i = 0; i < predict.choices().size(); i++) {
      int choice = i;
      Button button = new Button(predict.choices().get(i));
      button.setId("story-choice-" + (i + 1));
      button.getStyleClass().addAll("small", "story-choice");
      if (beat.choice() == i) {
        button.getStyleClass().add("accent");
      }
      button.setDisable(beat.state() != Beat.State.ASKED || beat.choice() >= 0);
      button.setOnAction(_ -> player.answer(choice));
      choices.getChildren().add(button);
    }
    rows.add(choices);
    if (!beat.verdict().isEmpty()) {
      rows.add(Prose.of(beat.verdict(), "story-verdict"));
    }
  }

  /** The step in words. */
  static String text(Beat beat) {
    StringBuilder text = new StringBuilder();
    text.append(beat.number()).append(' ').append(beat.step().verb()).append(' ');
    text.append(beat.words().replace("`", ""));
    text.append(", ").append(beat.state().name().toLowerCase(java.util.Locale.ROOT));
    for (Result.Miss miss : beat.misses()) {
      text.append("; ").append(miss.text());
    }
    if (!beat.verdict().isEmpty()) {
      text.append("; ").append(beat.verdict());
    }
    return text.toString();
  }
}
