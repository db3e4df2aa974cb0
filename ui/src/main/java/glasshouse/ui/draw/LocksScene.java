package glasshouse.ui.draw;

import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.Claim;
import glasshouse.engine.view.LabView.Edge;
import glasshouse.ui.model.Format;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who waits for whom: threads on the left, locks on the right. A wait leads from a thread to a
 * lock, a hold back from the lock to a thread; a circle is a circle of arrows.
 *
 * @param threads those that hold or wait, in the order they came
 * @param locks those that are held or waited for
 * @param waits from a thread to a lock
 * @param holds from a lock to a thread
 * @param selected the thread the window is about
 */
public record LocksScene(
    List<String> threads,
    List<String> locks,
    List<Arrow> waits,
    List<Arrow> holds,
    String selected) {
  /**
   * An arrow.
   *
   * @param thread index of the thread
   * @param lock index of the lock
   * @param words what stands beside it
   * @param inCircle whether it is part of the circle
   */
  public record Arrow(int thread, int lock, String words, boolean inCircle) {}

  /** The scene of a view. */
  public static LocksScene of(LabView view, String selected) {
    Set<String> threads = new LinkedHashSet<>();
    Set<String> locks = new LinkedHashSet<>();
    for (Claim claim : view.waiters()) {
      threads.add(claim.thread());
      locks.add(claim.lock());
    }
    for (Claim claim : view.holders()) {
      threads.add(claim.thread());
      locks.add(claim.lock());
    }
    List<String> rows = List.copyOf(threads);
    List<String> names = List.copyOf(locks);
    List<Arrow> waits = new ArrayList<>();
    for (int i = 0; i < view.waiters().size(); i++) {
      Claim claim = view.waiters().get(i);
      int index = i;
      boolean stuck = view.edges().stream().anyMatch(e -> e.waiter() == index && e.inCircle());
      String words = "waits " + Format.span(claim.sinceMillis());
      waits.add(arrow(rows, names, claim, words, stuck));
    }
    List<Arrow> holds = new ArrayList<>();
    for (int i = 0; i < view.holders().size(); i++) {
      Claim claim = view.holders().get(i);
      boolean stuck = false;
      for (Edge edge : view.edges()) {
        stuck |= edge.holder() == i && edge.inCircle();
      }
      String words = (claim.shared() ? "shared " : "held ") + Format.span(claim.sinceMillis());
      holds.add(arrow(rows, names, claim, words, stuck));
    }
    return new LocksScene(rows, names, waits, holds, selected);
  }

  private static Arrow arrow(
      List<String> threads, List<String> locks, Claim claim, String words, boolean stuck) {
    return new Arrow(threads.indexOf(claim.thread()), locks.indexOf(claim.lock()), words, stuck);
  }

  /** All of it in words. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Arrow wait : waits) {
      lines.add(
          threads.get(wait.thread)
              + " waits for the "
              + locks.get(wait.lock)
              + (wait.inCircle ? ", in a circle" : ""));
    }
    for (Arrow hold : holds) {
      lines.add(
          threads.get(hold.thread)
              + " holds the "
              + locks.get(hold.lock)
              + (hold.inCircle ? ", in a circle" : ""));
    }
    if (lines.isEmpty()) {
      lines.add("no lock is held");
    }
    return lines;
  }
}
