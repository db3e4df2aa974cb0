package glasshouse.engine.script.lib;

/**
 * The 48-bit linear congruential generator of lrand48, which Redis carries with it so that scripts
 * draw the same numbers everywhere: x := x * 0x5DEECE66D + 0xB mod 2^48, answered from the top.
 */
public final class Lrand48 {
  private static final long MASK = (1L << 48) - 1;
  private static final long LOW_OF_SEED = 0x330E;

  private long x = 0x1234ABCD330EL;

  /** Starts the sequence of {@code seed}; Redis seeds 0 before each script. */
  public void seed(int seed) {
    x = ((seed & 0xFFFFFFFFL) << 16) | LOW_OF_SEED;
  }

  /** Where the sequence stands, for {@link #state(long)}. */
  public long state() {
    return x;
  }

  /** Goes on where another sequence stood. */
  public void state(long of) {
    x = of;
  }

  /** The next number, 0 to 2^31 - 1. */
  public int next() {
    x = (x * 0x5DEECE66DL + 0xB) & MASK;
    return (int) (x >>> 17);
  }
}
