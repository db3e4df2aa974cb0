package glasshouse.engine.base;

/** Something would not fit into an array of bytes; whoever asked for it gets an error instead. */
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code bytes} are too many. */
  public TooLargeException(long bytes) {
    super(bytes + " bytes do not fit into one buffer");
  }
}
