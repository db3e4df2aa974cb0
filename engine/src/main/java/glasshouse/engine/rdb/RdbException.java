package glasshouse.engine.rdb;

/**
 * Bytes that are no RDB, or one we cannot take. The message names the place, what stands there and
 * what should; the verdict is the short one that Redis logs.
 */
public final class RdbException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong, as far as the end of a start depends on it. */
  public enum Damage {
    /** No RDB, or one of a release to come. */
    FOREIGN,
    /** The file ends too early. */
    CUT,
    /** Anything else. */
    CONTENT
  }

  private final Damage damage;
  private final long offset;
  private final String verdict;
  private final String what;

  /**
   * Damage at a place of the file, for which Redis has no other words.
   *
   * @param offset bytes from the start of the RDB
   * @param what what was seen and what was expected, without the place
   */
  public RdbException(long offset, String what) {
    this(Damage.CONTENT, offset, what, what);
  }

  /** Damage at a place of the file; {@code verdict} is what Redis 7.0 logs of it. */
  RdbException(Damage damage, long offset, String verdict, String what) {
    super("RDB offset " + offset + ": " + what);
    this.damage = damage;
    this.offset = offset;
    this.verdict = verdict;
    this.what = what;
  }

  /** Damage of content for which Redis has the words {@code verdict}. */
  static RdbException content(long offset, String verdict, String what) {
    return new RdbException(Damage.CONTENT, offset, verdict, what);
  }

  /** Damage within a string that holds many elements; {@link #inside} adds the verdict. */
  static RdbException packed(long offset, String what) {
    return content(offset, "", what);
  }

  /** The same damage, told with the type of the value that it is in. */
  RdbException inside(int type) {
    return new RdbException(
        damage,
        offset,
        verdict.isEmpty() ? RdbType.broken(type) : verdict,
        what + ", in a value of type " + RdbType.name(type));
  }

  /** What kind of damage it is. */
  public Damage damage() {
    return damage;
  }

  /** Bytes from the start of the RDB to the place the message speaks of. */
  public long offset() {
    return offset;
  }

  /** What Redis 7.0 says of such damage, without the place; ours where it has no words. */
  public String verdict() {
    return verdict;
  }
}
