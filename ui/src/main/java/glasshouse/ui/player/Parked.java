package glasshouse.ui.player;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Progress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays of one exhibit that stand still at a few steps behind the one that is shown, so that going
 * back means to play from there and not from the beginning. They are made one after the other, and
 * only for exhibits whose steps are many.
 */
final class Parked {
  /** Steps from one place to the next. */
  static final int STRIDE = 16;

  /** So many of the next places before the step that is shown have one, and one is far back. */
  private static final int NEAR = 2;

  private final TreeMap<Integer, Run> ready = new TreeMap<>();
  private @Nullable Run making;
  private int wanted;

  /** Whether going back in this exhibit is worth it. */
  static boolean helps(Exhibit exhibit) {
    return exhibit.ofFuzzer() && exhibit.steps().size() > 2 * STRIDE;
  }

  /** The one from which it is not far to a step; it is the caller's from now on. Null for none. */
  @Nullable Run take(int step) {
    Map.Entry<Integer, Run> best = ready.floorEntry(step);
    return best == null ? null : ready.remove(best.getKey());
  }

  /** Makes the next that is missing behind a step, when none is being made. */
  void prepare(int step, Supplier<Run> begin) {
    if (making != null) {
      return;
    }
    int missing = missing(step);
    if (missing > 0) {
      Run run = begin.get();
      making = run;
      wanted = missing;
      run.skipTo(missing, Map.of());
    }
    // Those that are too many: first what lies ahead of the step, then what is farthest behind.
    while (ready.size() > NEAR + 1) {
      boolean ahead = ready.lastKey() >= step;
      Map.Entry<Integer, Run> spare = ahead ? ready.pollLastEntry() : ready.pollFirstEntry();
      spare.getValue().close();
    }
  }

  private int missing(int step) {
    int last = (step - 1) / STRIDE * STRIDE;
    for (int i = 0; i < NEAR; i++) {
      int at = last - i * STRIDE;
      if (at > 0 && !ready.containsKey(at)) {
        return at;
      }
    }
    int far = last / 2 / STRIDE * STRIDE;
    return far > 0 && ready.headMap(last - NEAR * STRIDE, true).isEmpty() ? far : 0;
  }

  /** Hears what happens to a play; false when it is none of these. */
  boolean hear(Run run, Progress progress) {
    if (!run.equals(making)) {
      return ready.containsValue(run);
    }
    run.hear(progress);
    if (run.arrived()) {
      making = null;
      ready.put(wanted, run);
    }
    return true;
  }

  /** How many stand ready. */
  int size() {
    return ready.size();
  }

  /** Ends all of them. */
  void close() {
    ready.values().forEach(Run::close);
    ready.clear();
    if (making != null) {
      making.close();
      making = null;
    }
  }
}
