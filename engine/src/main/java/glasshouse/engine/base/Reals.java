package glasshouse.engine.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Doubles as Redis 7.0 reads and writes them: strtod(3) and printf(3), not Java's own forms. */
public final class Reals {
  private static final int EXACT_POWERS = 22;
  private static final double[] POWERS = new double[EXACT_POWERS + 1];
  private static final long EXACT_INTEGERS = 1L << 53;

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= EXACT_POWERS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Reals() {}

  /**
   * The slice as a double where Redis wants "a valid float" (string2d: all of it must be used, no
   * space before it, hexadecimal and infinity taken, overflow and underflow to zero refused).
   *
   * @return NaN, which no valid text gives, when it is none
   */
  public static double parse(byte[] data, int offset, int length) {
    double quick = quick(data, offset, length);
    if (!Double.isNaN(quick)) {
      return quick;
    }
    RealText text = RealText.read(data, offset, length);
    double value = value(text, data, offset, length);
    boolean outOfRange =
        text.kind != RealText.Kind.INFINITY
            && (Double.isInfinite(value) || (value == 0 && text.nonZero));
    return outOfRange ? Double.NaN : value;
  }

  /** {@link #parse(byte[], int, int)} of a whole array. */
  public static double parse(byte[] data) {
    return parse(data, 0, data.length);
  }

  /**
   * The slice as the bound of a score range (zslParseRange): as {@link #parse}, but space before it
   * is skipped, a zero byte ends it, nothing at all is 0, and what is too large or small becomes
   * infinite or 0.
   *
   * @return NaN when it is no bound
   */
  public static double parseBound(byte[] data, int offset, int length) {
    int from = offset;
    int end = Bytes.untilNul(data, offset, length);
    if (end == offset) {
      return 0;
    }
    while (from < end && (data[from] == ' ' || (data[from] >= '\t' && data[from] <= '\r'))) {
      from++;
    }
    return value(RealText.read(data, from, end - from), data, from, end - from);
  }

  private static double value(RealText text, byte[] data, int offset, int length) {
    return switch (text.kind) {
      case NOTHING -> Double.NaN;
      case INFINITY -> text.negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case HEX -> Double.parseDouble(RealText.javaHex(data, offset, length));
      case DECIMAL ->
          Double.parseDouble(new String(data, offset, length, StandardCharsets.ISO_8859_1));
    };
  }

  /**
   * Plain decimals of up to 15 digits, for which one exact division gives the right double
   * (Clinger's fast path); NaN for all other texts.
   */
  private static double quick(byte[] data, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = length > 0 && data[i] == '-';
    if (negative) {
      i++;
    }
    if (end - i > 16 || i == end) {
      return Double.NaN;
    }
    long digits = 0;
    int point = -1;
    for (int at = i; at < end; at++) {
      int d = data[at] - '0';
      if (d >= 0 && d <= 9) {
        digits = digits * 10 + d;
      } else if (data[at] == '.' && point < 0 && end - i > 1) {
        point = at;
      } else {
        return Double.NaN;
      }
    }
    if (digits > EXACT_INTEGERS) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / POWERS[end - 1 - point];
    return negative ? -value : value;
  }

  /** The digits of a score: inf, -inf, nan, or {@code %.17g}. */
  public static String text17(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    return general(value, 17);
  }

  /** The value as {@code %.<digits>g} prints it in C; infinities as inf and -inf. */
  public static String general(double value, int digits) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      return rounded.stripTrailingZeros().toPlainString();
    }
    return scientific(rounded.stripTrailingZeros().unscaledValue().toString(), exponent);
  }

  private static String scientific(String signed, int exponent) {
    int first = signed.charAt(0) == '-' ? 2 : 1;
    StringBuilder out = new StringBuilder(signed);
    if (signed.length() > first) {
      out.insert(first, '.');
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return out.append(size < 10 ? "0" : "").append(size).toString();
  }
}
