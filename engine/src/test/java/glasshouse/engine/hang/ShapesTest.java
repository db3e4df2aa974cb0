package glasshouse.engine.hang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.lock.StockDetector;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.lock.WatchedLock;
import glasshouse.engine.lock.WatchedSemaphore;
import glasshouse.engine.lock.WatchedTask;
import glasshouse.engine.threads.Inspector;
import glasshouse.engine.threads.Jvm;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.DeadlockView.Certainty;
import glasshouse.engine.view.ThreadView;
import glasshouse.engine.view.ThreadsView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The shapes of hang that locks of the JDK make, each beside what the JVM's own detector says of
 * it. Where the JVM knows an owner, locks as they are will do; where it knows none, watched ones.
 */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // how these locks are taken is what is wrong with them
class ShapesTest {
  private final BlockingQueue<DeadlockView> alarms = new LinkedBlockingQueue<>();
  private final LockRegistry registry = new LockRegistry(Stacks.ON, alarms::add);
  private final List<Thread> threads = new ArrayList<>();
  private final CyclicBarrier together = new CyclicBarrier(2);

  private Thread start(Thread.Builder how, String name, Runnable program) {
    Thread thread =
        how.name(name)
            .start(
                () -> {
                  try {
                    program.run();
                  } catch (WaitEnded _) {
                    // The interrupt at the end of the test.
                  }
                });
    threads.add(thread);
    return thread;
  }

  private Thread platform(String name, Runnable program) {
    return start(Thread.ofPlatform().daemon(), name, program);
  }

  private void meet() {
    try {
      together.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private DeadlockView alarm() throws InterruptedException {
    DeadlockView deadlock = alarms.poll(10, TimeUnit.SECONDS);
    assertThat(deadlock).isNotNull();
    return deadlock;
  }

  /** Looks until there is a circle. */
  private DeadlockView seen() {
    return await().until(() -> look().deadlocks(), found -> !found.isEmpty()).getFirst();
  }

  private ThreadsView look() throws IOException {
    try (Jvm jvm = Jvm.here()) {
      return new Inspector(jvm, registry).look();
    }
  }

  private ThreadView threadNamed(String name) throws IOException {
    return look().groups().stream()
        .flatMap(group -> group.threads().stream())
        .filter(thread -> thread.thread().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void stockFindsNothing() {
    assertThat(StockDetector.ask().threads()).isEmpty();
  }

  @AfterEach
  void endTheHang() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(registry.waiting()).isEmpty();
  }

  private void crossed(Lock a, Lock b, boolean firstVirtual, boolean secondVirtual) {
    start(
        firstVirtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon(),
        "ab",
        () -> {
          a.lock();
          meet();
          both(a, b);
        });
    start(
        secondVirtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon(),
        "ba",
        () -> {
          b.lock();
          meet();
          both(b, a);
        });
  }

  private static void both(Lock held, Lock wanted) {
    try {
      wanted.lockInterruptibly();
      wanted.unlock();
    } catch (InterruptedException _) {
      // The end of the test.
    } finally {
      held.unlock();
    }
  }

  private Lock mutex(String name) {
    return WatchedLock.of(registry, name, new ReentrantLock());
  }

  /** Shape H: the one shape that the stock detector finds. */
  @Test
  void twoLocksCrossed() {
    crossed(new ReentrantLock(), new ReentrantLock(), false, false);
    DeadlockView deadlock = seen();
    assertThat(deadlock.certainty()).isEqualTo(Certainty.CERTAIN);
    assertThat(deadlock.sentence())
        .contains("thread ab waits for the lock of java.util.concurrent.locks.ReentrantLock")
        .contains("thread ba waits for the lock of")
        .endsWith("they wait for each other, for ever");
    assertThat(StockDetector.ask().threads()).containsExactlyInAnyOrder("ab", "ba");
  }

  /** Shape A. */
  @Test
  void readThenWrite() throws Exception {
    ReadWriteLock lock = WatchedLock.of(registry, "accounts", new ReentrantReadWriteLock());
    platform(
        "upgrade",
        () -> {
          lock.readLock().lock();
          try {
            lock.writeLock().lock();
          } finally {
            lock.readLock().unlock();
          }
        });
    assertThat(alarm().sentence())
        .matches(
            "thread upgrade waits for the read-write lock of accounts that upgrade itself took at"
                + " ShapesTest\\.readThenWrite:\\d+, just now: it waits for itself, for ever");
    stockFindsNothing();
  }

  /** Shape A with a lock that nobody watches: the JVM does not know who reads, and we say so. */
  @Test
  void readThenWriteUnwatched() {
    ReadWriteLock lock = new ReentrantReadWriteLock();
    platform(
        "upgrade",
        () -> {
          lock.readLock().lock();
          both(lock.readLock(), lock.writeLock());
        });
    await().until(() -> threadNamed("upgrade").state().equals("WAITING"));
    await()
        .untilAsserted(
            () ->
                assertThat(threadNamed("upgrade").reason())
                    .isEqualTo(
                        "waits to write under a ReentrantReadWriteLock; the JVM does not tell who"
                            + " has it"));
    stockFindsNothing();
  }

  /** Shape B: half of the circle only the JVM knows, the other half only the registry. */
  @Test
  void aReaderAtTheMonitorOfAWriter() {
    ReadWriteLock lock = WatchedLock.of(registry, "accounts", new ReentrantReadWriteLock());
    Object monitor = new Object();
    platform(
        "reader",
        () -> {
          lock.readLock().lock();
          try {
            meet();
            synchronized (monitor) {
              throw new AssertionError("both went on");
            }
          } catch (AssertionError _) {
            // When the writer was interrupted.
          } finally {
            lock.readLock().unlock();
          }
        });
    platform(
        "writer",
        () -> {
          synchronized (monitor) {
            meet();
            lock.writeLock().lock();
          }
        });
    DeadlockView deadlock = seen();
    assertThat(deadlock.certainty()).isEqualTo(Certainty.CERTAIN);
    assertThat(deadlock.sentence())
        .contains("thread writer waits for the read-write lock of accounts that reader took at")
        .contains("thread reader waits for the monitor of java.lang.Object@")
        .contains("that writer took at ShapesTest.aReaderAtTheMonitorOfAWriter:");
    stockFindsNothing();
  }

  /** Shape C. */
  @Test
  void stampedTwice() throws Exception {
    ReadWriteLock lock = WatchedLock.of(registry, "position", new StampedLock().asReadWriteLock());
    platform(
        "twice",
        () -> {
          lock.writeLock().lock();
          try {
            lock.writeLock().lock();
          } finally {
            lock.writeLock().unlock();
          }
        });
    assertThat(alarm().sentence()).contains("that twice itself took").contains("waits for itself");
    stockFindsNothing();
  }

  /** Shape D. A permit belongs to nobody: so this is only likely. */
  @Test
  void twoPermitsOfOne() throws Exception {
    WatchedSemaphore permits = new WatchedSemaphore(registry, "connections", 1);
    platform(
        "twice",
        () -> {
          permits.acquire();
          try {
            permits.acquire();
          } finally {
            permits.release();
          }
        });
    DeadlockView deadlock = alarm();
    assertThat(deadlock.certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(deadlock.sentence()).contains("semaphore of connections that twice itself took");
    stockFindsNothing();
  }

  /** With two permits one stuck thread is not enough: the other holder may give its back. */
  @Test
  void oneStuckHolderOfTwoPermitsIsNoDeadlock() throws Exception {
    WatchedSemaphore permits = new WatchedSemaphore(registry, "connections", 2);
    Semaphore release = new Semaphore(0);
    platform(
        "other",
        () -> {
          permits.acquire();
          meet();
          release.acquireUninterruptibly();
          permits.release();
        });
    meet();
    Thread twice =
        platform(
            "twice",
            () -> {
              permits.acquire();
              permits.acquire();
              permits.release();
              permits.release();
            });
    await().until(() -> registry.waiting().size() == 1);
    assertThat(registry.deadlocks()).isEmpty();
    assertThat(registry.waiting().getFirst().fate()).isEqualTo(Fate.OPEN);
    release.release();
    twice.join();
    assertThat(alarms).isEmpty();
  }

  /** Shape F. */
  @Test
  void twoVirtualThreadsCrossed() throws Exception {
    crossed(mutex("a"), mutex("b"), true, true);
    assertThat(alarm().sentence()).contains("thread ab waits").contains("thread ba waits");
    stockFindsNothing();
  }

  /** Shape G, watched. */
  @Test
  void aVirtualAndAPlatformThreadCrossed() throws Exception {
    crossed(mutex("a"), mutex("b"), true, false);
    assertThat(alarm().threads()).hasSize(2);
    stockFindsNothing();
  }

  /** What would be a circle of one, the map refuses by itself. */
  @Test
  void aMapThatComputesWhatItComputes() {
    Map<String, String> map = new ConcurrentHashMap<>();
    assertThatThrownBy(() -> map.computeIfAbsent("a", _ -> map.computeIfAbsent("a", _ -> "value")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Recursive update");
  }

  /** A thread waits for a task that waits for what the thread holds. */
  @Test
  void aParentThatWaitsForItsChild() throws Exception {
    ReadWriteLock lock = WatchedLock.of(registry, "accounts", new StampedLock().asReadWriteLock());
    WatchedTask<String> child =
        new WatchedTask<>(
            registry,
            "sync",
            () -> {
              lock.writeLock().lock();
              return "written";
            });
    platform(
        "parent",
        () -> {
          lock.readLock().lock();
          try {
            platform("child", child);
            child.get();
          } catch (ExecutionException _) {
            // When the child was interrupted.
          } finally {
            lock.readLock().unlock();
          }
        });
    assertThat(alarm().sentence())
        .contains("thread parent waits for the result of sync that child began")
        .contains("thread child waits for the read-write lock of accounts that parent took");
    stockFindsNothing();
  }

  /** A single flight whose loader asks for what it loads. */
  @Test
  void aTaskThatWaitsForItsOwnResult() throws Exception {
    List<WatchedTask<String>> flight = new ArrayList<>();
    flight.add(new WatchedTask<>(registry, "load of account 7", () -> flight.getFirst().get()));
    platform("loader", flight.getFirst());
    assertThat(alarm().sentence())
        .contains("thread loader waits for the result of load of account 7 that loader itself");
    stockFindsNothing();
  }
}
