package glasshouse.app;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time such as 500ms, 10s, 2m or 1h. */
public final class Span implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String digits = text.replaceAll("[^0-9].*", "");
    if (digits.isEmpty() || digits.length() > 9) {
      throw wrong(text);
    }
    long number = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(number);
      case "s", "" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> throw wrong(text);
    };
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'" + text + "' is not a time; expected for example 500ms, 10s, 2m, 1h");
  }
}
