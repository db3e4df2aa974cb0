package glasshouse.engine.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a line, quoted as redis-cli does; characters are bytes. */
final class Words {
  private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");
  private static final Pattern TIME = Pattern.compile("\\{(ms|s)([+-]\\d+)?}");

  private Words() {}

  /** Splits at spaces outside of quotes; a word in slashes keeps its backslashes. */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) == ' ') {
        at++;
        continue;
      }
      StringBuilder word = new StringBuilder();
      at = word(line, at, word);
      words.add(word.toString());
    }
    return words;
  }

  private static int word(String line, int from, StringBuilder out) {
    int at = from;
    while (at < line.length() && line.charAt(at) != ' ') {
      char c = line.charAt(at);
      if (c == '"') {
        at = doubleQuoted(line, at + 1, out);
      } else if (c == '\'') {
        int end = line.indexOf('\'', at + 1);
        out.append(line, at + 1, end);
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return at;
  }

  private static int doubleQuoted(String line, int from, StringBuilder out) {
    int at = from;
    while (line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = line.charAt(at++);
      if (c == 'x') {
        out.append((char) Integer.parseInt(line.substring(at, at + 2), 16));
        at += 2;
      } else {
        int known = "nrtab".indexOf(c);
        out.append(known < 0 ? c : "\n\r\t\u0007\b".charAt(known));
      }
    }
    return at + 1;
  }

  /** The characters in quotes, escaped as sdscatrepr of Redis does. */
  static String quote(String bytes) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      int known = "\n\r\t\u0007\b\\\"".indexOf(c);
      if (known >= 0) {
        out.append('\\').append("nrtab\\\"".charAt(known));
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** A word as a transcript writes it: quoted only when it must be. */
  static String plain(String word) {
    boolean simple = word.chars().allMatch(c -> c > ' ' && c <= '~' && "\"'\\".indexOf(c) < 0);
    return simple && !word.isEmpty() ? word : quote(word);
  }

  /** Puts times and repeated characters in the place of their templates. */
  static String expand(String text, long now) {
    String repeated =
        REPEATED
            .matcher(text)
            .replaceAll(
                m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    return TIME.matcher(repeated)
        .replaceAll(m -> String.valueOf(time(m.group(1), m.group(2), now)));
  }

  /** True when {@code expected} is {@code seen}, or a pattern or a time that takes it. */
  static boolean accepts(String expected, String seen, long now, long late) {
    if (expected.length() > 1 && expected.startsWith("/") && expected.endsWith("/")) {
      return seen.matches(expected.substring(1, expected.length() - 1));
    }
    Matcher time = TIME.matcher(expected);
    if (late > 0 && time.find()) {
      String before = expected.substring(0, time.start());
      String after = expected.substring(time.end());
      if (!seen.startsWith(before) || !seen.endsWith(after)) {
        return false;
      }
      String digits = seen.substring(before.length(), seen.length() - after.length());
      long wanted = time(String.valueOf(time.group(1)), time.group(2), now);
      long slack = "s".equals(time.group(1)) ? late / 1000 + 1 : late;
      return digits.matches("-?\\d{1,18}") && Math.abs(Long.parseLong(digits) - wanted) <= slack;
    }
    return expand(expected, now).equals(seen);
  }

  private static long time(String unit, @org.jspecify.annotations.Nullable String add, long now) {
    long base = unit.equals("s") ? now / 1000 : now;
    return base + (add == null ? 0 : Long.parseLong(add));
  }
}
