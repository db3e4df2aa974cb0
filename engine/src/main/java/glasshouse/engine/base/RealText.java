package glasshouse.engine.base;

import java.nio.charset.StandardCharsets;

/**
 * The grammar of strtod(3) over a slice: where sign, digits, point and exponent stand. Shared by
 * {@link Reals} and {@link LongDouble}, which differ in what they make of the digits.
 */
final class RealText {
  /** What a slice spells as a whole. */
  enum Kind {
    NOTHING,
    INFINITY,
    DECIMAL,
    HEX
  }

  private final byte[] data;
  private final int end;
  private int at;

  final Kind kind;
  boolean negative;

  /** Some digit is not zero: a result of zero then means underflow. */
  boolean nonZero;

  /** Digits without sign, base prefix, point and exponent. */
  private final StringBuilder digits = new StringBuilder();

  /** How many of the digits stand behind the point. */
  int fraction;

  /** The exponent as written, clamped to +-10^9. */
  int exponent;

  private RealText(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
    kind = read();
  }

  /** Reads the slice; {@link Kind#NOTHING} unless all of it is one number. */
  static RealText read(byte[] data, int offset, int length) {
    return new RealText(data, offset, offset + length);
  }

  String digits() {
    return digits.toString();
  }

  private Kind read() {
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      negative = data[at++] == '-';
    }
    if (Bytes.isWord(data, at, end - at, "INF") || Bytes.isWord(data, at, end - at, "INFINITY")) {
      return Kind.INFINITY;
    }
    boolean hex = at + 1 < end && data[at] == '0' && (data[at + 1] | 0x20) == 'x';
    at += hex ? 2 : 0;
    run(hex);
    if (at < end && data[at] == '.') {
      at++;
      fraction = run(hex);
    }
    if (digits.isEmpty() || !readExponent(hex ? 'p' : 'e')) {
      return Kind.NOTHING;
    }
    return hex ? Kind.HEX : Kind.DECIMAL;
  }

  private int run(boolean hex) {
    int start = at;
    while (at < end && digit(data[at], hex)) {
      nonZero |= data[at] != '0';
      digits.append((char) data[at++]);
    }
    return at - start;
  }

  private static boolean digit(byte c, boolean hex) {
    int lower = c | 0x20;
    return (c >= '0' && c <= '9') || (hex && lower >= 'a' && lower <= 'f');
  }

  /** Reads the exponent, if there is one; false when something else or half of one is left. */
  private boolean readExponent(char letter) {
    if (at == end) {
      return true;
    }
    if ((data[at] | 0x20) != letter) {
      return false;
    }
    at++;
    boolean down = false;
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      down = data[at++] == '-';
    }
    if (at == end) {
      return false;
    }
    for (; at < end; at++) {
      int d = data[at] - '0';
      if (d < 0 || d > 9) {
        return false;
      }
      exponent = (int) Math.min(1_000_000_000, exponent * 10L + d);
    }
    exponent = down ? -exponent : exponent;
    return true;
  }

  /** The text as Java reads it, for a {@link Kind#HEX} without an exponent one is added. */
  static String javaHex(byte[] data, int offset, int length) {
    String text = new String(data, offset, length, StandardCharsets.ISO_8859_1);
    return text.indexOf('p') < 0 && text.indexOf('P') < 0 ? text + "p0" : text;
  }
}
