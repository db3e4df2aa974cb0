package glasshouse.engine.base;

/** Decimal integers as Redis reads and writes them. */
public final class Numbers {
  private Numbers() {}

  /**
   * Writes {@code value} in decimal to {@code target} at {@code offset}, where up to 20 bytes must
   * have room; returns how many it took.
   */
  public static int writeDecimal(long value, byte[] target, int offset) {
    if (value == Long.MIN_VALUE) {
      byte[] min = Bytes.of("-9223372036854775808");
      System.arraycopy(min, 0, target, offset, min.length);
      return min.length;
    }
    int at = offset;
    long rest = value;
    if (rest < 0) {
      target[at++] = '-';
      rest = -rest;
    }
    int digits = digits(rest);
    for (int i = at + digits - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + digits - offset;
  }

  /** The decimal digits of {@code value} as a byte string. */
  public static byte[] decimal(long value) {
    byte[] out = new byte[length(value)];
    writeDecimal(value, out, 0);
    return out;
  }

  /** Number of bytes {@link #decimal} gives for {@code value}. */
  public static int length(long value) {
    if (value == Long.MIN_VALUE) {
      return 20;
    }
    return value < 0 ? 1 + digits(-value) : digits(value);
  }

  private static int digits(long positive) {
    int n = 1;
    for (long bound = 10; n < 19 && positive >= bound; bound *= 10) {
      n++;
    }
    return n;
  }

  /**
   * True when the slice is a decimal 64-bit integer in the only form Redis takes for one
   * (string2ll): no spaces, no plus, no leading zeros, no "-0".
   */
  public static boolean isLong(byte[] buffer, int offset, int length) {
    if (length == 0 || length > 20) {
      return false;
    }
    int i = offset;
    int end = offset + length;
    boolean negative = buffer[i] == '-';
    if (negative && ++i == end) {
      return false;
    }
    if (buffer[i] == '0') {
      return length == 1;
    }
    if (end - i > 19) {
      return false;
    }
    long value = 0;
    for (; i < end; i++) {
      int d = buffer[i] - '0';
      if (d < 0 || d > 9) {
        return false;
      }
      value = value * 10 - d;
      if (value > 0) {
        return false;
      }
    }
    return negative || value != Long.MIN_VALUE;
  }

  /** The value of a slice for which {@link #isLong} is true. */
  public static long parseLong(byte[] buffer, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = buffer[i] == '-';
    if (negative) {
      i++;
    }
    long value = 0;
    for (; i < end; i++) {
      value = value * 10 - (buffer[i] - '0');
    }
    return negative ? value : -value;
  }

  /**
   * The number with which a slice begins, as C's atoi reads it: behind white space, with or without
   * a sign, up to the first byte that is no digit; 0 when there is none.
   */
  public static int leading(byte[] buffer, int offset, int length) {
    int i = offset;
    int end = offset + length;
    while (i < end && (buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r'))) {
      i++;
    }
    boolean negative = i < end && buffer[i] == '-';
    if (negative || (i < end && buffer[i] == '+')) {
      i++;
    }
    long value = 0;
    for (; i < end && buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      int digit = buffer[i] - '0';
      boolean fits = value >= (Long.MIN_VALUE + digit) / 10;
      if (!fits) {
        // Too large for a long, of which an int keeps the lower half.
        return negative ? (int) Long.MIN_VALUE : (int) Long.MAX_VALUE;
      }
      value = value * 10 - digit;
    }
    return (int) (negative ? value : -value);
  }
}
