package glasshouse.engine.exhibit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as files write them: {@code 300 ms}, {@code 3 s}. */
final class Span {
  private static final Pattern WORDS = Pattern.compile("([0-9]{1,6}) (ms|s)");

  private Span() {}

  /** Milliseconds, -1 when it is no length of time. */
  static long millis(String words) {
    Matcher matcher = WORDS.matcher(words.strip());
    return matcher.matches()
        ? Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("s") ? 1000 : 1)
        : -1;
  }

  static String words(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
