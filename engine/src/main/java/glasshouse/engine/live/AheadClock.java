package glasshouse.engine.live;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of this machine, or one that is ahead of it; from any thread. */
final class AheadClock extends Clock {
  private volatile long ahead;

  /** From now on it is {@code millis} ahead of the machine's. */
  void ahead(long millis) {
    ahead = millis;
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + ahead;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
