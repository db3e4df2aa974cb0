package glasshouse.engine.command.hyperloglog;

/**
 * The cardinality behind the registers, by the estimator of Otmar Ertl, "New cardinality estimation
 * algorithms for HyperLogLog sketches" (2017), section 4, without bias correction or tables.
 */
final class Estimate {
  /** 1 / (2 ln 2). */
  private static final double ALPHA = 0.7213475204444817;

  private Estimate() {}

  /** The estimate for {@code histogram[v]} registers of value v. */
  static long of(int[] histogram) {
    double m = Hll.REGISTERS;
    double z = m * tau((m - histogram[Hll.RANKS + 1]) / m);
    for (int rank = Hll.RANKS; rank >= 1; rank--) {
      z = (z + histogram[rank]) * 0.5;
    }
    z += m * sigma(histogram[0] / m);
    double estimate = ALPHA * m * m / z;
    double whole = Math.floor(estimate);
    return (long) (estimate - whole >= 0.5 ? whole + 1 : whole);
  }

  /** {@link #of(int[])} for one byte a register. */
  static long of(byte[] registers) {
    int[] histogram = new int[64];
    for (byte register : registers) {
      histogram[register]++;
    }
    return of(histogram);
  }

  /** For registers that are still zero. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  /** For registers that are full. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
