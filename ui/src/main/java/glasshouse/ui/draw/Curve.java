package glasshouse.ui.draw;

/**
 * A smooth way from one point to another that leaves and arrives level.
 *
 * @param x1 where it
 * @param y1 begins
 * @param x2 where it
 * @param y2 ends
 */
public record Curve(double x1, double y1, double x2, double y2) {
  private static final int STEPS = 24;

  /**
   * How far along it turns: early, so that what is written at its end stands beside a level line.
   */
  private static final double BEND = 0.36;

  /** The x at {@code t} from 0 to 1. */
  public double x(double t) {
    double u = 1 - t;
    double middle = x1 + (x2 - x1) * BEND;
    return u * u * u * x1 + 3 * u * t * middle + t * t * t * x2;
  }

  /** The y at {@code t} from 0 to 1. */
  public double y(double t) {
    double u = 1 - t;
    return (u * u * u + 3 * u * u * t) * y1 + (3 * u * t * t + t * t * t) * y2;
  }

  /** Its length, near enough. */
  public double length() {
    double length = 0;
    for (int i = 0; i < STEPS; i++) {
      double a = i / (double) STEPS;
      double b = (i + 1) / (double) STEPS;
      length += Math.hypot(x(b) - x(a), y(b) - y(a));
    }
    return length;
  }

  /** How far a point is from it, near enough. */
  public double distance(double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i <= STEPS; i++) {
      double t = i / (double) STEPS;
      nearest = Math.min(nearest, Math.hypot(x(t) - x, y(t) - y));
    }
    return nearest;
  }
}
