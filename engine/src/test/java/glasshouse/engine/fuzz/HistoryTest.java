package glasshouse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The fuzzer finds the failures of the past by itself, with the weights that it has for all eras.
 * How long that takes on a machine is measured by bench/fuzz.
 */
class HistoryTest {
  private static final int MOST_SEEDS = 600;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "4.0.1, Nothing is applied in another database than the masters",
    "4.0.1, Nothing is applied twice",
    "4.0.1, At most one node accepts writes per history",
    "4.0.2, Data never changes at an offset that others know",
    "4.0.3, Every replica has the scripts that its master takes for known",
    "4.0.3, Every replica of a replica has the scripts that the master takes for known",
    "4.0.4, No node dies of itself",
    "4.0.5, No node dies of itself",
    "6.0.3, Offsets never go back on a node with listeners",
  })
  void isFoundAgain(String era, String sentence) {
    for (int number = 1; number <= MOST_SEEDS; number++) {
      for (Finding finding : new Run(Seed.of(era, 4, number), _ -> {}).until(sentence).play()) {
        if (finding.sentence().equals(sentence)) {
          return;
        }
      }
    }
    assertThat(MOST_SEEDS).as("seeds without: " + sentence).isZero();
  }

  @ParameterizedTest(name = "{0}: not {1}")
  @CsvSource({
    "4.0.2, Nothing is applied in another database than the masters",
    "4.0.2, Nothing is applied twice",
    "4.0.3, Data never changes at an offset that others know",
    "4.0.6, No node dies of itself",
    "6.2, Offsets never go back on a node with listeners",
  })
  void isGoneInTheReleaseThatMendedIt(String era, String sentence) {
    for (int number = 1; number <= 15; number++) {
      assertThat(new Run(Seed.of(era, 4, number), _ -> {}).until(sentence).play())
          .extracting(Finding::sentence)
          .doesNotContain(sentence);
    }
  }
}
