package glasshouse.engine.exhibit;

import glasshouse.engine.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Who plays an exhibit, as its {@link Director} sees them: the nodes of a cast, or a lab. */
interface Company extends AutoCloseable {
  /** How time passes for them. */
  Pace pace();

  /** True when they are ready to begin. */
  boolean stands() throws InterruptedException;

  /** True when nothing happens any more until somebody does something. */
  boolean atRest() throws InterruptedException;

  /** The figure now. */
  Eyes.Seen see(Figure figure) throws InterruptedException;

  /** Does what a step says that does something. */
  Result play(Step step, String era) throws InterruptedException;

  /** What came of an action, as soon as that is known. */
  static Result outcome(Pace pace, CompletableFuture<Outcome> outcome, long millis)
      throws InterruptedException {
    try {
      return switch (pace.await(outcome, millis)) {
        case Outcome.Done(String text) -> new Result.Passed(text);
        case Outcome.Refused(String reason) -> notDone("refused: " + reason);
      };
    } catch (TimeoutException late) {
      return notDone("nothing within " + millis / 1000 + " s");
    }
  }

  private static Result notDone(String seen) {
    return new Result.Failed(List.of(new Result.Miss("the action", "done", seen)));
  }

  /** Ends what was made to play; what plays stays: it belongs to the director's listener. */
  @Override
  void close();
}
