package glasshouse.ui.model;

/**
 * What came of the last action, for the eye.
 *
 * @param refused true when it was not done
 * @param text one sentence
 * @param number grows with each note, so that the same sentence twice is news twice
 */
public record Note(boolean refused, String text, long number) {
  /** Nothing to say. */
  public static final Note NONE = new Note(false, "", 0);
}
