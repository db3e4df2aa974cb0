package glasshouse.engine.rdb;

/**
 * Bytes that are no RDB, or one we cannot take. The message names the place, what stands there and
 * what should.
 */
public final class RdbException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final String what;

  /**
   * Damage at a place of the file.
   *
   * @param offset bytes from the start of the RDB
   * @param what what was seen and what was expected, without the place
   */
  public RdbException(long offset, String what) {
    super("RDB offset " + offset + ": " + what);
    this.offset = offset;
    this.what = what;
  }

  /** The same damage, told with the type of the value that it is in. */
  RdbException inside(int type) {
    return new RdbException(offset, what + ", in a value of type " + RdbType.name(type));
  }

  /** Bytes from the start of the RDB to the place the message speaks of. */
  public long offset() {
    return offset;
  }
}
