package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.exhibit.Step;
import glasshouse.engine.view.EngineEvent;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.TimelinePainter;
import glasshouse.ui.draw.TimelineScene;
import glasshouse.ui.draw.TimelineScene.Mark;
import glasshouse.ui.draw.TimelineScene.State;
import glasshouse.ui.player.Beat;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;

/** The steps of the exhibit that is played, as a row one can point into: a click goes there. */
final class Timeline {
  private final Player player;
  private final Sheet sheet;
  private final Tooltip hint = Buttons.hint("");
  private TimelineScene scene = new TimelineScene(List.of(), 0, -1, false);
  private int pointed = -1;

  /** A timeline of what is played. */
  Timeline(Player player, ObservableValue<Theme> theme) {
    this.player = player;
    sheet = new Sheet(theme, (pen, width, _) -> TimelinePainter.paint(pen, scene, width));
    sheet.setId("timeline");
    sheet.setMinHeight(TimelinePainter.HEIGHT);
    sheet.setPrefHeight(TimelinePainter.HEIGHT);
    sheet.setMaxHeight(TimelinePainter.HEIGHT);
    sheet.setFocusTraversable(true);
    sheet.setAccessibleRole(AccessibleRole.SLIDER);
    sheet.setAccessibleHelp(
        "Left and right choose a step, page up and down one where something is done or breaks;"
            + " Enter goes there");
    sheet.setOnMouseMoved(
        event -> point(TimelinePainter.at(scene, sheet.getWidth(), event.getX())));
    sheet.setOnMouseExited(_ -> point(-1));
    sheet.setOnMousePressed(
        event -> {
          sheet.requestFocus();
          go(TimelinePainter.at(scene, sheet.getWidth(), event.getX()));
        });
    sheet.setOnKeyPressed(this::key);
    sheet.focusedProperty().addListener((_, _, _) -> refresh());
    Tooltip.install(sheet, hint);
  }

  /** What is put into the window. */
  Node node() {
    return sheet;
  }

  /** Draws it anew. */
  void refresh() {
    scene =
        new TimelineScene(
            marks(), player.ended(), pointed, sheet.isFocused() && sheet.isFocusVisible());
    sheet.repaint();
    sheet.setAccessibleText(
        player.ended() + " of " + scene.marks().size() + " steps" + (pointed < 0 ? "" : words()));
  }

  /** Draws it anew when its size or its colours have changed. */
  void animate() {
    sheet.repaintWhenDirty();
  }

  /** All of it in words. */
  String twin() {
    return String.join("\n", scene.lines());
  }

  private String words() {
    return "; " + scene.words(pointed);
  }

  private void point(int index) {
    if (index != pointed) {
      pointed = index < scene.marks().size() ? index : -1;
      hint.setText(pointed < 0 ? "" : scene.words(pointed));
      refresh();
    }
  }

  private void go(int index) {
    if (index >= 0) {
      player.seek(index + 1);
    }
  }

  private void key(KeyEvent event) {
    int last = scene.marks().size() - 1;
    int from = pointed < 0 ? player.ended() - 1 : pointed;
    switch (event.getCode()) {
      case LEFT -> point(Math.max(0, from - 1));
      case RIGHT -> point(Math.min(last, from + 1));
      case HOME -> point(Math.min(0, last));
      case END -> point(last);
      case PAGE_UP -> point(Math.max(0, scene.notable(from, -1)));
      case PAGE_DOWN -> point(scene.notable(from, 1));
      case ENTER -> go(pointed);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private List<Mark> marks() {
    Exhibit exhibit = player.chosen();
    if (exhibit == null) {
      return List.of();
    }
    Rehearsal rehearsal = player.rehearsal();
    List<Beat> beats = player.beats();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < exhibit.steps().size(); i++) {
      Step step = exhibit.steps().get(i);
      List<EngineEvent> events =
          rehearsal != null && i < rehearsal.moments().size()
              ? rehearsal.moments().get(i).events()
              : List.of();
      State state = i < beats.size() ? state(beats.get(i)) : State.AHEAD;
      String sign =
          step instanceof Step.Replay replay
              ? String.valueOf(replay.chief().sign())
              : Mark.sign(step.verb());
      marks.add(new Mark(step.verb(), sign, step.words(player.era()), state, events));
    }
    return marks;
  }

  private static State state(Beat beat) {
    return switch (beat.state()) {
      case RUNNING, ASKED -> State.OPEN;
      case PASSED -> State.PASSED;
      case FAILED -> State.FAILED;
    };
  }
}
