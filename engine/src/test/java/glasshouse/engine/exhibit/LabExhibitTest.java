package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.LabAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exhibits that are played in a lab: what is read, what is refused, what a play tells. */
class LabExhibitTest {
  private static final String GOOD =
      """
      id: demo
      title: A title
      group: cache
      about: One.
      teaches: Another.
      story: A story.
      why: A reason.
      lab: account-cache
      outcome: It works.
      steps:
        - request: send alice
        - wait-until: {thread request-1: done}
        - act: variant opened-once
        - advance: 12 h
        - point-at: clock
        - predict: How many calls?
          choices: [1, 2]
          of: fact upstream calls
        - expect: {bucket accounts: expired, fact upstream calls: 1}
      """;

  private static Exhibit read(String text) throws ExhibitFault {
    return ExhibitReader.read("demo.yaml", text);
  }

  @Test
  void itHasALabInPlaceOfACast() throws ExhibitFault {
    Exhibit exhibit = read(GOOD);
    assertThat(exhibit.lab()).isEqualTo("account-cache");
    assertThat(exhibit.cast()).isEmpty();
    assertThat(exhibit.defaultEra()).isEqualTo(Exhibit.LAB);
    assertThat(exhibit.eras()).containsValue("It works.");
    assertThat(exhibit.steps().getFirst())
        .isEqualTo(new Step.InLab(11, new LabAction.Request("send alice")));
    assertThat(exhibit.steps())
        .extracting(step -> step.verb() + " " + step.words(Exhibit.LAB))
        .containsExactly(
            "request send alice",
            "wait-until thread request-1 is done",
            "act variant opened-once",
            "advance 12 h",
            "point-at clock",
            "predict How many calls?",
            "expect bucket accounts is expired, fact upstream calls is 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "lab: account-cache | lab: nope | no lab 'nope'; labs are account-cache",
        "outcome: It works. | eras: x | 'outcome' is missing",
        "advance: 12 h | advance: a while | 14: 'a while' is no length of time",
        "act: variant opened-once | act: cut s | 13: no action 'cut s'; actions are interrupt"
            + " THREAD",
        "request: send alice | do: SET a 1 | 11: no verb among do; expected one of say, request",
        "thread request-1: done | thread request-1: dead | cannot be 'dead'; allowed: running,"
            + " waits",
        "thread request-1: done | link of s: up | 12: no figure 'link of s'; figures are thread"
            + " NAME;",
        "point-at: clock | point-at: backlog | nothing is called 'backlog'; there are the threads",
      })
  void whatItCannotSayIsRefused(String good, String bad, String fault) {
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(ExhibitFault.class)
        .hasMessageContaining(fault);
  }

  @Test
  void aPlayOpensALabAndSaysWhatWasSeen() throws Exception {
    CompletableFuture<Progress.Ending> ending = new CompletableFuture<>();
    List<Result> results = new ArrayList<>();
    List<Progress.LabOpened> opened = new ArrayList<>();
    try (Director director =
        new Director(
            read(GOOD),
            Exhibit.LAB,
            new SimStage(),
            Manner.ALONE,
            progress -> {
              switch (progress) {
                case Progress.LabOpened lab -> opened.add(lab);
                case Progress.Ended(int _, Result result) -> results.add(result);
                case Progress.Finished(Progress.Ending how) -> ending.complete(how);
                case Progress.Opened _, Progress.Began _, Progress.Asked _, Progress.Judged _ -> {}
              }
            })) {
      director.play();
      assertThat(ending.get(30, TimeUnit.SECONDS)).isEqualTo(new Progress.Ending.Held());
    } finally {
      opened.getFirst().lab().close();
    }
    assertThat(results.get(1))
        .isEqualTo(new Result.Passed("thread request-1: done (sent as [shop], through mongo-3)"));
    assertThat(results.getLast())
        .isEqualTo(
            new Result.Passed(
                "bucket accounts: expired (until 2026-01-16T09:00:00Z)\nfact upstream calls: 1"));
  }
}
