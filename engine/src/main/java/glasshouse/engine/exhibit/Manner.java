package glasshouse.engine.exhibit;

/**
 * How an exhibit is played.
 *
 * @param asks whether a prediction waits for somebody to choose
 * @param perStep milliseconds to look at each step before the next begins
 * @param perLetter milliseconds more for each letter that is told
 */
public record Manner(boolean asks, long perStep, long perLetter) {
  /** At full speed with nobody there. */
  public static final Manner ALONE = new Manner(false, 0, 0);

  /** Before eyes that read along. */
  public static final Manner READ_ALONG = new Manner(true, 900, 28);

  /** Milliseconds to look at a step. */
  long pause(Step step, String era) {
    return perStep + (step instanceof Step.Say say ? perLetter * say.text().in(era).length() : 0);
  }
}
