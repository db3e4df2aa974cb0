package glasshouse.engine.view;

/**
 * One command of a stream.
 *
 * @param offset number of its first byte
 * @param length bytes it takes
 * @param db database the stream stands on when the command runs, -1 when not known
 * @param text the command, words quoted where needed, shortened
 * @param error what this node answered when it applied the command and failed, else empty
 */
public record FrameView(long offset, int length, int db, String text, String error) {
  /** Number of its last byte. */
  public long last() {
    return offset + length - 1;
  }
}
