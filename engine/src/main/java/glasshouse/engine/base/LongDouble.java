package glasshouse.engine.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The 80-bit extended numbers of x86 that Redis calculates INCRBYFLOAT and HINCRBYFLOAT with: 64
 * bits of mantissa, rounded half to even. Values are exact; an infinity is taken from a text, but
 * no sum may be one.
 *
 * @param value the number; meaningless when infinite
 * @param infinite true for an infinity of either sign
 */
public record LongDouble(BigDecimal value, boolean infinite) {
  private static final int MANTISSA = 64;

  /** Exponent of the lowest bit of the smallest denormal, and of the largest number. */
  private static final int LOWEST = -16445;

  private static final int HIGHEST = 16384 - MANTISSA;

  /** Longest text that is read (MAX_LONG_DOUBLE_CHARS of Redis, less the final zero). */
  private static final int TEXT_MAX = 5 * 1024 - 1;

  /** Decimal exponents beyond this are out of range whatever the digits. */
  private static final int EXPONENT_MAX = 5000 + TEXT_MAX;

  /** The slice as a number by the rules of string2ld, or null when it is none. */
  public static @Nullable LongDouble parse(byte[] data, int offset, int length) {
    if (length == 0 || length > TEXT_MAX) {
      return null;
    }
    RealText text = RealText.read(data, offset, length);
    return switch (text.kind) {
      case NOTHING -> null;
      case INFINITY -> new LongDouble(BigDecimal.ZERO, true);
      case DECIMAL -> text.nonZero ? decimal(text) : of(0);
      case HEX -> text.nonZero ? hex(text) : of(0);
    };
  }

  /** A 64-bit integer, which always fits. */
  public static LongDouble of(long integer) {
    return new LongDouble(BigDecimal.valueOf(integer), false);
  }

  /** The sum as the processor rounds it; null when it is infinite or no number. */
  public @Nullable LongDouble plus(LongDouble other) {
    if (infinite || other.infinite) {
      return null;
    }
    return rounded(value.add(other.value));
  }

  /**
   * The digits Redis stores ("human friendly": {@code %.17Lf} without the zeros at its end, never a
   * negative zero); the number is finite.
   */
  public String text() {
    Check.that(!infinite, "an infinity has no digits");
    BigDecimal cut = value.setScale(17, RoundingMode.HALF_EVEN);
    return cut.signum() == 0 ? "0" : cut.stripTrailingZeros().toPlainString();
  }

  private static @Nullable LongDouble decimal(RealText text) {
    if (Math.abs(text.exponent) > EXPONENT_MAX) {
      return null;
    }
    BigInteger digits = new BigInteger(text.digits());
    BigDecimal exact = new BigDecimal(digits, text.fraction - text.exponent);
    return nonZero(rounded(text.negative ? exact.negate() : exact));
  }

  private static @Nullable LongDouble hex(RealText text) {
    if (Math.abs(text.exponent) > 8 * EXPONENT_MAX) {
      return null;
    }
    BigInteger digits = new BigInteger(text.digits(), 16);
    BigDecimal exact = scaled(digits, text.exponent - 4 * text.fraction);
    return nonZero(rounded(text.negative ? exact.negate() : exact));
  }

  /** A text that is not zero but rounds to zero has underflowed, which Redis refuses. */
  private static @Nullable LongDouble nonZero(@Nullable LongDouble number) {
    return number == null || number.value.signum() == 0 ? null : number;
  }

  /** The nearest extended number, or null when that is infinite. */
  private static @Nullable LongDouble rounded(BigDecimal exact) {
    BigDecimal size = exact.abs();
    if (size.signum() == 0) {
      return of(0);
    }
    if (exact.scale() <= 0 && size.toBigInteger().bitLength() <= MANTISSA) {
      return new LongDouble(exact, false);
    }
    int lowest = Math.max(LOWEST, bits(size) - MANTISSA);
    BigInteger mantissa = scaled(size, -lowest).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    if (lowest > HIGHEST || (lowest == HIGHEST && mantissa.bitLength() > MANTISSA)) {
      return null;
    }
    BigDecimal nearest = scaled(mantissa, lowest);
    return new LongDouble(exact.signum() < 0 ? nearest.negate() : nearest, false);
  }

  /** The smallest n for which the positive number is below 2^n. */
  private static int bits(BigDecimal positive) {
    BigInteger whole = positive.toBigInteger();
    if (whole.signum() > 0) {
      return whole.bitLength();
    }
    int shift = (int) ((positive.scale() - positive.precision() + 2) * 3.33) + 2;
    return scaled(positive, shift).toBigInteger().bitLength() - shift;
  }

  private static BigDecimal scaled(BigInteger number, int power) {
    return scaled(new BigDecimal(number), power);
  }

  private static BigDecimal scaled(BigDecimal number, int power) {
    BigDecimal factor = new BigDecimal(BigInteger.TWO.pow(Math.abs(power)));
    return power >= 0 ? number.multiply(factor) : number.divide(factor);
  }
}
