package glasshouse.engine.keyspace;

/**
 * What objects take on the heap, in bytes. An account, not a measurement: it is the same on every
 * machine, so that a run with {@code maxmemory} can be replayed. The sizes are those of a 64-bit
 * JVM with compact object headers and compressed references, as the launcher starts it.
 */
public final class Heap {
  /** A reference in an array. */
  public static final int REFERENCE = 4;

  private static final int HEADER = 8;
  private static final int ARRAY_HEADER = 12;

  private Heap() {}

  /** An object whose fields take so many bytes. */
  public static int object(int fields) {
    return HEADER + fields + 7 & ~7;
  }

  /** An array whose elements take {@code content} bytes. */
  public static long array(long content) {
    return ARRAY_HEADER + content + 7 & ~7L;
  }
}
