package glasshouse.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', false",
    "**, '', false",
    "h?llo, hello, true",
    "h?llo, hllo, false",
    "h*o, ho, true",
    "h*o, hexxo, true",
    "h*o, hexx, false",
    "a*b*c, aXbXbXc, true",
    "h[ae]llo, hallo, true",
    "h[^e]llo, hello, false",
    "h[a-c]llo, hbllo, true",
    "h[c-a]llo, hbllo, true",
    "h[abc, hb, true",
    "\\*x, *x, true",
    "\\*x, ax, false",
    "a**, a, true",
    "'', '', true",
    "'', a, false",
    "H*, hello, false",
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(Glob.matches(Bytes.of(pattern), Bytes.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"H[A-C]*, hb, true", "maxM*, MAXmemory, true"})
  void ignoresCaseWhenAsked(String pattern, String text, boolean expected) {
    assertThat(Glob.matchesIgnoringCase(pattern, text)).isEqualTo(expected);
  }
}
