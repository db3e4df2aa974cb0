package glasshouse.engine.rdb;

/**
 * Bytes that are no RDB, or one we cannot take. The message names the place, what stands there and
 * what should.
 */
public final class RdbException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;

  /**
   * Damage at a place of the file.
   *
   * @param offset bytes from the start of the RDB
   * @param what what was seen and what was expected, without the place
   */
  public RdbException(long offset, String what) {
    super("RDB offset " + offset + ": " + what);
    this.offset = offset;
  }

  /** Bytes from the start of the RDB to the place the message speaks of. */
  public long offset() {
    return offset;
  }
}
