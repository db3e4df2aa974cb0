package glasshouse.engine.lock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each thread had and waited for at one moment. A thread that is stuck neither gets, gives
 * back nor gives up anything: who has others at a later moment was not stuck in between.
 */
public final class Claimed {
  /** Numbers of claims by thread; a wait's is negated. */
  private final Map<Long, Set<Long>> byThread = new HashMap<>();

  static Claimed of(List<Holder> held, List<Holder> waiting) {
    Claimed now = new Claimed();
    held.forEach(claim -> now.add(claim.threadId, claim.id));
    waiting.forEach(claim -> now.add(claim.threadId, -claim.id));
    return now;
  }

  private void add(long thread, long claim) {
    byThread.computeIfAbsent(thread, _ -> new HashSet<>()).add(claim);
  }

  /** Whether a thread has and waits for just what it did then. */
  boolean isAsIn(Claimed then, long thread) {
    return byThread
        .getOrDefault(thread, Set.of())
        .equals(then.byThread.getOrDefault(thread, Set.of()));
  }
}
