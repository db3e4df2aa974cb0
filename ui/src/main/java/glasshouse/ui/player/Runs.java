package glasshouse.ui.player;

import glasshouse.engine.CacheLab;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Scene;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The play that is shown, the one that is to take its place at another step, and those that wait to
 * do so.
 */
final class Runs {
  /**
   * How another play of the same begins.
   *
   * @param begin makes one that has not begun
   * @param parks whether going back is worth to have some waiting
   */
  record Maker(Supplier<Run> begin, boolean parks) {}

  private final Consumer<Run> show;
  private final Runnable changed;
  private final Parked parked = new Parked();
  private @Nullable Maker maker;
  private @Nullable Run shown;
  private @Nullable Run coming;
  private long since;
  private int replayed;

  /** {@code show} gets what is to be shown from now on, {@code changed} hears of all else. */
  Runs(Consumer<Run> show, Runnable changed) {
    this.show = show;
    this.changed = changed;
  }

  @Nullable Run shown() {
    return shown;
  }

  @Nullable Run coming() {
    return coming;
  }

  /** How far the coming one is, null for none. */
  Player.@Nullable Coming progress() {
    Run next = coming;
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    return next == null ? null : new Player.Coming(next.ended(), next.asked(), millis);
  }

  /** How many steps were to be played to go where one went last. */
  int replayed() {
    return replayed;
  }

  /** How many wait. */
  int waiting() {
    return parked.size();
  }

  /** Begins one that is shown from its beginning. */
  Run begin(Maker with) {
    maker = with;
    Run run = with.begin().get();
    shown = run;
    return run;
  }

  /** Plays one to a step, unseen; it takes the place of the one that is shown there. */
  Run anew(Maker with, int to) {
    maker = with;
    if (coming != null) {
      coming.close();
    }
    Run near = parked.take(to);
    Run next = near == null ? with.begin().get() : near;
    replayed = to - next.ended();
    coming = next;
    since = System.nanoTime();
    next.skipTo(to, shown == null ? Map.of() : shown.answers());
    arrive(next);
    return next;
  }

  /** Gives up the coming one; null when there is none, or nothing to stay at. */
  @Nullable Run stay() {
    Run next = coming;
    if (next == null || shown == null) {
      return null;
    }
    next.close();
    coming = null;
    return shown;
  }

  /** Those that wait are of no use any more. */
  void forget() {
    parked.close();
  }

  /** Ends all. */
  void end() {
    parked.close();
    if (shown != null) {
      shown.close();
      shown = null;
    }
    if (coming != null) {
      coming.close();
      coming = null;
    }
  }

  /** Hears what happens to a play. */
  void told(Run run, Progress progress) {
    boolean known = run.equals(shown) || run.equals(coming);
    if (!known) {
      if (parked.hear(run, progress)) {
        park();
      } else if (progress instanceof Progress.Opened(Scene late)) {
        Run.closeAside(late.cluster()::close);
      } else if (progress instanceof Progress.LabOpened(CacheLab late)) {
        Run.closeAside(late::close);
      }
      return;
    }
    run.hear(progress);
    changed.run();
    boolean opens = progress instanceof Progress.Opened || progress instanceof Progress.LabOpened;
    if (run.equals(shown) && opens) {
      show.accept(run);
    }
    arrive(run);
    park();
  }

  /** What has come where it was to come takes the place of what is shown. */
  private void arrive(Run run) {
    if (run.equals(coming) && run.arrived()) {
      Run before = shown;
      shown = run;
      coming = null;
      if (before != null) {
        before.close();
      }
      show.accept(run);
    }
  }

  /** While the play stands still, others are made to go back from. */
  private void park() {
    Run now = shown;
    Maker with = maker;
    boolean still = now != null && coming == null && !now.playing() && !now.isByHand();
    if (with != null && with.parks() && now != null && still) {
      parked.prepare(now.ended(), with.begin());
    }
  }
}
