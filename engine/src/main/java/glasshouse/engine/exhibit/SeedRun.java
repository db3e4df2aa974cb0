package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Point;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.sim.Simulation;
import java.util.function.BooleanSupplier;

/**
 * A run of the fuzzer that stands still at its points, on a thread of its own. Whoever lets it go
 * on waits until it stands again; in between its cluster may be looked at, and nothing else.
 */
final class SeedRun {
  private final Run run;
  private final Thread thread;
  private int passed;
  private int wanted;
  private boolean begun;
  private boolean left;
  private boolean over;

  /** A run before its beginning; it stands behind the event of that number too, 0 for none. */
  SeedRun(Seed seed, long event) {
    run = new Run(seed, _ -> {}).mark(event).tell(this::reached);
    thread = Thread.ofVirtual().name("seed-" + seed).unstarted(this::play);
  }

  Simulation simulation() {
    return run.simulation();
  }

  private void play() {
    try {
      run.play();
    } finally {
      synchronized (this) {
        over = true;
        notifyAll();
      }
    }
  }

  private synchronized boolean reached(Point point) {
    passed++;
    notifyAll();
    await(() -> passed < wanted || left);
    return !left;
  }

  /** Goes on until so many points are reached, the last of them not done yet; or to its end. */
  synchronized void to(int points) {
    wanted = Math.max(wanted, points);
    if (!begun && !left) {
      begun = true;
      thread.start();
    }
    notifyAll();
    await(() -> !begun || passed >= points || over);
  }

  /** Ends it where it stands; from now on its cluster is anybody's. */
  synchronized void leave() {
    left = true;
    notifyAll();
    await(() -> !begun || over);
    run.simulation().watch((_, _) -> {});
  }

  /** A step of it takes a moment only, and half of one is nothing to go on from. */
  private synchronized void await(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
