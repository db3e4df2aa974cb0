package glasshouse.ui.player;

import glasshouse.engine.exhibit.Step;
import java.util.List;

/** Steps at which one wants to stand still: an act, a question, a fault, a finding. */
final class Notable {
  private Notable() {}

  /**
   * How many steps are over behind the next one of note.
   *
   * @param ended steps that are over
   * @param direction ahead (1) or back (-1)
   * @return {@code ended} when there is none
   */
  static int next(List<Step> steps, int ended, int direction) {
    for (int i = ended - 1 + direction; i >= 0 && i < steps.size(); i += direction) {
      if (is(steps.get(i))) {
        return i + 1;
      }
    }
    return ended;
  }

  private static boolean is(Step step) {
    return switch (step) {
      case Step.Act _, Step.InLab _, Step.Predict _ -> true;
      case Step.Replay replay ->
          switch (replay.chief().kind()) {
            case FAULT, FOUND, EVENT, REST -> true;
            case COMMANDS, HEALED -> false;
          };
      case Step.Say _, Step.Do _, Step.Pass _, Step.WaitUntil _, Step.PointAt _, Step.Expect _ ->
          false;
    };
  }
}
