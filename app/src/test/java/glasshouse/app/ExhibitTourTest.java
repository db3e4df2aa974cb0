package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.Tour;
import glasshouse.engine.exhibit.TourReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExhibitTourTest {
  private static final String GOOD =
      """
      id: walk
      title: A title
      about: One sentence.
      story: A story.
      releases:
        - era: 4.0.1
          mended: Something.
          broke: Another thing.
      stops:
        - exhibit: selected-db
          era: 4.0.1
          beside: 4.0.2
          before: Look.
          after: |
            So it

            was.
      """;

  @RegisterExtension final Captured captured = new Captured();

  private static Tour read(String text) throws ExhibitFault {
    return TourReader.read("walk.yaml", text, Exhibits.all());
  }

  @Test
  void aTourIsRead() throws ExhibitFault {
    Tour tour = read(GOOD);
    assertThat(tour.stops()).hasSize(1);
    assertThat(tour.stops().getFirst().exhibit().id()).isEqualTo("selected-db");
    assertThat(tour.stops().getFirst().after()).containsExactly("So it", "was.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "id: walk | id: run | 1: id 'run'; expected the name of the file, 'walk'",
        "exhibit: selected-db | exhibit: nope | 10: no exhibit 'nope'; there are ",
        "era: 4.0.1 | era: 5.0 | 11: selected-db is not played in era '5.0'; its eras are 4.0.1",
        "beside: 4.0.2 | beside: 6.2 | 12: selected-db is not played in era '6.2'; its eras are ",
        "- era: 4.0.1 | - era: 4.0.2 | 11: '4.0.1' is not among the releases 4.0.2",
        "broke: Another | breaks: Another | 6: 'broke' is missing",
        "before: Look. | befor: Look. | 10: 'before' is missing",
        "story: A story. | tale: A story. | 1: 'story' is missing"
      })
  void whatATourCannotSayIsRefusedWithItsPlace(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(ExhibitFault.class)
        .hasMessageStartingWith("walk.yaml:" + message);
  }

  @Test
  void theWalkPlaysEveryStopAndTellsWhatItSaw() {
    assertThat(new CommandLine(new ExhibitCommand()).execute("tour", "fix-of-the-fix")).isZero();
    assertThat(captured.said())
        .contains("--- 1 of 9: The database nobody mentioned, in 4.0.1")
        .contains("held: the-fix-that-kills in era 4.0.5")
        .contains("--- 9 of 9: The script that was forgotten, in 4.0.6");
  }

  @Test
  void withoutANameTheToursAreListed() {
    assertThat(new CommandLine(new ExhibitCommand()).execute("tour")).isZero();
    assertThat(captured.said()).startsWith("fix-of-the-fix  (9 stops)\n");
  }
}
