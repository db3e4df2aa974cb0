package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.view.ClusterView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorTest {
  private static final String HEAD =
      """
      id: demo
      title: A title
      group: restart
      about: One sentence.
      teaches: One more.
      story: A story.
      why: A reason.
      eras: {7.0: all is well}
      cast:
        - node: m
        - {node: s, master: m}
      steps:
      """;

  @TempDir Path directory;
  private final BlockingQueue<Progress> told = new LinkedBlockingQueue<>();
  private @Nullable Cluster cluster;

  @AfterEach
  void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Director director(String steps, Manner manner) throws ExhibitFault {
    Exhibit exhibit = ExhibitReader.read("demo.yaml", HEAD + steps.indent(2));
    return new Director(exhibit, "7.0", new LiveStage(directory), manner, told::add);
  }

  private Progress next() throws InterruptedException {
    Progress progress = told.poll(40, TimeUnit.SECONDS);
    if (progress instanceof Progress.Opened(Scene scene)) {
      cluster = scene.cluster();
      return next();
    }
    assertThat(progress).as("something is told in time").isNotNull();
    return progress;
  }

  private Ending play(String steps) throws ExhibitFault, InterruptedException {
    try (Director director = director(steps, Manner.ALONE)) {
      director.play();
      Progress progress = next();
      while (!(progress instanceof Progress.Finished)) {
        progress = next();
      }
      return ((Progress.Finished) progress).ending();
    }
  }

  private static Ending failed(int step, String what, String expected, String seen) {
    return new Ending.Failed(
        step, new Result.Failed(List.of(new Result.Miss(what, expected, seen))));
  }

  @Test
  void figuresAreReadAtRest() throws Exception {
    assertThat(
            play(
                """
                - {do: SELECT 3, on: m, reply: OK}
                - {do: SET a 1, on: m, reply: OK}
                - expect:
                    key a in db 3 on s: 1
                    key a on s: (nil)
                    offset of s: 50
                    offsets of m s: equal
                    data of m s: equal
                    info role on s: slave
                    stream db of m: 3
                    link db of s: 3
                    link of s: up
                    run of s: running
                    refusal of s: none
                """))
        .isEqualTo(new Ending.Held());
  }

  @Test
  void actionsAreCarriedOutAndWaitedFor() throws Exception {
    assertThat(
            play(
                """
                - act: freeze s
                - do: SET a 1
                  on: m
                - wait-until: {run of s: frozen}
                - expect: {offset of m: 50}
                - act: thaw s
                - expect: {key a on s: 1}
                - act: kill s
                - wait-until: {run of s: dead}
                """))
        .isEqualTo(new Ending.Held());
  }

  @Test
  void aWrongExpectationFailsWithWhatWasSeen() throws Exception {
    assertThat(
            play(
                """
                - {do: SET a 1, on: m}
                - expect: {key a on s: 2, offset of m: 50}
                - {do: SET b 1, on: m}
                """))
        .isEqualTo(failed(1, "key a on s", "2", "1"));
    assertThat(Objects.requireNonNull(cluster).view()).isNotEqualTo(ClusterView.EMPTY);
  }

  @Test
  void aWrongReplyFails() throws Exception {
    assertThat(play("- {do: SET a 1, on: s}\n"))
        .isEqualTo(
            failed(
                0,
                "the reply",
                "no error",
                "(error) READONLY You can't write against a read only replica."));
  }

  @Test
  void aRefusedActionFails() throws Exception {
    assertThat(play("- act: thaw s\n"))
        .isEqualTo(failed(0, "the action", "done", "refused: s is not frozen"));
  }

  @Test
  void itPlaysStepByStepAndAsks() throws Exception {
    String steps =
        """
        - {do: SET a 1, on: m}
        - {predict: "What is it?", choices: [1, 2], of: key a on s}
        - expect: {key a on s: 1}
        """;
    try (Director director = director(steps, new Manner(true, 0, 0))) {
      director.step();
      assertThat(next()).isEqualTo(new Progress.Began(0));
      assertThat(next()).isEqualTo(new Progress.Ended(0, new Result.Passed("OK")));
      assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
      director.play();
      assertThat(next()).isEqualTo(new Progress.Began(1));
      assertThat(next()).isEqualTo(new Progress.Asked(1));
      assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
      director.choose(1);
      assertThat(next()).isEqualTo(new Progress.Ended(1, new Result.Passed("")));
      assertThat(next()).isEqualTo(new Progress.Began(2));
      assertThat(next()).isEqualTo(new Progress.Judged(1, 1, "1", false));
      assertThat(next()).isEqualTo(new Progress.Ended(2, new Result.Passed("key a on s: 1")));
      assertThat(next()).isEqualTo(new Progress.Finished(new Ending.Held()));
    }
  }

  @Test
  void itCanBeEndedWhereverItIs() throws Exception {
    Director director = director("- wait-until: {link of s: down}\n", Manner.ALONE);
    director.play();
    assertThat(next()).isEqualTo(new Progress.Began(0));
    director.close();
    assertThat(next()).isEqualTo(new Progress.Finished(new Ending.Cancelled()));
    director.join();
  }

  @Test
  void aCastThatCannotStandIsSaid() throws Exception {
    Exhibit exhibit = ExhibitReader.read("demo.yaml", HEAD + "  - say: nothing\n");
    Stage burnt =
        (_, _) -> {
          throw new IOException("the stage has burnt down");
        };
    try (Director _ = new Director(exhibit, "7.0", burnt, Manner.ALONE, told::add)) {
      assertThat(next())
          .isEqualTo(new Progress.Finished(new Ending.Broken("the stage has burnt down")));
    }
  }
}
