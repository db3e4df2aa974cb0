package glasshouse.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.LabView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is the same for all labs. */
@Timeout(30)
class LabsTest {
  static Stream<String> words() {
    return CacheLab.catalogue().stream().map(LabView.Choice::word);
  }

  private static Outcome act(CacheLab lab, LabAction action) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    lab.act(action, outcome::complete);
    return outcome.join();
  }

  @ParameterizedTest
  @MethodSource("words")
  void eachVariantBeginsInPeaceAndLeavesNoThread(String word) throws IOException {
    try (CacheLab lab = CacheLab.open(word)) {
      for (LabView.Choice variant : lab.look().variants()) {
        assertThat(act(lab, new LabAction.Choose(variant.word()))).isInstanceOf(Outcome.Done.class);
        LabView view = lab.look();
        assertThat(view.lab()).isEqualTo(word);
        assertThat(view.variant()).isEqualTo(variant.word());
        assertThat(view.waiters()).isEmpty();
        assertThat(view.circle()).isEmpty();
        assertThat(view.threads()).isEmpty();
        act(lab, new LabAction.Request("what it does not know"));
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().matches("(request|worker|closer)-.*"));
  }

  @ParameterizedTest
  @MethodSource("words")
  void whatItDoesNotKnowIsAnErrorThatSaysWhatItKnows(String word) throws Exception {
    try (CacheLab lab = CacheLab.open(word)) {
      act(lab, new LabAction.Request("nonsense"));
      List<LabView.LabThread> threads = lab.look().threads();
      while (threads.getFirst().result().isEmpty()) {
        Thread.onSpinWait();
        threads = lab.look().threads();
      }
      assertThat(threads.getFirst().state()).isEqualTo(LabView.State.FAILED);
      for (LabView.Choice request : lab.look().requests()) {
        assertThat(threads.getFirst().result()).contains(request.word());
      }
    }
  }

  @Test
  void whatIsNotThereIsRefused() throws IOException {
    try (CacheLab lab = CacheLab.open("nested-update")) {
      assertThat(
              Stream.of(
                      new LabAction.Choose("nope"),
                      new LabAction.Interrupt("request-9"),
                      new LabAction.TimeOut("request-9"),
                      new LabAction.Release("request-9"),
                      new LabAction.Close("nope"),
                      new LabAction.Advance(0))
                  .map(action -> act(lab, action)))
          .allMatch(outcome -> outcome instanceof Outcome.Refused);
    }
    assertThatThrownBy(() -> CacheLab.open("nope")).hasMessageContaining("there is no lab 'nope'");
  }

  @Test
  void aClosedLabRefuses() throws IOException {
    CacheLab lab = CacheLab.open("account-cache");
    lab.close();
    assertThat(act(lab, new LabAction.Advance(1)))
        .isEqualTo(new Outcome.Refused("the lab is closed"));
  }

  @Test
  void aWaiterCanBeTimedOutByHandAndTheNextGoesOn() throws IOException {
    try (CacheLab lab = CacheLab.open("nested-update")) {
      act(lab, new LabAction.Request("order tea"));
      while (lab.look().circle().isEmpty()) {
        Thread.onSpinWait();
      }
      act(lab, new LabAction.TimeOut("request-1"));
      while (lab.look().threads().getFirst().result().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(lab.look().threads().getFirst().result()).startsWith("error: timeout");
      assertThat(lab.look().file().check()).isEmpty();
      assertThat(lab.look().holders()).extracting(LabView.Claim::kind).containsExactly("file lock");
    }
  }

  @Test
  void aFileIsReadWhileItsLockIsHeldAndPendingPagesNameTheirReader() throws IOException {
    try (CacheLab lab = CacheLab.open("long-reader")) {
      act(lab, new LabAction.Request("report"));
      while (lab.look().handles().isEmpty()) {
        Thread.onSpinWait();
      }
      act(lab, new LabAction.Request("write 5"));
      while (lab.look().threads().getLast().result().isEmpty()) {
        Thread.onSpinWait();
      }
      LabView view = lab.look();
      assertThat(view.file().pages())
          .anySatisfy(page -> assertThat(page.readers()).containsExactly("reading tx 2"));
      assertThat(view.file().buckets().getFirst().size()).isEqualTo(400);
      assertThat(view.handles().getFirst().place()).startsWith("LongReader.report:");
    }
  }
}
