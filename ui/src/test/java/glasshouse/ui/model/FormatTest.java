package glasshouse.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void countsHaveCommasBetweenThousands() {
    assertThat(Format.count(0)).isEqualTo("0");
    assertThat(Format.count(-999)).isEqualTo("-999");
    assertThat(Format.count(1000)).isEqualTo("1,000");
    assertThat(Format.count(-1234567)).isEqualTo("-1,234,567");
    assertThat(Format.count(Long.MIN_VALUE)).isEqualTo("-9,223,372,036,854,775,808");
  }

  @Test
  void idsAreEightDigitsOrADash() {
    assertThat(Format.id("e6e0b547500efcec")).isEqualTo("e6e0b547");
    assertThat(Format.id("0".repeat(40))).isEqualTo("-");
    assertThat(Format.id("")).isEqualTo("-");
    assertThat(Format.id("00000000ff")).isEqualTo("00000000");
  }

  @Test
  void spansAndSizesKeepFewDigits() {
    assertThat(Format.span(-1)).isEqualTo("-");
    assertThat(Format.span(1250)).isEqualTo("1.2 s");
    assertThat(Format.span(125_000)).isEqualTo("2 min");
    assertThat(Format.bytes(99_999)).isEqualTo("99,999 B");
    assertThat(Format.bytes(184_320)).isEqualTo("180.0 KB");
    assertThat(Format.bytes(5L << 20)).isEqualTo("5.0 MB");
    assertThat(Format.bytes(3L << 30)).isEqualTo("3.0 GB");
    assertThat(Format.shorten("abcdef", 4)).isEqualTo("abc…");
    assertThat(Format.shortenName("replica-number-two", 9)).isEqualTo("repl…-two");
    assertThat(Format.shortenName("replica-two", 11)).isEqualTo("replica-two");
  }
}
