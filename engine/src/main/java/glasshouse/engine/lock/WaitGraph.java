package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView.Fate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom at one moment. From a wait it leads to each claim that stands in its way, and
 * from there to the thread that made that claim and to what it waits for itself.
 *
 * <p>Stuck are the threads that remain when all those are taken away, one after the other, that do
 * not wait, or whose wait ends when those already taken away go on. What is merely slow is never
 * among them.
 */
final class WaitGraph {
  private final Map<Lock, List<Holder>> held = new HashMap<>();
  private final Map<Long, Holder> waits = new HashMap<>();

  /** For a wait the nearest before it in the same line that wants the lock alone. */
  private final Map<Holder, Holder> ahead = new HashMap<>();

  /** Made when it is needed: mostly no path leads back, and that is found sooner. */
  private @Nullable Set<Long> stuck;

  /**
   * The graph of these claims.
   *
   * @param waiting in the order they came
   */
  WaitGraph(List<Holder> held, List<Holder> waiting) {
    for (Holder claim : held) {
      this.held.computeIfAbsent(claim.lock, _ -> new ArrayList<>()).add(claim);
    }
    Map<Lock, Holder> lastAlone = new HashMap<>();
    for (Holder wait : waiting) {
      waits.put(wait.threadId, wait);
      if (wait.lock.kind().inLine()) {
        Holder before = wait.shared ? lastAlone.get(wait.lock) : lastAlone.put(wait.lock, wait);
        if (before != null) {
          ahead.put(wait, before);
        }
      }
    }
  }

  private Set<Long> stuck() {
    Set<Long> all = stuck;
    if (all == null) {
      all = new HashSet<>(waits.keySet());
      stuck = all;
      while (all.removeIf(thread -> mayEnd(waits.get(thread)))) {
        // One more round: who waited for those that were taken away may go on as well.
      }
    }
    return all;
  }

  private boolean mayEnd(@Nullable Holder wait) {
    if (wait == null) {
      return true;
    }
    List<Holder> blockers = inTheWayOf(wait);
    if (blockers.isEmpty()) {
      return true;
    }
    return wait.lock.kind().anyOne()
        ? blockers.stream().anyMatch(blocker -> !isStuck(blocker))
        : blockers.stream().noneMatch(this::isStuck);
  }

  private boolean isStuck(Holder blocker) {
    return stuck().contains(blocker.threadId) || hasEnded(blocker);
  }

  /** What becomes of a wait. */
  Fate fate(Holder wait) {
    if (!stuck().contains(wait.threadId)) {
      return Fate.OPEN;
    }
    return circleThrough(wait) == null ? Fate.BEHIND : Fate.CIRCLE;
  }

  /** A wait, and what stands in its way. */
  record Link(Holder waiter, Holder by) {}

  /**
   * The shortest circle that {@code wait} is part of, or null. Where it waits for a thread that has
   * ended, that is the end of it.
   */
  @Nullable List<Link> circleThrough(Holder wait) {
    return search(wait, _ -> true) == null ? null : search(wait, this::isStuck);
  }

  private @Nullable List<Link> search(Holder start, Predicate<Holder> through) {
    Map<Holder, Link> reached = new HashMap<>();
    ArrayDeque<Holder> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      Holder wait = next.remove();
      for (Holder blocker : inTheWayOf(wait)) {
        if (!through.test(blocker)) {
          continue;
        }
        Link link = new Link(wait, blocker);
        if (blocker.threadId == start.threadId || (wait == start && hasEnded(blocker))) {
          return path(start, link, reached);
        }
        Holder further = waits.get(blocker.threadId);
        if (further != null && reached.putIfAbsent(further, link) == null) {
          next.add(further);
        }
      }
    }
    return null;
  }

  private static List<Link> path(Holder start, Link last, Map<Holder, Link> reached) {
    ArrayDeque<Link> path = new ArrayDeque<>(List.of(last));
    while (path.getFirst().waiter != start) {
      path.addFirst(Objects.requireNonNull(reached.get(path.getFirst().waiter)));
    }
    return List.copyOf(path);
  }

  private static boolean hasEnded(Holder blocker) {
    return blocker.held && !blocker.alive();
  }

  /** What stands in the way of a wait; of a line only the nearest, who has the others before it. */
  List<Holder> inTheWayOf(Holder wait) {
    List<Holder> blockers = new ArrayList<>();
    for (Holder holder : held.getOrDefault(wait.lock, List.of())) {
      if (!(wait.shared && holder.shared)) {
        blockers.add(holder);
      }
    }
    Holder before = ahead.get(wait);
    if (before != null) {
      blockers.add(before);
    }
    return blockers;
  }
}
