package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.exhibit.Step;
import glasshouse.engine.view.ClusterView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Going to a step of an exhibit means playing it anew as far as that, and gives what was there. */
class RewindTest {
  static Stream<Exhibit> exhibits() {
    return Exhibits.all().stream().filter(exhibit -> !exhibit.inLab());
  }

  @ParameterizedTest
  @MethodSource("exhibits")
  void everyStepComesOutAsRehearsed(Exhibit exhibit) throws Exception {
    String era = exhibit.defaultEra();
    Rehearsal rehearsal = Rehearsal.of(exhibit, era);
    assertThat(rehearsal.ending()).isEqualTo(new Progress.Ending.Held());
    int steps = exhibit.steps().size();
    assertThat(rehearsal.moments()).hasSize(steps);
    for (int to : new int[] {steps / 2, steps}) {
      assertThat(seen(exhibit, era, to)).isEqualTo(rehearsal.after(to));
    }
  }

  private static ClusterView seen(Exhibit exhibit, String era, int to) throws Exception {
    CompletableFuture<ClusterView> seen = new CompletableFuture<>();
    CompletableFuture<Cluster> opened = new CompletableFuture<>();
    try (Director director =
        new Director(
            exhibit,
            era,
            new SimStage(),
            Manner.READ_ALONG,
            progress -> {
              if (progress instanceof Progress.Opened(var scene)) {
                opened.complete(scene.cluster());
              } else if (progress instanceof Progress.Ended(int step, _) && step == to - 1) {
                seen.complete(opened.join().view());
              }
            })) {
      Map<Integer, Integer> answers = new LinkedHashMap<>();
      for (int i = 0; i < to; i++) {
        if (exhibit.steps().get(i) instanceof Step.Predict) {
          answers.put(i, 0);
        }
      }
      director.skip(to, answers);
      return seen.get(60, TimeUnit.SECONDS);
    }
  }
}
