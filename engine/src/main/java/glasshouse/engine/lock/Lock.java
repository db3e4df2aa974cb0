package glasshouse.engine.lock;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Something one can hold and wait for.
 *
 * @param kind of what kind
 * @param of what it guards: a file's path, or what a program calls it
 * @param key tells it from others of its kind; the locks of one store have the same
 */
public record Lock(Kind kind, String of, String key) {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** The kinds, each with the word people read. */
  public enum Kind {
    /** The lock of flock(2) or its like on a file. */
    FILE("file lock", false, false),
    /** A store's place for one writer. */
    WRITER("writer lock", true, false),
    /** A store's list of transactions. */
    META("meta lock", true, false),
    /** A store's mapping. */
    MAP("map lock", true, false),
    /** The lock that Java's FileChannel puts on a file (fcntl); flock(2) does not see it. */
    CHANNEL("Java file lock", false, false),
    /** One of java.util.concurrent that one thread has at a time. */
    MUTEX("lock", false, false),
    /** One of java.util.concurrent that readers share. */
    READ_WRITE("read-write lock", true, false),
    /** A semaphore: any of those who have a permit can give it back. */
    PERMITS("semaphore", false, true),
    /** The result of a task, that the thread has which works on it. */
    RESULT("result", false, false),
    /** What a synchronized block locks. */
    MONITOR("monitor", false, false),
    /** The initialisation of a class, by the thread that was first to use it. */
    CLASS("initialisation", false, false);

    private final String words;
    private final boolean inLine;
    private final boolean anyOne;

    Kind(String words, boolean inLine, boolean anyOne) {
      this.words = words;
      this.inLine = inLine;
      this.anyOne = anyOne;
    }

    /** How people call it. */
    public String words() {
      return words;
    }

    /** Whether who waits longer comes first, and not whoever tries at the right moment. */
    boolean inLine() {
      return inLine;
    }

    /** Whether a wait ends when any of those inside goes, and not only when all have gone. */
    boolean anyOne() {
      return anyOne;
    }
  }

  /** A lock that nothing else is. */
  static Lock own(Kind kind, String of) {
    return new Lock(kind, of, newKey());
  }

  /** A key that no other lock has. */
  static String newKey() {
    return "#" + NUMBERS.incrementAndGet();
  }

  /** A text that no other lock has. */
  String id() {
    return kind.words + " " + key;
  }

  @Override
  public String toString() {
    return kind.words + " of " + of;
  }
}
