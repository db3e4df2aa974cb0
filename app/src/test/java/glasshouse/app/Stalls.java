package glasshouse.app;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often the machine stood still: a thread that wants to wake up a hundred times a second
 * was not let for so long. What counts in seconds of the wall may then come out otherwise.
 */
final class Stalls implements AutoCloseable {
  private static final long TICK_MILLIS = 10;

  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger count = new AtomicInteger();
  private long last = System.nanoTime();

  Stalls(long leastMillis) {
    long least = TimeUnit.MILLISECONDS.toNanos(leastMillis);
    var _ = ticks.scheduleWithFixedDelay(() -> tick(least), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick(long least) {
    long now = System.nanoTime();
    if (now - last > least) {
      count.incrementAndGet();
    }
    last = now;
  }

  /** How often since it was made. */
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }
}
