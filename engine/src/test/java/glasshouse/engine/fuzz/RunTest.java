package glasshouse.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One seed is one run. */
class RunTest {

  @Test
  void aSeedGivesTheSameRunTwice() {
    List<Long> hashes = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      Run first = new Run(Seed.of("7.0", 4, number), _ -> {});
      Run second = new Run(Seed.of("7.0", 4, number), _ -> {});
      List<Finding> found = first.play();

      assertThat(second.play()).isEqualTo(found);
      assertThat(second.hash()).isEqualTo(first.hash());
      assertThat(second.events()).isEqualTo(first.events()).isGreaterThan(1000);
      hashes.add(first.hash());
    }
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void aSeedIsOneWord() {
    Seed whole = Seed.of("4.0.6+relay-on-read", 3, 17);
    Seed part = whole.keeping(List.of(9, 3, 4, 5));

    assertThat(whole).hasToString("4.0.6+relay-on-read/3/17");
    assertThat(part).hasToString("4.0.6+relay-on-read/3/17/3-5,9");
    assertThat(Seed.parse(whole.toString())).isEqualTo(whole);
    assertThat(Seed.parse(part.toString())).isEqualTo(part);
  }
}
