package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Point;

/**
 * How an exhibit is played.
 *
 * @param asks whether somebody is there: a prediction waits for a choice, and what plays by itself
 *     stands still where the fuzzer found something
 * @param perStep milliseconds to look at each step before the next begins; of the many steps of a
 *     fuzzer's run those on which nothing goes wrong have an eighth of it, and faults twice as much
 * @param perLetter milliseconds more for each letter that is told
 */
public record Manner(boolean asks, long perStep, long perLetter) {
  /** At full speed with nobody there. */
  public static final Manner ALONE = new Manner(false, 0, 0);

  /** Before eyes that read along. */
  public static final Manner READ_ALONG = new Manner(true, 900, 28);

  private static final int QUIET = 8;
  private static final int LOUD = 2;

  /** Milliseconds to look at a step. */
  long pause(Step step, String era) {
    return switch (step) {
      case Step.Say say -> perStep + perLetter * say.text().in(era).length();
      case Step.Replay replay ->
          replay.chief().kind() == Point.Kind.COMMANDS ? perStep / QUIET : perStep * LOUD;
      case Step.Do _,
          Step.Act _,
          Step.InLab _,
          Step.Pass _,
          Step.WaitUntil _,
          Step.PointAt _,
          Step.Predict _,
          Step.Expect _ ->
          perStep;
    };
  }

  /** Whether what plays by itself stands still behind a step. */
  boolean halts(Step step) {
    return asks && step instanceof Step.Replay replay && replay.broken();
  }
}
