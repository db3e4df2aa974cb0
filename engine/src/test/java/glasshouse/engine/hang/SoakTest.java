package glasshouse.engine.hang;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.threads.Inspector;
import glasshouse.engine.threads.Jvm;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.DeadlockView.Certainty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ordinary load, in which everybody waits for everybody all the time and nobody is stuck: nothing
 * may be called a deadlock. Two seconds; -Dglasshouse.soak=600 for ten minutes.
 */
@JudgedByEtcdctl
class SoakTest {
  private static final long SECONDS = Long.getLong("glasshouse.soak", 2);
  private static final byte[] TOP = Bytes.of("top");
  private static final int KEYS = 500;

  @TempDir Path directory;

  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final LockRegistry registry =
      new LockRegistry(Stacks.SAMPLED, deadlock -> said.add(deadlock.sentence()));
  private final AtomicLong done = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
  private final List<Thread> threads = new ArrayList<>();

  private interface Work {
    void once(int round) throws Exception;
  }

  private void start(Thread.Builder how, Work work) {
    threads.add(
        how.start(
            () -> {
              try {
                for (int i = 0; System.nanoTime() < end; i++) {
                  work.once(i);
                  done.incrementAndGet();
                }
              } catch (Throwable failure) {
                failures.add(failure);
              }
            }));
  }

  @Test
  @Timeout(3600)
  void ordinaryLoadIsNeverCalledADeadlock() throws Exception {
    Path shared = directory.resolve("shared");
    try (RealStore open = RealStore.open(registry, shared, StoreOptions.DEFAULT.withoutSync());
        Jvm jvm = Jvm.here()) {
      Store store = open.store();
      store.update(tx -> tx.createBucket(TOP));
      for (int i = 0; i < 4; i++) {
        start(Thread.ofPlatform().name("writer-" + i), round -> write(store, round));
        start(Thread.ofVirtual().name("batch-" + i), round -> store.batch(tx -> put(tx, round)));
        start(Thread.ofVirtual().name("reader-" + i), _ -> store.view(SoakTest::read));
        start(Thread.ofPlatform().name("opener-" + i), _ -> reopen());
        start(Thread.ofPlatform().name("looker-" + i), _ -> look(new Inspector(jvm, registry)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(failures).isEmpty();
    assertThat(said).isEmpty();
    assertThat(done).hasValueGreaterThan(100);
    assertThat(registry.held()).isEmpty();
    assertThat(registry.waiting()).isEmpty();
  }

  private static void put(Tx tx, int round) {
    Objects.requireNonNull(tx.bucket(TOP))
        .put(Bytes.of("key-" + round % KEYS), new byte[round % 3000]);
  }

  /** Sometimes so much that the mapping grows while others read. */
  private static void write(Store store, int round) {
    store.update(
        tx -> {
          for (int i = 0; i < round % 50; i++) {
            put(tx, round + i);
          }
        });
  }

  private static boolean read(Tx tx) {
    return Objects.requireNonNull(tx.bucket(TOP)).get(Bytes.of("key-1")) != null;
  }

  /** Many open the same file one after the other; some of them in vain. */
  private void reopen() {
    try (RealStore open =
        RealStore.open(
            registry, directory.resolve("often"), StoreOptions.DEFAULT.withoutSync().within(200))) {
      open.store().update(tx -> tx.createBucketIfMissing(TOP));
    } catch (StoreFault fault) {
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.TIMEOUT);
    }
  }

  private void look(Inspector inspector) throws Exception {
    List<DeadlockView> found = new ArrayList<>(registry.view().deadlocks());
    found.addAll(inspector.look().deadlocks());
    found.stream()
        .filter(deadlock -> deadlock.certainty() != Certainty.POSSIBLE)
        .forEach(deadlock -> said.add(deadlock.sentence()));
  }
}
