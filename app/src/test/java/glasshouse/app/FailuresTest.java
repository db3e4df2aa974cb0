package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Claim;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.Step;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/failures.md says which exhibit shows which failure of the past, in which eras, and whether
 * the fuzzer finds it: the table is made here, with {@code -Dglasshouse.write=true} when it has
 * changed, and each of its cells is tried.
 */
class FailuresTest {
  private static final Path PAGE = Path.of("..", "docs", "failures.md");
  private static final String BEGIN = "<!-- made by FailuresTest -->\n";
  private static final String END = "<!-- end -->\n";

  private static final List<Failure> ALL = Failures.all();

  private static Exhibit exhibit(String id) throws ExhibitFault {
    for (Resource file : Resources.exhibits()) {
      if (file.name().equals(id + ".yaml")) {
        return ExhibitReader.read(file.name(), file.text());
      }
    }
    throw new AssertionError("there is no exhibit " + id);
  }

  static List<Failure> all() {
    return ALL;
  }

  static List<Failure> found() {
    return ALL.stream().filter(failure -> failure.found() != null).toList();
  }

  @Test
  void thePageHasTheTable() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append("\n| | what | exhibit | fails in | healed in | the fuzzer |\n");
    table.append("|---|---|---|---|---|---|\n");
    ALL.forEach(failure -> table.append(failure.line()).append('\n'));
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String fresh = page.substring(0, from) + table.append('\n') + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("glasshouse.write")) {
      Files.writeString(PAGE, fresh);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(fresh);
  }

  @Test
  void noRowIsLeftOut() {
    assertThat(ALL)
        .extracting(Failure::id)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).mapToObj(i -> "E" + i).toList());
  }

  /** What fails and what is healed are the eras of the exhibit, and no two of them look alike. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theExhibitShowsItInTheseEras(Failure failure) throws ExhibitFault {
    Exhibit exhibit = exhibit(failure.exhibit());
    List<String> eras = new ArrayList<>(failure.fails());
    eras.addAll(failure.healed());

    assertThat(exhibit.eras().keySet()).containsExactlyInAnyOrderElementsOf(eras);
    for (String bad : failure.fails()) {
      for (String good : failure.healed()) {
        assertThat(expected(exhibit, bad))
            .as(bad + " and " + good)
            .isNotEqualTo(expected(exhibit, good));
      }
    }
  }

  /** All that an exhibit expects in an era. */
  private static Map<String, String> expected(Exhibit exhibit, String era) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < exhibit.steps().size(); i++) {
      switch (exhibit.steps().get(i)) {
        case Step.Expect(int _, List<Claim> claims) -> {
          for (Claim claim : claims) {
            all.put(i + " " + claim.figure().words(), claim.value().in(era));
          }
        }
        case Step.Do typed when typed.reply() != null -> all.put(i + " ", typed.reply().in(era));
        default -> {}
      }
    }
    return all;
  }

  /** The seed finds it, and finds it no more once its cause is gone and nothing else. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("found")
  void theFuzzerFindsIt(Failure failure) {
    Failure.Found found = Objects.requireNonNull(failure.found());
    Finding finding = finding(found.seed(), found.sentence()).orElseThrow();

    if (found.hazard() == null) {
      assertThat(finding(found.seed().among(found.cure()), found.sentence())).isEmpty();
    } else {
      assertThat(Hazard.behind(finding)).contains(found.hazard());
    }
  }

  private static Optional<Finding> finding(Seed seed, String sentence) {
    return new Run(seed, _ -> {})
        .play().stream().filter(finding -> finding.sentence().equals(sentence)).findFirst();
  }
}
