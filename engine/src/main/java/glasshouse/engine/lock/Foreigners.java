package glasshouse.engine.lock;

import glasshouse.engine.view.ThreadName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Other processes in the graph of waits: those that have the lock of a file somebody here waits
 * for, and of these the ones that have a file open whose lock is here: they probably wait for that.
 */
final class Foreigners {
  /** Between two looks through all processes. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Observed known = new Observed();
  private Claimed claimed = new Claimed(Map.of());
  private long lookedNanos = System.nanoTime() - PATIENCE_NANOS;

  /**
   * What was found at the last look, which may be a second old. One that tells of waits, and so of
   * a circle that may be, is of no use when the claims here are no longer the same.
   */
  Observed among(List<Holder> held, List<Holder> waiting) {
    List<Holder> wanted =
        waiting.stream().filter(wait -> isForeign(wait, held)).distinct().toList();
    if (wanted.isEmpty() || !ForeignClaims.known()) {
      return new Observed();
    }
    Claimed now = Claimed.of(files(held), files(waiting));
    synchronized (this) {
      boolean old = System.nanoTime() - lookedNanos >= PATIENCE_NANOS;
      if (old || (!known.waiting.isEmpty() && !now.equals(claimed))) {
        known = look(held, wanted);
        claimed = now;
        lookedNanos = System.nanoTime();
      }
      return known;
    }
  }

  private static List<Holder> files(List<Holder> claims) {
    return claims.stream().filter(claim -> claim.lock.kind() == Lock.Kind.FILE).toList();
  }

  private static boolean isForeign(Holder wait, List<Holder> held) {
    return wait.lock.kind() == Lock.Kind.FILE
        && held.stream().noneMatch(claim -> claim.lock.equals(wait.lock));
  }

  private static Observed look(List<Holder> held, List<Holder> wanted) {
    Observed found = new Observed();
    found.held.addAll(holding(wanted));
    List<Long> holders = found.held.stream().map(claim -> -claim.threadId).toList();
    for (Lock lock : held.stream().map(claim -> claim.lock).distinct().toList()) {
      if (lock.kind() == Lock.Kind.FILE && !holders.isEmpty()) {
        for (ForeignClaims.Opening opening : openings(lock)) {
          if (!opening.holds() && holders.contains(opening.pid())) {
            found.waiting.add(claim(lock, opening, false));
          }
        }
      }
    }
    if (!found.waiting.isEmpty()) {
      // What was given back meanwhile was not in the hand of one who waits.
      Set<List<Object>> still =
          holding(wanted).stream().map(Foreigners::key).collect(Collectors.toSet());
      found.held.removeIf(claim -> !still.contains(key(claim)));
    }
    return found;
  }

  private static List<Object> key(Holder claim) {
    return List.of(claim.lock, claim.threadId);
  }

  private static List<Holder> holding(List<Holder> wanted) {
    List<Holder> holding = new ArrayList<>();
    for (Lock lock : wanted.stream().map(wait -> wait.lock).distinct().toList()) {
      for (ForeignClaims.Opening opening : openings(lock)) {
        if (opening.holds()) {
          holding.add(claim(lock, opening, true));
        }
      }
    }
    return holding;
  }

  private static List<ForeignClaims.Opening> openings(Lock lock) {
    long us = ProcessHandle.current().pid();
    try {
      return ForeignClaims.of(Path.of(lock.of())).stream()
          .filter(opening -> opening.pid() != us)
          .toList();
    } catch (IOException _) {
      // The file is gone: who has it open cannot be found by its name.
      return List.of();
    }
  }

  private static Holder claim(Lock lock, ForeignClaims.Opening opening, boolean holds) {
    String name = "process %d (%s)".formatted(opening.pid(), opening.command());
    return new Holder(
        0, lock, new ThreadName(-opening.pid(), name, false, true), holds, Place.UNKNOWN);
  }
}
