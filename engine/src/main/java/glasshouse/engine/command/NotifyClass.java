package glasshouse.engine.command;

/** Classes of keyspace events with the letter that notify-keyspace-events takes for each. */
public enum NotifyClass {
  /** Commands that work on any type: DEL, EXPIRE, RENAME. */
  GENERIC('g'),
  /** String commands. */
  STRING('$'),
  /** List commands. */
  LIST('l'),
  /** Set commands. */
  SET('s'),
  /** Hash commands. */
  HASH('h'),
  /** Sorted set commands. */
  SORTED_SET('z'),
  /** A key was deleted because it expired. */
  EXPIRED('x'),
  /** A key was deleted for want of memory. */
  EVICTED('e'),
  /** Stream commands. */
  STREAM('t'),
  /** A look-up found no key; not part of the letter A. */
  KEY_MISS('m'),
  /** A key was created; not part of the letter A. */
  NEW('n');

  private final char letter;

  NotifyClass(char letter) {
    this.letter = letter;
  }

  /** The letter of notify-keyspace-events. */
  public char letter() {
    return letter;
  }
}
