package glasshouse.engine.exhibit;

import java.util.concurrent.TimeUnit;

/** Lets the time of a scene pass as the time of this machine does, for somebody who acts in it. */
public final class RealTime implements AutoCloseable {
  private static final long TICK_MILLIS = 50;

  private final Pace pace;
  private final Thread thread;

  /** Begins at once. */
  public RealTime(Pace pace) {
    this.pace = pace;
    thread = Thread.ofVirtual().name("real-time").start(this::run);
  }

  private void run() {
    long before = System.nanoTime();
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        before += TimeUnit.MILLISECONDS.toNanos(passed);
        pace.pass(passed);
      }
    } catch (InterruptedException ended) {
      // Closing is what interrupts it.
    }
  }

  /** Time stands still from the next tick on. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
