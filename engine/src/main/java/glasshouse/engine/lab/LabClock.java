package glasshouse.engine.lab;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still unless it is moved. */
final class LabClock {
  /** An evening: twelve hours later it is morning. 2026-01-15, 21:00 UTC. */
  private static final long EVENING = 1_768_510_800_000L;

  private final AtomicLong millis = new AtomicLong(EVENING);

  long now() {
    return millis.get();
  }

  void advance(long by) {
    millis.addAndGet(by);
  }
}
