package glasshouse.engine.script.vm;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads a number as C's strtod does: decimal, hexadecimal with exponent, inf and nan. */
final class NumberReader {
  private static final int LONGEST = 1 << 16;

  private NumberReader() {}

  static @Nullable LuaValue read(LuaString s, int from, int to) {
    if (to - from < 10) {
      int small = smallInteger(s, from, to);
      if (small >= 0) {
        return LuaValue.valueOf(small);
      }
    }
    if (to - from > LONGEST) {
      return null;
    }
    String text =
        new String(s.m_bytes, s.m_offset + from, to - from, StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.equals("inf") || digits.equals("infinity")) {
      return Num.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (digits.equals("nan")) {
      return negative ? Num.NAN : Num.POSITIVE_NAN;
    }
    double value = digits.startsWith("0x") ? hex(digits.substring(2)) : decimal(digits);
    return Double.isNaN(value) ? null : Num.of(negative ? -value : value);
  }

  private static int smallInteger(LuaString s, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int c = s.luaByte(i) - '0';
      if (c < 0 || c > 9) {
        return -1;
      }
      value = value * 10 + c;
    }
    return value;
  }

  /** The value, or NaN when the text is not a decimal number (Java takes suffixes; C does not). */
  private static double decimal(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (!(c >= '0' && c <= '9') && c != '.' && c != 'e' && c != '+' && c != '-') {
        return Double.NaN;
      }
    }
    try {
      return digit && text.charAt(0) != '+' && text.charAt(0) != '-'
          ? Double.parseDouble(text)
          : Double.NaN;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  private static double hex(String text) {
    boolean digit = false;
    int mantissaEnd = text.indexOf('p') < 0 ? text.length() : text.indexOf('p');
    for (int i = 0; i < mantissaEnd; i++) {
      char c = text.charAt(i);
      boolean isDigit = Character.digit(c, 16) >= 0;
      digit |= isDigit;
      if (!isDigit && c != '.') {
        return Double.NaN;
      }
    }
    try {
      String exponent = mantissaEnd == text.length() ? "p0" : "";
      return digit ? Double.parseDouble("0x" + text + exponent) : Double.NaN;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
