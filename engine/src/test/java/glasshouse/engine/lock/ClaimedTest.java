package glasshouse.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.ThreadName;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a registry and a dump tell, put together. The dump found the thread of the test waiting for
 * a monitor that another thread had, which for its part wants the lock of the first.
 */
class ClaimedTest {
  private final LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
  private final Lock wanted = Lock.own(Lock.Kind.MUTEX, "wanted");
  private final Lock more = Lock.own(Lock.Kind.MUTEX, "more");
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  private Holder otherWaits() throws Exception {
    return other.submit(() -> registry.waits(wanted, false, "other", 0, null)).get();
  }

  private Observed dump() throws Exception {
    ThreadName here = ThreadName.of(Thread.currentThread());
    ThreadName there = other.submit(() -> ThreadName.of(Thread.currentThread())).get();
    Observed dump = new Observed();
    dump.holds(there, Lock.Kind.MONITOR, "Object@1", "Object@1", "");
    dump.waits(here, Lock.Kind.MONITOR, "Object@1", "Object@1", "");
    return dump;
  }

  @Test
  void whoStoodStillIsInTheCircle() throws Exception {
    registry.got(wanted, false, "here");
    otherWaits();
    assertThat(registry.with(dump(), registry.claimed()).deadlocks()).hasSize(1);
  }

  @Test
  void whoBeganToWaitMeanwhileMayHaveGivenTheMonitorBackBefore() throws Exception {
    registry.got(wanted, false, "here");
    Claimed before = registry.claimed();
    otherWaits();
    assertThat(registry.with(dump(), before).deadlocks()).isEmpty();
  }

  @Test
  void whoGotTheLockMeanwhileNoLongerWaitedForTheMonitor() throws Exception {
    otherWaits();
    Claimed before = registry.claimed();
    registry.got(wanted, false, "here");
    assertThat(registry.with(dump(), before).deadlocks()).isEmpty();
  }

  @Test
  void whoGaveSomethingBackMeanwhileWentOnToo() throws Exception {
    registry.got(wanted, false, "here");
    Holder another = registry.got(more, false, "here");
    otherWaits();
    Claimed before = registry.claimed();
    registry.released(another);
    assertThat(registry.with(dump(), before).deadlocks()).isEmpty();
  }

  @Test
  void anotherWaitForTheSameIsNotTheSameWait() throws Exception {
    registry.got(wanted, false, "here");
    Holder first = otherWaits();
    Claimed before = registry.claimed();
    registry.gaveUp(first);
    otherWaits();
    assertThat(registry.with(dump(), before).deadlocks()).isEmpty();
  }
}
