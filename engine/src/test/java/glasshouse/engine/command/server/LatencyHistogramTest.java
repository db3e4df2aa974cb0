package glasshouse.engine.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Durations as the real server's INFO latencystats and LATENCY HISTOGRAM showed them. */
class LatencyHistogramTest {
  private static LatencyHistogram of(long... micros) {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long duration : micros) {
      histogram.add(duration * 1000);
    }
    return histogram;
  }

  private static List<Long> levels(LatencyHistogram histogram) {
    List<Long> levels = new ArrayList<>();
    int count =
        histogram.levels(
            (micros, runs) -> {
              levels.add(micros);
              levels.add(runs);
            });
    assertThat(levels).hasSize(2 * count);
    return levels;
  }

  @Test
  void keepsTwoDigits() {
    assertThat(of(62).percentile(50)).isEqualTo(62_207);
    assertThat(of(790).percentile(99.9)).isEqualTo(790_527);
    assertThat(of(4).percentile(100)).isEqualTo(4_015);
    assertThat(of(0).percentile(50)).isEqualTo(1);
  }

  @Test
  void countsUpToEachDoubling() {
    assertThat(levels(of(3, 5, 5, 5, 100_200, 300_100, 1_203_000)))
        .containsExactly(4L, 1L, 8L, 4L, 135_266L, 5L, 541_065L, 6L, 1_073_741L, 7L);
    assertThat(levels(of(0))).containsExactly(1L, 1L);
    assertThat(levels(of(33, 65, 131))).containsExactly(33L, 1L, 66L, 2L, 132L, 3L);
  }

  @Test
  void percentilesLieBetweenTheirNeighbours() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 1; i <= 1000; i++) {
      histogram.add(i * 1000L);
    }
    assertThat(histogram.percentile(50)).isBetween(500_000L, 505_000L);
    assertThat(histogram.percentile(99)).isBetween(990_000L, 1_000_000L);
    assertThat(histogram.percentile(0)).isBetween(1000L, 1010L);
  }
}
