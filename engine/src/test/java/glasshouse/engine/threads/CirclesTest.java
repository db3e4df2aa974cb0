package glasshouse.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.lock.Latches;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.ThreadName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two threads that a dump shows waiting for each other, one of them at differing places. */
class CirclesTest {
  private static Seen blocked(long id, long by, String... frames) {
    List<StackTraceElement> stack =
        List.of(frames).stream()
            .map(name -> new StackTraceElement(name, "method", "File.java", 1))
            .toList();
    return new Seen(
        ThreadName.of(id, "thread-" + id, false, true),
        "BLOCKED",
        stack,
        "Object@" + by,
        by,
        List.of(new Seen.Owned("Object@" + id, true, 0)),
        "",
        0);
  }

  private static List<DeadlockView> found(boolean registry, String... frames) {
    return Circles.of(List.of(blocked(1, 2, frames), blocked(2, 1, "Bank")), registry)
        .found()
        .deadlocks();
  }

  @Test
  void aWaitForTheBooksOfTheWatchedLocksIsOver() {
    String[] registry = {LockRegistry.class.getName(), "glasshouse.engine.live.store.RealStore"};
    String[] latches = {
      "jdk.internal.misc.Unsafe",
      "java.util.concurrent.locks.ReentrantLock",
      Latches.class.getName() + "$Door",
      "Bank"
    };
    assertThat(found(true, registry)).isEmpty();
    assertThat(found(true, latches)).isEmpty();
    // Of another JVM nothing else is known.
    assertThat(found(false, registry)).hasSize(1);
    assertThat(found(false, latches)).hasSize(1);
  }

  @Test
  void aWaitOfTheUsersIsNotThoughAWatchedLockRanIt() {
    assertThat(found(true, "Bank")).hasSize(1);
    assertThat(found(true, "java.util.Hashtable", "Bank", LockRegistry.class.getName())).hasSize(1);
  }
}
