package glasshouse.engine.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom at one moment. From a wait it leads to each claim that stands in its way, and
 * from there to the thread that made that claim and to what it waits for itself.
 */
final class WaitGraph {
  private final List<Holder> held;
  private final List<Holder> waiting;

  WaitGraph(List<Holder> held, List<Holder> waiting) {
    this.held = held;
    this.waiting = waiting;
  }

  /** The circle that {@code wait} is part of, or null. */
  @Nullable Deadlock circleThrough(Holder wait) {
    List<Deadlock.Link> path = new ArrayList<>();
    return search(wait, wait.thread, path, new HashSet<>())
        ? new Deadlock(List.copyOf(path))
        : null;
  }

  private boolean search(Holder wait, Thread start, List<Deadlock.Link> path, Set<Holder> seen) {
    if (!seen.add(wait)) {
      return false;
    }
    for (Holder blocker : inTheWayOf(wait)) {
      path.add(new Deadlock.Link(wait.claim(), blocker.claim()));
      if (blocker.thread == start) {
        return true;
      }
      for (Holder next : waiting) {
        if (next.thread == blocker.thread && search(next, start, path, seen)) {
          return true;
        }
      }
      path.removeLast();
    }
    return false;
  }

  private List<Holder> inTheWayOf(Holder wait) {
    List<Holder> blockers = new ArrayList<>();
    for (Holder holder : held) {
      if (holder.lock.equals(wait.lock) && !(wait.shared && holder.shared)) {
        blockers.add(holder);
      }
    }
    if (wait.shared) {
      // One who wants it alone and came before goes first.
      for (Holder earlier : waiting) {
        if (earlier == wait) {
          break;
        }
        if (earlier.lock.equals(wait.lock) && !earlier.shared) {
          blockers.add(earlier);
        }
      }
    }
    return blockers;
  }
}
