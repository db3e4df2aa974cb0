package glasshouse.engine.lock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each thread had and waited for at one moment. A thread that is stuck neither gets, gives
 * back nor gives up anything: who has others at a later moment was not stuck in between.
 *
 * @param byThread numbers of claims by the thread's; that of a wait is negated
 */
public record Claimed(Map<Long, Set<Long>> byThread) {
  static Claimed of(List<Holder> held, List<Holder> waiting) {
    Map<Long, Set<Long>> all = new HashMap<>();
    held.forEach(claim -> add(all, claim.threadId, claim.id));
    waiting.forEach(claim -> add(all, claim.threadId, -claim.id));
    return new Claimed(all);
  }

  private static void add(Map<Long, Set<Long>> all, long thread, long claim) {
    all.computeIfAbsent(thread, _ -> new HashSet<>()).add(claim);
  }

  /** Whether a thread has and waits for just what it did then. */
  boolean isAsIn(Claimed then, long thread) {
    return byThread
        .getOrDefault(thread, Set.of())
        .equals(then.byThread.getOrDefault(thread, Set.of()));
  }
}
