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
  private static final int TRIES = 5;

  /**
   * Under 200 on a machine with nothing else to do ({@code -Dglasshouse.rewind=200} asks for that);
   * this is for one that has much to do.
   */
  private static final long MOST_MILLIS = Long.getLong("glasshouse.rewind", 1000);

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

  /** The best of a few, as the machine has other things to do. */
  @ParameterizedTest
  @MethodSource("exhibits")
  void goingToTheLastStepTakesAMomentOnly(Exhibit exhibit) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && best > MOST_MILLIS; i++) {
      long begin = System.nanoTime();
      seen(exhibit, exhibit.defaultEra(), exhibit.steps().size());
      best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
    assertThat(best).as("milliseconds").isLessThan(MOST_MILLIS);
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
