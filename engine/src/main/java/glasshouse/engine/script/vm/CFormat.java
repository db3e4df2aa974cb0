package glasshouse.engine.script.vm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Doubles as C's printf writes them: exact, ties to even. */
public final class CFormat {
  private static final double EXACT_INTEGERS = 1e15;

  private CFormat() {}

  /** As %.Ng, {@code precision} at least 1. */
  public static String general(double d, int precision) {
    return general(d, precision, false);
  }

  /** As %.Ng, or %#.Ng when {@code keepZeros}. */
  public static String general(double d, int precision, boolean keepZeros) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return odd(d);
    }
    if (d == (long) d && Math.abs(d) < EXACT_INTEGERS && !keepZeros && d != 0) {
      String whole = Long.toString((long) d);
      if (whole.length() - (d < 0 ? 1 : 0) <= precision) {
        return whole;
      }
    }
    int digits = precision == 0 ? 1 : precision;
    if (d == 0) {
      String zero = keepZeros && digits > 1 ? "0." + "0".repeat(digits - 1) : "0";
      return 1 / d < 0 ? "-" + zero : zero;
    }
    BigDecimal rounded = new BigDecimal(d).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String out =
        exponent < -4 || exponent >= digits
            ? scientific(d, digits - 1)
            : rounded.setScale(Math.max(0, digits - 1 - exponent)).toPlainString();
    return keepZeros ? out : withoutTrailingZeros(out);
  }

  /** As %.Nf. */
  public static String fixed(double d, int precision) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return odd(d);
    }
    String out = new BigDecimal(d).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return 1 / d < 0 && !out.startsWith("-") ? "-" + out : out;
  }

  /** As %.Ne. */
  public static String scientific(double d, int precision) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return odd(d);
    }
    String sign = d < 0 || 1 / d < 0 ? "-" : "";
    if (d == 0) {
      return sign + "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(d)).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
    while (digits.length() < precision + 1) {
      digits.append('0');
    }
    digits.setLength(precision + 1);
    if (precision > 0) {
      digits.insert(1, '.');
    }
    return sign + digits + String.format(Locale.ROOT, "e%+03d", exponent);
  }

  /** Infinity and not-a-number; C prints the sign that 0/0 has on x86. */
  static String odd(double d) {
    return Double.isNaN(d) ? "-nan" : d > 0 ? "inf" : "-inf";
  }

  private static String withoutTrailingZeros(String text) {
    int mantissaEnd = text.indexOf('e') < 0 ? text.length() : text.indexOf('e');
    if (text.indexOf('.') < 0) {
      return text;
    }
    int keep = mantissaEnd;
    while (text.charAt(keep - 1) == '0') {
      keep--;
    }
    if (text.charAt(keep - 1) == '.') {
      keep--;
    }
    return text.substring(0, keep) + text.substring(mantissaEnd);
  }
}
