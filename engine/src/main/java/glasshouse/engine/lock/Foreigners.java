package glasshouse.engine.lock;

import glasshouse.engine.view.ThreadName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Other processes in the graph of waits: those that have the lock of a file somebody here waits
 * for, and of these the ones that have a file open whose lock is here: they probably wait for that.
 */
final class Foreigners {
  /** Between two looks through all processes. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Observed known = new Observed();
  private long lookedNanos = System.nanoTime() - PATIENCE_NANOS;

  /** What was found at the last look, which may be a second old. */
  Observed among(List<Holder> held, List<Holder> waiting) {
    List<Holder> wanted =
        waiting.stream().filter(wait -> isForeign(wait, held)).distinct().toList();
    if (wanted.isEmpty() || !ForeignClaims.known()) {
      return new Observed();
    }
    synchronized (this) {
      if (System.nanoTime() - lookedNanos >= PATIENCE_NANOS) {
        known = look(held, wanted);
        lookedNanos = System.nanoTime();
      }
      return known;
    }
  }

  private static boolean isForeign(Holder wait, List<Holder> held) {
    return wait.lock.kind() == Lock.Kind.FILE
        && held.stream().noneMatch(claim -> claim.lock.equals(wait.lock));
  }

  private static Observed look(List<Holder> held, List<Holder> wanted) {
    Observed found = new Observed();
    List<Long> holders = new ArrayList<>();
    for (Lock lock : wanted.stream().map(wait -> wait.lock).distinct().toList()) {
      for (ForeignClaims.Opening opening : openings(lock)) {
        if (opening.holds()) {
          holders.add(opening.pid());
          found.held.add(claim(lock, opening, true));
        }
      }
    }
    for (Lock lock : held.stream().map(claim -> claim.lock).distinct().toList()) {
      if (lock.kind() == Lock.Kind.FILE && !holders.isEmpty()) {
        for (ForeignClaims.Opening opening : openings(lock)) {
          if (!opening.holds() && holders.contains(opening.pid())) {
            found.waiting.add(claim(lock, opening, false));
          }
        }
      }
    }
    return found;
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
