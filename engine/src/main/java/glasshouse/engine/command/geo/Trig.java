package glasshouse.engine.command.geo;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Sine, cosine and arc sine rounded right in all but a few cases of ten thousand, as those of the C
 * library that Redis runs on: the distances that GEORADIUS STOREDIST keeps have 17 digits, and a
 * replica calculates them again. Java's own arc sine differs in one case of sixteen.
 *
 * <p>The argument is taken apart into a multiple of pi/32, whose sine is looked up with twice the
 * digits of a double, and a small rest, for which a few terms of the series do; both are joined by
 * the addition theorem, with the error of every product kept (Dekker).
 */
final class Trig {
  private static final int STEPS = 64;
  private static final double PI_LOW = 1.2246467991473532e-16;

  /** Beyond this only searches around the whole globe go; they need no last digit. */
  private static final double FAR = 8;

  private static final double[] HIGH = new double[STEPS];
  private static final double[] LOW = new double[STEPS];

  static {
    BigDecimal step =
        new BigDecimal("3.14159265358979323846264338327950288419716939937511")
            .divide(BigDecimal.valueOf(STEPS / 2));
    for (int i = 0; i <= STEPS / 4; i++) {
      BigDecimal sine = series(step.multiply(BigDecimal.valueOf(i)));
      double high = sine.doubleValue();
      double low = sine.subtract(new BigDecimal(high)).doubleValue();
      note(i, high, low);
      note(STEPS / 2 - i, high, low);
      note(STEPS / 2 + i, -high, -low);
      note(STEPS - i, -high, -low);
    }
  }

  private Trig() {}

  private static void note(int i, double high, double low) {
    HIGH[i % STEPS] = high;
    LOW[i % STEPS] = low;
  }

  /** The sine of 0 to pi/2 to 50 digits. */
  private static BigDecimal series(BigDecimal x) {
    MathContext digits = new MathContext(50);
    BigDecimal square = x.multiply(x).negate();
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int i = 2; i < 50; i += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf((long) i * (i + 1)), digits);
      sum = sum.add(term);
    }
    return sum;
  }

  /** Sine of an angle in radians. */
  static double sin(double x) {
    return Math.abs(x) < FAR ? sineMinus(x, 0, 0) : StrictMath.sin(x);
  }

  /** Cosine of an angle in radians. */
  static double cos(double x) {
    return Math.abs(x) < FAR ? sineMinus(x, STEPS / 4, 0) : StrictMath.cos(x);
  }

  /** The angle from -pi/2 to pi/2 whose sine is {@code y}; NaN beyond 1. */
  static double asin(double y) {
    double near = StrictMath.asin(y);
    double slope = cos(near);
    return Math.abs(y) < 1 ? near - sineMinus(near, 0, y) / slope : near;
  }

  /** The sine of {@code x} plus {@code turn} steps, less {@code y}. */
  private static double sineMinus(double x, int turn, double y) {
    double steps = Math.rint(x * (STEPS / (2 * Math.PI)));
    double whole = steps * (Math.PI / (STEPS / 2));
    double wholeLow =
        Math.fma(steps, Math.PI / (STEPS / 2), -whole) + steps * (PI_LOW / (STEPS / 2));
    double rest = x - whole;
    final double r = rest - wholeLow;
    final double rLow = low(rest, -wholeLow, r);

    double square = r * r;
    double squareLow = Math.fma(r, r, -square) + 2 * r * rLow;
    double sineLow =
        rLow
            - r
                * square
                * (1 / 6.0 - square * (1 / 120.0 - square * (1 / 5040.0 - square / 362880)));
    double cosine = -square / 2; // less 1
    double cosineLow =
        -squareLow / 2
            + square
                * square
                * (1 / 24.0 - square * (1 / 720.0 - square * (1 / 40320.0 - square / 3628800)));

    int at = ((int) steps + turn) & (STEPS - 1);
    int across = (at + STEPS / 4) & (STEPS - 1);
    double a = HIGH[across] * r;
    double b = HIGH[at] * cosine;
    double products = a + b;
    double sum = HIGH[at] + products;
    double sumLow =
        low(HIGH[at], products, sum)
            + low(a, b, products)
            + Math.fma(HIGH[across], r, -a)
            + Math.fma(HIGH[at], cosine, -b)
            + LOW[at]
            + LOW[across] * r
            + HIGH[across] * sineLow
            + HIGH[at] * cosineLow;
    return (sum - y) + sumLow;
  }

  /** What {@code sum}, the rounded sum of two numbers, lacks. */
  private static double low(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }
}
