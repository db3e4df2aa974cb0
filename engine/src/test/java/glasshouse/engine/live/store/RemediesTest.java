package glasshouse.engine.live.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.lock.WaitEnded;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.RemedyView;
import glasshouse.engine.view.RemedyView.Deed;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done about a hang by hand, each on a hang that is there. */
@Timeout(30)
@JudgedByEtcdctl
class RemediesTest {
  private static final byte[] TOP = Bytes.of("top");
  private static final long SOON = 5000;

  @TempDir Path directory;

  private final BlockingQueue<DeadlockView> alarms = new LinkedBlockingQueue<>();
  private final LockRegistry registry = new LockRegistry(Stacks.ON, alarms::add);
  private final Remedies remedies = new Remedies(registry);
  private Path file = Path.of("");

  @BeforeEach
  void create() {
    file = directory.resolve("cache");
    try (RealStore store = open()) {
      store.store().update(tx -> tx.createBucket(TOP));
    }
  }

  private RealStore open() {
    return RealStore.open(registry, file, StoreOptions.DEFAULT);
  }

  private static FutureTask<Object> start(FutureTask<Object> program) {
    Thread.ofPlatform().name("request-1").start(program);
    return program;
  }

  private DeadlockView.Link hang() throws InterruptedException {
    DeadlockView deadlock = alarms.poll(10, TimeUnit.SECONDS);
    assertThat(deadlock).isNotNull();
    return deadlock.links().getFirst();
  }

  private RemedyView remedy(ClaimView claim, Deed deed) {
    return remedies.about(claim.id()).stream()
        .filter(each -> each.deed() == deed)
        .findFirst()
        .orElseThrow();
  }

  private void carryOut(RemedyView remedy, String consequence) throws InterruptedException {
    assertThat(remedy.consequence()).contains(consequence);
    RemedyView.Outcome outcome = remedies.carryOut(remedy, SOON);
    assertThat(outcome.done()).as(outcome.sentence()).isTrue();
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.file()).isEqualTo(file.toString());
  }

  private static void failsWith(FutureTask<Object> program, Class<?> type, String message) {
    assertThatThrownBy(program::get).cause().isInstanceOf(type).hasMessageContaining(message);
  }

  @Test
  void aWaitIsTimedOut() throws Exception {
    FutureTask<Object> program =
        start(
            new FutureTask<>(
                () -> {
                  try (RealStore _ = open();
                      RealStore _ = open()) {
                    return "opened twice";
                  } catch (StoreFault fault) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    throw fault;
                  }
                }));
    RemedyView remedy = remedy(hang().waiter(), Deed.TIME_OUT);
    carryOut(remedy, "the wait of thread request-1 for the file lock of");
    failsWith(program, StoreFault.class, "was ended by hand");
    assertThat(registry.held()).isEmpty();
    assertThat(remedies.carryOut(remedy, SOON).sentence())
        .isEqualTo("that is over already: nothing was done");
  }

  @Test
  void aWaiterIsInterrupted() throws Exception {
    FutureTask<Object> program =
        start(
            new FutureTask<>(
                () -> {
                  try (RealStore store = open()) {
                    store.store().update(_ -> store.store().update(_ -> {}));
                    return "updated";
                  } catch (WaitEnded ended) {
                    // Closing has waited for nobody, so nothing has looked at it yet.
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    throw ended;
                  }
                }));
    carryOut(remedy(hang().waiter(), Deed.INTERRUPT), "thread request-1 is interrupted");
    failsWith(program, WaitEnded.class, "was interrupted");
  }

  @Test
  void aForgottenReaderIsEndedAndTheWriterGoesOn() throws Exception {
    try (RealStore open = open()) {
      Tx forgotten = open.store().begin(false);
      FutureTask<Object> program =
          start(
              new FutureTask<>(
                  () -> {
                    try (Tx _ = open.store().begin(false)) {
                      open.store()
                          .update(
                              tx ->
                                  Objects.requireNonNull(tx.bucket(TOP))
                                      .put(TOP, new byte[100_000]));
                    }
                    return "written";
                  }));
      ClaimView nested = hang().by();
      for (ClaimView claim : registry.held()) {
        if (claim.shared() && claim.kind().equals("map lock") && claim.id() != nested.id()) {
          carryOut(remedy(claim, Deed.END_OWNER), "reading tx 2 ends: whoever uses it next");
        }
      }
      carryOut(remedy(nested, Deed.END_OWNER), "pages that only it still saw");
      assertThat(program.get()).isEqualTo("written");
      assertThatThrownBy(() -> forgotten.bucket(TOP)).isInstanceOf(StoreFault.class);
      forgotten.close();
      assertThat(open.store().stats().readers()).isEmpty();
    }
  }

  @Test
  void aWriterIsNotEndedWhileItMayBeAtWork() throws Exception {
    try (RealStore open = open()) {
      Tx writing = open.store().begin(true);
      ClaimView claim = registry.held().getLast();
      RemedyView remedy = remedy(claim, Deed.END_OWNER);
      assertThat(remedy.consequence()).contains("is rolled back: none of its changes is kept");
      assertThat(remedies.carryOut(remedy, SOON).sentence()).contains("may be at work");
      writing.rollback();
    }
  }

  @Test
  void aWriterWhoseThreadHasEndedIsRolledBack() throws Exception {
    try (RealStore open = open()) {
      FutureTask<Tx> leak = new FutureTask<>(() -> open.store().begin(true));
      Thread.ofPlatform().name("gone").start(leak).join();
      leak.get().createBucket(Bytes.of("lost"));
      FutureTask<Object> next =
          start(
              new FutureTask<>(
                  () -> {
                    open.store().update(_ -> {});
                    return "went on";
                  }));
      DeadlockView.Link link = hang();
      assertThat(registry.deadlocks().getFirst().certainty())
          .isEqualTo(DeadlockView.Certainty.LIKELY);
      assertThat(registry.deadlocks().getFirst().sentence())
          .contains("that gone took")
          .contains("that thread has ended without giving it back");
      carryOut(remedy(link.by(), Deed.END_OWNER), "is rolled back");
      assertThat(next.get()).isEqualTo("went on");
      assertThatThrownBy(() -> leak.get().commit()).hasMessageContaining("is over");
      boolean lost = open.store().view(tx -> tx.bucket(Bytes.of("lost")) == null);
      assertThat(lost).isTrue();
    }
  }

  @Test
  void aForgottenStoreIsClosedAndTheNextGetsTheFile() throws Exception {
    RealStore forgotten = open();
    Tx reading = forgotten.store().begin(false);
    FutureTask<Object> next =
        start(
            new FutureTask<>(
                () -> {
                  open().close();
                  return "opened";
                }));
    while (registry.waiting().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(alarms).as("that is only slow").isEmpty();
    RemedyView remedy = remedy(registry.held().getFirst(), Deed.END_OWNER);
    assertThat(remedies.carryOut(remedy, SOON).sentence())
        .contains("reading tx 2 is not over: its store cannot be closed before");
    reading.close();
    carryOut(remedy, "the store is closed");
    assertThat(next.get()).isEqualTo("opened");
    assertThatThrownBy(() -> forgotten.store().update(_ -> {}))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("closed");
    forgotten.close();
    assertThat(registry.held()).isEmpty();
  }
}
