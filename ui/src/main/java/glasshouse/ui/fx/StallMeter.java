package glasshouse.ui.fx;

import java.util.Arrays;

/**
 * How long the screen stood still: the longest gap between two pulses over the last ten seconds,
 * and how much of each pulse we took ourselves. Times are nanoseconds of any clock.
 */
public final class StallMeter {
  private static final long SECOND = 1_000_000_000L;
  private static final int WINDOW = 10;

  /** A gap that eyes notice. */
  private static final long STALL = 100_000_000L;

  /** Pulses that are not judged: opening a window takes what it takes. */
  private static final int WARM_UP = 30;

  private final long[] worst = new long[WINDOW];
  private long last = -1;
  private long second = -1;
  private int pulses;
  private int rate;
  private long stalls;
  private int young = WARM_UP;
  private long spent;

  /** A pulse came. */
  public void pulse(long now) {
    long at = now / SECOND;
    if (at != second) {
      long from = second < 0 || at - second >= WINDOW ? at - WINDOW + 1 : second + 1;
      for (long s = from; s <= at; s++) {
        worst[slot(s)] = 0;
      }
      rate = pulses;
      pulses = 0;
      second = at;
    }
    pulses++;
    if (young > 0) {
      young--;
    } else {
      long gap = now - last;
      worst[slot(at)] = Math.max(worst[slot(at)], gap);
      if (gap >= STALL) {
        stalls++;
      }
    }
    last = now;
  }

  /** Our own work in a pulse took {@code nanos}. */
  public void spent(long nanos) {
    spent = spent == 0 ? nanos : spent + (nanos - spent) / 16;
  }

  /** The longest gap of the last ten seconds, in milliseconds. */
  public long worstMillis() {
    return Arrays.stream(worst).max().orElse(0) / 1_000_000;
  }

  /** Gaps of 100 ms and more since the window opened. */
  public long stalls() {
    return stalls;
  }

  /** Pulses in the last whole second. */
  public int rate() {
    return rate;
  }

  /** What a pulse takes of us on average, in microseconds. */
  public long spentMicros() {
    return spent / 1_000;
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) WINDOW);
  }
}
