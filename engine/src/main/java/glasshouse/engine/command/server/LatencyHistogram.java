package glasshouse.engine.command.server;

/**
 * How often a command took how long, from 1 nanosecond to a second, kept to two digits (a High
 * Dynamic Range histogram, as Redis 7.0 keeps one for each command): each power of two is cut into
 * 128 equal steps, the lowest ones into single nanoseconds.
 */
public final class LatencyHistogram {
  /** Sees the levels of a histogram. */
  @FunctionalInterface
  public interface LevelVisitor {
    /** So many runs took at most {@code micros} microseconds. */
    void level(long micros, long runs);
  }

  private static final int SUB_BITS = 8;
  private static final int HALF = 1 << SUB_BITS - 1;
  private static final int MASK = (1 << SUB_BITS) - 1;
  private static final long MAX = 1_000_000_000;
  private static final long FIRST_LEVEL = 1024;

  /** Room up to the next power of two, as it has there. */
  private final long[] counts = new long[index(Long.highestOneBit(MAX) * 2 - 1) + 1];

  private long total;

  /** Counts one run of so many nanoseconds; more than a second counts as one. */
  public void add(long nanoseconds) {
    counts[index(Math.clamp(nanoseconds, 1, MAX))]++;
    total++;
  }

  /** Number of runs. */
  public long total() {
    return total;
  }

  /** The nanoseconds that {@code percent} of the runs did not exceed. */
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) (Math.min(percent, 100) / 100 * total + 0.5));
    long seen = 0;
    int i = -1;
    while (seen < wanted && i + 1 < counts.length) {
      seen += counts[++i];
    }
    return i < 0 ? 0 : highest(i);
  }

  /**
   * Visits, for each doubling of a microsecond in which there are runs, its upper end in
   * microseconds and the number of runs up to there.
   *
   * @return number of visits
   */
  public int levels(LevelVisitor visitor) {
    int visits = 0;
    long before = 0;
    long seen = 0;
    int i = 0;
    for (long level = FIRST_LEVEL; seen < total; level *= 2) {
      int end = Math.min(index(level), counts.length - 1);
      for (; i <= end; i++) {
        seen += counts[i];
      }
      if (seen > before) {
        visitor.level(highest(end) / 1000, seen);
        visits++;
      }
      before = seen;
    }
    return visits;
  }

  private static int bucket(long value) {
    return Long.SIZE - SUB_BITS - Long.numberOfLeadingZeros(value | MASK);
  }

  private static int index(long value) {
    int bucket = bucket(value);
    return bucket * HALF + (int) (value >> bucket);
  }

  /** The highest value that counts at this place. */
  private static long highest(int index) {
    int bucket = Math.max(0, index / HALF - 1);
    long sub = index - (long) bucket * HALF;
    return (sub + 1 << bucket) - 1;
  }
}
