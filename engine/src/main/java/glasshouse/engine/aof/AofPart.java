package glasshouse.engine.aof;

/**
 * One file of an append only file.
 *
 * @param name in the directory of append only files
 * @param sequence from 1; bases and increments count for themselves
 * @param type what it is for
 */
public record AofPart(String name, long sequence, Type type) {
  /** What a part is for. */
  public enum Type {
    /** The data set at one moment. */
    BASE('b'),
    /** Commands since then. */
    INCR('i'),
    /** No longer needed, to be removed. */
    HIST('h');

    /** The letter in a manifest. */
    final char letter;

    Type(char letter) {
      this.letter = letter;
    }
  }
}
