package glasshouse.engine.base;

/**
 * Patterns of KEYS, SCAN, CONFIG GET and PSUBSCRIBE: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [^x]}, backslash takes the next byte as it is. As Redis' stringmatchlen (an empty text fits the
 * empty pattern only, not even a star), but linear in the text for each star instead of exponential
 * in their number.
 */
public final class Glob {
  private Glob() {}

  /** True when {@code pattern} matches the whole of {@code text}, case of ASCII letters ignored. */
  public static boolean matchesIgnoringCase(String pattern, String text) {
    byte[] p = Bytes.of(pattern);
    byte[] t = Bytes.of(text);
    return matches(p, 0, p.length, t, 0, t.length, true);
  }

  /** True when {@code pattern} matches the whole of {@code text}. */
  public static boolean matches(byte[] pattern, byte[] text) {
    return matches(pattern, 0, pattern.length, text, 0, text.length, false);
  }

  /** True when {@code pattern} has a byte that makes it more than a plain word. */
  public static boolean isPattern(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0;
  }

  /** Matches slices; {@code noCase} ignores the case of ASCII letters. */
  public static boolean matches(
      byte[] pattern,
      int patternFrom,
      int patternTo,
      byte[] text,
      int textFrom,
      int textTo,
      boolean noCase) {
    if (textFrom == textTo) {
      return patternFrom == patternTo;
    }
    int p = patternFrom;
    int t = textFrom;
    int starPattern = -1;
    int starText = -1;
    while (true) {
      if (p < patternTo && pattern[p] == '*') {
        starPattern = ++p;
        starText = t;
        continue;
      }
      if (t == textTo) {
        return p == patternTo;
      }
      int next = p < patternTo ? one(pattern, p, patternTo, text[t] & 0xFF, noCase) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (starPattern >= 0 && starText < textTo) {
        p = starPattern;
        t = ++starText;
      } else {
        return false;
      }
    }
  }

  /** Position behind the pattern's element at {@code p} when it matches {@code c}, else -1. */
  private static int one(byte[] pattern, int p, int to, int c, boolean noCase) {
    switch (pattern[p]) {
      case '?':
        return p + 1;
      case '[':
        return set(pattern, p + 1, to, c, noCase);
      case '\\':
        int escaped = p + 1 < to ? p + 1 : p;
        return fold(pattern[escaped], noCase) == fold(c, noCase) ? escaped + 1 : -1;
      default:
        return fold(pattern[p], noCase) == fold(c, noCase) ? p + 1 : -1;
    }
  }

  private static int set(byte[] pattern, int from, int to, int c, boolean noCase) {
    int p = from;
    boolean negated = p < to && pattern[p] == '^';
    if (negated) {
      p++;
    }
    boolean found = false;
    int wanted = fold(c, noCase);
    for (; p < to && pattern[p] != ']'; p++) {
      if (pattern[p] == '\\' && p + 1 < to) {
        p++;
        found |= fold(pattern[p], noCase) == wanted;
      } else if (p + 2 < to && pattern[p + 1] == '-') {
        int low = fold(pattern[p], noCase);
        int high = fold(pattern[p + 2], noCase);
        found |= Math.min(low, high) <= wanted && wanted <= Math.max(low, high);
        p += 2;
      } else {
        found |= fold(pattern[p], noCase) == wanted;
      }
    }
    int behind = p < to ? p + 1 : p;
    return found != negated ? behind : -1;
  }

  private static int fold(int c, boolean noCase) {
    int b = c & 0xFF;
    return noCase && b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
