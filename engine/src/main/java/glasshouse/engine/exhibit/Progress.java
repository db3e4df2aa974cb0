package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;

/** What a {@link Director} tells while it plays. Steps are counted from 0. */
public sealed interface Progress {
  /** The cast is there; whoever listens owns its cluster from now on and closes it. */
  record Opened(Scene scene) implements Progress {}

  /** The lab is there; whoever listens owns it from now on and closes it. */
  record LabOpened(CacheLab lab) implements Progress {}

  /** A step has begun. */
  record Began(int step) implements Progress {}

  /** The step is a prediction and waits for a choice. */
  record Asked(int step) implements Progress {}

  /** A step has ended. */
  record Ended(int step, Result result) implements Progress {}

  /**
   * The run has judged a prediction.
   *
   * @param step the step of the prediction
   * @param choice what was chosen, -1 for nothing
   * @param seen what came out
   * @param right whether they are the same
   */
  record Judged(int step, int choice, String seen, boolean right) implements Progress {}

  /** Nothing follows. */
  record Finished(Ending ending) implements Progress {}

  /** How a run ended. */
  sealed interface Ending {
    /** Every expectation held. */
    record Held() implements Ending {}

    /** A step failed; the ones after it were not played. */
    record Failed(int step, Result.Failed result) implements Ending {}

    /** Somebody ended it. */
    record Cancelled() implements Ending {}

    /** The cast could not be brought to stand. */
    record Broken(String reason) implements Ending {}
  }
}
