package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.ExhibitWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExhibitWriterTest {
  static Stream<Exhibit> shipped() {
    return Exhibits.all().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsWrittenIsReadTheSame(Exhibit exhibit) throws Exception {
    Exhibit read = ExhibitReader.read(exhibit.id() + ".yaml", ExhibitWriter.write(exhibit));
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("steps.*line")
        .isEqualTo(exhibit);
  }
}
