package glasshouse.engine.fuzz.check;

import java.util.Locale;

/** The names of checks, as sentences. */
public final class Sentence {
  private Sentence() {}

  /** What an object checks: its class name in words. */
  public static String of(Object check) {
    String words =
        check
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=.)(\\p{Lu})", " $1")
            .toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
