package glasshouse.engine.hang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.LocksView;
import glasshouse.engine.view.WaitGraphView;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hangs that bbolt's users know, each with real threads: named as it closes, unseen by the
 * JVM's own finder, and ended by an interrupt with the file as it was.
 */
@Timeout(30)
@JudgedByEtcdctl
class HangsTest {
  private static final byte[] TOP = Bytes.of("top");

  @TempDir Path directory;

  private final BlockingQueue<DeadlockView> alarms = new LinkedBlockingQueue<>();
  private final LockRegistry registry = new LockRegistry(Stacks.ON, alarms::add);
  private Thread stuck = Thread.currentThread();

  private RealStore open() {
    return RealStore.open(registry, directory.resolve("cache"), StoreOptions.DEFAULT);
  }

  private DeadlockView hang(Runnable program) throws InterruptedException {
    stuck = Thread.ofPlatform().name("request-1").start(() -> endedFromOutside(program));
    DeadlockView deadlock = alarms.poll(10, TimeUnit.SECONDS);
    assertThat(deadlock).isNotNull();
    assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    assertThat(registry.deadlocks()).hasSize(1);
    return deadlock;
  }

  private static void endedFromOutside(Runnable program) {
    assertThatThrownBy(program::run).isInstanceOf(WaitEnded.class);
  }

  @AfterEach
  void endTheHang() throws InterruptedException {
    stuck.interrupt();
    if (stuck != Thread.currentThread()) {
      stuck.join();
    }
    Thread.interrupted();
    assertThat(registry.waiting()).isEmpty();
    try (RealStore again =
        RealStore.open(registry, directory.resolve("cache"), StoreOptions.DEFAULT.within(1000))) {
      assertThat(again.store().stats().readers()).isEmpty();
    }
    assertThat(registry.held()).isEmpty();
  }

  @Test
  void openInOpen() throws InterruptedException {
    DeadlockView deadlock =
        hang(
            () -> {
              try (RealStore _ = open();
                  RealStore _ = open()) {
                throw new AssertionError("opened twice");
              }
            });
    assertThat(deadlock.sentence())
        .matches(
            "thread request-1 waits for the file lock of .*cache that request-1 itself took at"
                + " HangsTest\\.open:\\d+, just now: it waits for itself, for"
                + " ever");
    LocksView view = registry.view();
    assertThat(view.held())
        .singleElement()
        .extracting(ClaimView::words)
        .isEqualTo(deadlock.links().getFirst().by().words());
    assertThat(view.waiting())
        .singleElement()
        .satisfies(
            wait -> {
              assertThat(wait.fate()).isEqualTo(ClaimView.Fate.CIRCLE);
              assertThat(wait.thread().name()).isEqualTo("request-1");
              assertThat(wait.stack()).anyMatch(frame -> frame.getMethodName().equals("open"));
            });
    assertThat(view.graph().edges()).allMatch(WaitGraphView.Edge::inCircle).hasSize(5);
    assertThat(view.graph().nodes())
        .extracting(WaitGraphView.Node::kind)
        .containsExactlyInAnyOrder(
            WaitGraphView.Kind.LOCK,
            WaitGraphView.Kind.DESCRIPTION,
            WaitGraphView.Kind.DESCRIPTION,
            WaitGraphView.Kind.OWNER,
            WaitGraphView.Kind.THREAD);
    assertThat(view.stock().threads()).isEmpty();
    assertThat(view.lost()).isEmpty();
  }

  @Test
  void aTimeoutMakesAnErrorOfIt() {
    try (RealStore _ = open()) {
      assertThatThrownBy(
              () ->
                  RealStore.open(
                      registry, directory.resolve("cache"), StoreOptions.DEFAULT.within(200)))
          .isInstanceOf(StoreFault.class)
          .hasMessageContaining("timeout");
    }
    assertThat(alarms).hasSize(1);
  }

  @Test
  void updateInUpdate() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      assertThat(hang(() -> store.update(_ -> store.update(_ -> {}))).sentence())
          .contains("the writer lock of");
      stuck.interrupt();
      stuck.join();
    }
  }

  /** Works, and sees the state before the update; but what reads must end before the map grows. */
  @Test
  void viewInUpdate() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      store.update(tx -> tx.createBucket(TOP));
      store.update(
          tx -> {
            Bucket top = Objects.requireNonNull(tx.bucket(TOP));
            top.put(TOP, Bytes.of("new"));
            assertThat(
                    store.<Boolean>view(
                        old -> Objects.requireNonNull(old.bucket(TOP)).get(TOP) == null))
                .isTrue();
          });
      assertThat(alarms).isEmpty();
      DeadlockView deadlock =
          hang(
              () -> {
                try (Tx writer = store.begin(true);
                    Tx _ = store.begin(false)) {
                  Bucket top = Objects.requireNonNull(writer.bucket(TOP));
                  top.put(TOP, new byte[100_000]);
                  writer.commit();
                }
              });
      assertThat(deadlock.sentence()).contains("the map lock of").contains("waits for itself");
      stuck.interrupt();
      stuck.join();
    }
  }

  @Test
  void updateInViewWhenTheMapGrows() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      store.update(tx -> tx.createBucket(TOP));
      DeadlockView deadlock =
          hang(
              () -> {
                try (Tx _ = store.begin(false)) {
                  store.update(
                      tx -> Objects.requireNonNull(tx.bucket(TOP)).put(TOP, new byte[100_000]));
                }
              });
      assertThat(deadlock.sentence()).contains("the map lock of");
      stuck.interrupt();
      stuck.join();
      store.view(tx -> Objects.requireNonNull(tx.bucket(TOP)).get(TOP) == null);
    }
  }

  @Test
  void closeInView() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      assertThat(
              hang(() -> {
                    try (Tx _ = store.begin(false)) {
                      store.close();
                    }
                  })
                  .sentence())
          .contains("the map lock of");
      stuck.interrupt();
      stuck.join();
    }
  }

  @Test
  void closeInUpdate() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      assertThat(hang(() -> store.update(_ -> store.close())).sentence())
          .contains("the writer lock of");
      stuck.interrupt();
      stuck.join();
    }
  }

  @Test
  void batchInUpdate() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      assertThat(hang(() -> store.update(_ -> store.batch(_ -> {}))).sentence())
          .contains("the writer lock of");
      stuck.interrupt();
      stuck.join();
    }
  }

  /** The close stands after the open that waits for it. */
  @Test
  void openBeforeTheCloseThatComesTooLate() throws InterruptedException {
    DeadlockView deadlock =
        hang(
            () -> {
              RealStore first = open();
              try {
                open().close();
              } finally {
                first.close();
              }
            });
    assertThat(deadlock.sentence()).contains("the file lock of").contains("waits for itself");
  }

  /** Nothing is stuck yet: only when the file must grow. That is said before, and is no alarm. */
  @Test
  void updateInViewIsAPossibleHang() {
    StoreOptions roomy = StoreOptions.DEFAULT.mapping(1 << 20);
    try (RealStore open = RealStore.open(registry, directory.resolve("cache"), roomy)) {
      Store store = open.store();
      store.update(tx -> tx.createBucket(TOP));
      try (Tx _ = store.begin(false)) {
        store.update(
            _ -> {
              List<DeadlockView> possible = registry.view().deadlocks();
              assertThat(possible).hasSize(1);
              assertThat(possible.getFirst().certainty())
                  .isEqualTo(DeadlockView.Certainty.POSSIBLE);
              assertThat(possible.getFirst().sentence())
                  .startsWith("nothing is stuck; but if writing tx 3 makes the file grow")
                  .contains("waits for the map lock of");
            });
      }
      assertThat(registry.view().deadlocks()).isEmpty();
      assertThat(alarms).isEmpty();
    }
  }

  @Test
  void viewInViewWithAWriterBetween() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      store.update(tx -> tx.createBucket(TOP));
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch writerWaits = new CountDownLatch(1);
      Thread writer =
          Thread.ofPlatform()
              .name("writer-1")
              .start(
                  () -> {
                    await(reading);
                    store.update(
                        tx -> {
                          Bucket top = Objects.requireNonNull(tx.bucket(TOP));
                          top.put(TOP, new byte[100_000]);
                          writerWaits.countDown();
                        });
                  });
      DeadlockView deadlock =
          hang(
              () -> {
                try (Tx _ = store.begin(false)) {
                  reading.countDown();
                  await(writerWaits);
                  untilWaiting();
                  store.begin(false);
                }
              });
      assertThat(deadlock.links()).hasSize(2);
      assertThat(deadlock.sentence()).contains("request-1").contains("writer-1");
      stuck.interrupt();
      stuck.join();
      writer.join();
      assertThat(store.stats().readers()).isEmpty();
    }
  }

  private void untilWaiting() {
    while (registry.waiting().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Half of the circle is in another process, of which only open files are to be seen. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void twoProcessesThatWaitForEachOther() throws Exception {
    Path mine = directory.resolve("cache");
    Path theirs = Files.createFile(directory.resolve("theirs"));
    try (RealStore _ = open()) {
      // The file is there.
    }
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch bothHeld = new CountDownLatch(1);
    stuck =
        Thread.ofPlatform()
            .name("request-1")
            .start(
                () ->
                    endedFromOutside(
                        () -> {
                          try (RealStore _ = open()) {
                            held.countDown();
                            await(bothHeld);
                            RealStore.open(registry, theirs, StoreOptions.DEFAULT).close();
                          }
                        }));
    held.await();
    Process other =
        new ProcessBuilder(
                "flock",
                theirs.toString(),
                "sh",
                "-c",
                "echo held; exec flock \"$0\" true",
                mine.toString())
            .start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      bothHeld.countDown();
      DeadlockView deadlock =
          Awaitility.await().until(registry::deadlocks, found -> !found.isEmpty()).getFirst();
      assertThat(deadlock.certainty()).isEqualTo(DeadlockView.Certainty.LIKELY);
      assertThat(deadlock.sentence())
          .containsPattern("thread request-1 waits for the file lock of \\S+theirs that process")
          .containsPattern("process \\d+ \\(flock .*\\) probably waits for the file lock of");
      assertThat(registry.view().graph().nodes())
          .anyMatch(node -> node.kind() == WaitGraphView.Kind.PROCESS);
      assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    } finally {
      stuck.interrupt();
      stuck.join();
      other.waitFor();
    }
  }

  @Test
  void whatIsOnlySlowIsNoDeadlock() throws InterruptedException {
    try (RealStore open = open()) {
      Store store = open.store();
      CountDownLatch inside = new CountDownLatch(1);
      Thread slow =
          Thread.ofPlatform()
              .start(
                  () ->
                      store.update(
                          _ -> {
                            inside.countDown();
                            untilWaiting();
                          }));
      inside.await();
      store.update(_ -> {});
      slow.join();
      assertThat(alarms).isEmpty();
    }
  }
}
