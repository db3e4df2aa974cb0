package glasshouse.ui.fx;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * The only timer of the window. Everything that moves or refreshes has a beat here, at a rate of
 * its own; a beat that comes late is skipped, never made up for.
 */
public final class Pulse {
  private static final long SECOND = 1_000_000_000L;

  /** Something done at a steady rate on the JavaFX thread. */
  @FunctionalInterface
  public interface Beat {
    /**
     * Does it.
     *
     * @param now nanoseconds of the toolkit's clock
     */
    void beat(long now);
  }

  private static final class Entry {
    final long period;
    final Beat beat;
    long next;

    Entry(long period, Beat beat) {
      this.period = period;
      this.beat = beat;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final StallMeter meter = new StallMeter();
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          run(now);
        }
      };

  /** Adds a beat, after those that are there; {@code hertz} 60 or more means each pulse. */
  public void add(double hertz, Beat beat) {
    entries.add(new Entry(hertz >= 60 ? 0 : (long) (SECOND / hertz), beat));
  }

  /** What the pulses tell of the screen's health. */
  public StallMeter meter() {
    return meter;
  }

  /** Begins. */
  public void start() {
    timer.start();
  }

  /** Ends. */
  public void stop() {
    timer.stop();
  }

  /** One pulse; the timer calls it, and tests that have a clock of their own. */
  void run(long now) {
    meter.pulse(now);
    long from = System.nanoTime();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (now >= entry.next) {
        entry.next = now + entry.period;
        entry.beat.beat(now);
      }
    }
    meter.spent(System.nanoTime() - from);
  }
}
