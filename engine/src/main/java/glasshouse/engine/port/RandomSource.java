package glasshouse.engine.port;

/**
 * A seeded source of chance (SplitMix64). One per node, forked from the run's seed, so that the
 * same seed gives the same run.
 */
public final class RandomSource {
  private long state;

  /** A source whose sequence is a function of {@code seed} alone. */
  public RandomSource(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to {@code bound - 1}; {@code bound} is at least 1. */
  public int nextInt(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** An independent source that this one decides. */
  public RandomSource fork() {
    return new RandomSource(nextLong());
  }

  /** {@code count} lower case hexadecimal digits, as Redis makes its run and replication ids. */
  public String hex(int count) {
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append(Character.forDigit(nextInt(16), 16));
    }
    return out.toString();
  }
}
