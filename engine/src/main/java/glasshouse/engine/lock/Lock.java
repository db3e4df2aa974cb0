package glasshouse.engine.lock;

/**
 * Something one can hold and wait for.
 *
 * @param kind of what kind
 * @param of what it guards: a file's path, or what a program calls it
 */
public record Lock(Kind kind, String of) {
  /** The kinds, each with the word people read. */
  public enum Kind {
    /** The lock of the system on a file. */
    FILE("file lock"),
    /** A store's place for one writer. */
    WRITER("writer lock"),
    /** A store's list of transactions. */
    META("meta lock"),
    /** A store's mapping. */
    MAP("map lock");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** How people call it. */
    public String words() {
      return words;
    }
  }

  @Override
  public String toString() {
    return kind.words + " of " + of;
  }
}
