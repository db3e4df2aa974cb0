package glasshouse.ui.player;

import glasshouse.engine.exhibit.Result;
import glasshouse.engine.exhibit.Step;
import java.util.List;

/**
 * A step that has begun.
 *
 * @param number counted from 1
 * @param step what it is
 * @param words what it says in this era
 * @param state how far it is
 * @param seen what came back, may have several lines
 * @param misses what was not as expected
 * @param choice the choice that was made in a prediction, -1 for none
 * @param verdict what the run said about the prediction, empty until then
 */
public record Beat(
    int number,
    Step step,
    String words,
    State state,
    String seen,
    List<Result.Miss> misses,
    int choice,
    String verdict) {
  /** How far a step is. */
  public enum State {
    /** It is under way. */
    RUNNING,
    /** It waits for a choice. */
    ASKED,
    /** It went as it should. */
    PASSED,
    /** Something was not as expected. */
    FAILED
  }

  /** Whether it is not over yet. */
  public boolean open() {
    return state == State.RUNNING || state == State.ASKED;
  }

  Beat with(State now) {
    return new Beat(number, step, words, now, seen, misses, choice, verdict);
  }

  Beat with(Result result) {
    return switch (result) {
      case Result.Passed(String text) -> {
        boolean broken = step instanceof Step.Replay replay && replay.broken();
        State how = broken ? State.FAILED : State.PASSED;
        yield new Beat(number, step, words, how, text, misses, choice, verdict);
      }
      case Result.Failed(List<Result.Miss> all) ->
          new Beat(number, step, words, State.FAILED, seen, all, choice, verdict);
    };
  }

  Beat chosen(int index) {
    return new Beat(number, step, words, state, seen, misses, index, verdict);
  }

  Beat judged(String text) {
    return new Beat(number, step, words, state, seen, misses, choice, text);
  }
}
