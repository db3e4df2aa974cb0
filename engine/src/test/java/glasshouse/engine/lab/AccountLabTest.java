package glasshouse.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.LabFile;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The story: a request that works in the evening hangs in the morning. */
@Timeout(30)
class AccountLabTest {
  private static final long TWELVE_HOURS = 12 * LabAction.Unit.H.millis;

  private @SuppressWarnings("NullAway.Init") CacheLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = CacheLab.open("account-cache");
  }

  @AfterEach
  void close() {
    lab.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("request-"));
  }

  private void done(LabAction action) {
    assertThat(outcome(action)).isInstanceOf(Outcome.Done.class);
  }

  private Outcome outcome(LabAction action) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    lab.act(action, outcome::complete);
    return outcome.join();
  }

  private LabView until(Predicate<LabView> wanted) {
    while (true) {
      LabView view = lab.look();
      if (wanted.test(view)) {
        return view;
      }
      Thread.onSpinWait();
    }
  }

  private LabView ended(int thread) {
    return until(view -> !view.threads().get(thread).result().isEmpty());
  }

  @Test
  void inTheEveningItWorks() {
    done(new LabAction.Request("send alice"));
    assertThat(ended(0).threads())
        .extracting(LabThread::result)
        .containsExactly("sent as [shop], through mongo-3");
    assertThat(lab.look().facts()).containsEntry("upstream calls", "1");
  }

  @Test
  void inTheMorningItWaitsForItselfAndTheNextOneQueues() {
    done(new LabAction.Advance(TWELVE_HOURS));
    done(new LabAction.Request("send alice"));
    until(view -> !view.circle().isEmpty());
    done(new LabAction.Request("send bob"));
    LabView view = until(v -> v.waiters().size() == 2);
    assertThat(view.circle()).containsExactly("request-1");
    assertThat(view.sentence())
        .matches(
            "thread request-1 waits for the file lock of account-cache\\.db that request-1 itself"
                + " took at AccountCache\\.account:\\d+, .*: it waits for itself, for ever");
    assertThat(view.stock()).isEmpty();
    assertThat(view.threads())
        .extracting(LabThread::state)
        .containsExactly(State.STUCK, State.WAITING);
    assertThat(view.threads())
        .extracting(thread -> thread.place().replaceFirst(":\\d+", ""))
        .containsExactly("AccountCache.syncAccounts", "Broker.cacheLookupPrefix");
    assertThat(view.threads()).extracting(LabThread::jvmState).containsOnly("TIMED_WAITING");
    assertThat(view.edges()).extracting(LabView.Edge::inCircle).containsExactly(true, false);
    assertThat(view.file().check()).isEmpty();
    assertThat(view.file().count(LabFile.Kind.META)).isEqualTo(2);
    assertThat(view.file().buckets().getFirst().path()).isEqualTo("accounts");
  }

  @Test
  void anInterruptEndsItWithAnErrorAndLeavesTheFileAsItWas() {
    done(new LabAction.Advance(TWELVE_HOURS));
    done(new LabAction.Request("send alice"));
    until(view -> !view.circle().isEmpty());
    done(new LabAction.Interrupt("request-1"));
    LabView view = ended(0);
    assertThat(view.threads().getFirst().state()).isEqualTo(State.FAILED);
    assertThat(view.threads().getFirst().result()).contains("was interrupted");
    assertThat(view.holders()).isEmpty();
    assertThat(view.file().check()).isEmpty();
    assertThat(outcome(new LabAction.Interrupt("request-1"))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void withATimeoutItIsAnErrorAndNobodyHangs() {
    done(new LabAction.Choose("with-timeout"));
    done(new LabAction.Advance(TWELVE_HOURS));
    done(new LabAction.Request("send alice"));
    LabView view = ended(0);
    assertThat(view.threads().getFirst().result())
        .isEqualTo(
            "error: timeout: the file lock of account-cache.db was not to be had within 1000 ms");
  }

  @Test
  void openedOnceItWorks() {
    done(new LabAction.Choose("opened-once"));
    done(new LabAction.Advance(TWELVE_HOURS));
    done(new LabAction.Request("send alice"));
    assertThat(ended(0).threads().getFirst().state()).isEqualTo(State.DONE);
    assertThat(lab.look().facts()).containsEntry("upstream calls", "2");
  }

  @Test
  void closedLateItWaitsForItselfInOneMethod() {
    done(new LabAction.Choose("closed-late"));
    done(new LabAction.Advance(TWELVE_HOURS));
    done(new LabAction.Request("send alice"));
    LabView view = until(v -> !v.circle().isEmpty());
    assertThat(view.holders().getFirst().place()).startsWith("ClosedLate.account:");
    assertThat(view.waiters().getFirst().place()).startsWith("ClosedLate.account:");
  }
}
