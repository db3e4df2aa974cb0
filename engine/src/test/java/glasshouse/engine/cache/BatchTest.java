package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.lock.Latches;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.port.StoreLatches;
import glasshouse.engine.view.DeadlockView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Calls of several threads that share a transaction, each with its own fate. */
class BatchTest {
  private static final byte[] A = Bytes.of("a");

  private final MemoryPages file = new MemoryPages();
  private final ConcurrentLinkedQueue<DeadlockView> alarms = new ConcurrentLinkedQueue<>();
  private final LockRegistry registry = new LockRegistry(Stacks.ON, alarms::add);
  private final Store store =
      Store.open(file, StoreOptions.DEFAULT, new Latches(registry, "batch"));

  BatchTest() {
    store.update(tx -> tx.createBucket(A));
  }

  private static void put(Tx tx, int key) {
    Objects.requireNonNull(tx.bucket(A)).put(Bytes.of("k" + key), A);
  }

  private int keys() {
    return store.view(
        tx -> {
          int count = 0;
          Cursor cursor = Objects.requireNonNull(tx.bucket(A)).cursor();
          for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
            count++;
          }
          return count;
        });
  }

  /** Calls of {@code count} threads that wait together for a writer before them to end. */
  private List<Thread> gathered(int count, IntConsumer call) {
    Tx before = store.begin(true);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> call.accept(number)));
    }
    await().until(() -> registry.waiting().size() == count);
    before.rollback();
    return threads;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void callsThatWaitTogetherShareOneTransaction() throws Exception {
    long before = store.stats().txid();
    join(gathered(100, number -> store.batch(tx -> put(tx, number))));
    assertThat(keys()).isEqualTo(100);
    assertThat(store.stats().txid()).isEqualTo(before + 1);
  }

  @Test
  void oneThatFailsIsRunAloneAndHarmsNobody() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    join(
        gathered(
            20,
            number -> {
              try {
                store.batch(
                    tx -> {
                      put(tx, number);
                      if (number == 7) {
                        runs.incrementAndGet();
                        throw new IllegalStateException("seven");
                      }
                    });
              } catch (IllegalStateException failure) {
                failures.add(failure);
              }
            }));
    assertThat(keys()).isEqualTo(19);
    assertThat(failures).hasSize(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void whatTheStoreCannotDoEachIsTold() throws Exception {
    ConcurrentLinkedQueue<StoreFault> faults = new ConcurrentLinkedQueue<>();
    Tx before = store.begin(true);
    file.failAfter = 0;
    before.rollback();
    List<Thread> threads =
        gathered(
            10,
            number -> {
              try {
                store.batch(tx -> put(tx, number));
              } catch (StoreFault fault) {
                faults.add(fault);
              }
            });
    join(threads);
    assertThat(faults).hasSize(10).allMatch(fault -> fault.kind() == StoreFault.Kind.IO);
    file.failAfter = Integer.MAX_VALUE;
    store.batch(tx -> put(tx, 1));
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void moreThanFitInOneTransaction() throws Exception {
    long before = store.stats().txid();
    join(gathered(1500, number -> store.batch(tx -> put(tx, number))));
    assertThat(keys()).isEqualTo(1500);
    assertThat(store.stats().txid()).isEqualTo(before + 2);
  }

  @Test
  void aloneItIsAnUpdate() {
    store.batch(tx -> put(tx, 1));
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                store.batch(
                    tx -> {
                      runs.incrementAndGet();
                      put(tx, 2);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(runs).hasValue(1);
    assertThat(keys()).isEqualTo(1);
    assertThatThrownBy(() -> store.batch(Tx::commit)).isInstanceOf(StoreFault.class);
    try (Store reading = Store.open(file, StoreOptions.DEFAULT.reading(), StoreLatches.alone())) {
      assertThatThrownBy(() -> reading.batch(_ -> {})).hasMessageContaining("opened to read");
    }
  }

  @Test
  void inAnUpdateItWaitsForItselfAndTheRegistrySaysSo() throws Exception {
    Thread thread =
        Thread.ofVirtual()
            .name("nested")
            .start(
                () -> {
                  try {
                    store.update(_ -> store.batch(tx -> put(tx, 1)));
                  } catch (RuntimeException _) {
                    // The interrupt below.
                  }
                });
    await().until(() -> !alarms.isEmpty());
    assertThat(alarms.element().sentence())
        .contains("thread nested waits for the writer lock of batch that nested itself took");
    thread.interrupt();
    thread.join();
    // What was given up is not done later by others.
    store.batch(tx -> put(tx, 2));
    assertThat(keys()).isEqualTo(1);
    assertThat(registry.held()).isEmpty();
  }
}
