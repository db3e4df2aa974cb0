package glasshouse.engine.node;

/**
 * How much memory a server that lives on jemalloc gets for what it asks (jemalloc 5.3, size
 * classes): four sizes between a power of two and the next, eight bytes apart at least.
 */
final class SizeClasses {
  private static final long LEAST = 8;
  private static final int PER_DOUBLING = 4;

  private SizeClasses() {}

  /** Bytes that are handed out for {@code wanted}, which is more than 0. */
  static long of(long wanted) {
    long step = Math.max(LEAST, Long.highestOneBit(wanted - 1) / PER_DOUBLING);
    return (wanted + step - 1) / step * step;
  }
}
