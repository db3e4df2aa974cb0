package glasshouse.engine.view;

/**
 * The digest of a data set at an offset; DEBUG DIGEST of Redis gives the same digits.
 *
 * @param state whether {@code hex} can be compared
 * @param hex 40 hexadecimal digits, empty while {@code state} is PENDING
 * @param replid history and
 * @param offset position the digest belongs to
 */
public record DigestView(State state, String hex, String replid, long offset) {
  /** Whether a digest is known. */
  public enum State {
    /** Being computed, or waiting for a pause in the writes. */
    PENDING,
    /** It belongs to exactly this position. */
    EXACT
  }
}
