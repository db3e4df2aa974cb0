package glasshouse.engine.command.geo;

/**
 * The earth as Redis takes it: a ball, on which distances follow the haversine formula, and of
 * which the map shows what a Mercator map does (geohash_helper.c).
 */
final class Globe {
  /** Metres. */
  static final double RADIUS = 6372797.560856;

  /** Degrees east of the rightmost edge of the map; the leftmost is the negative. */
  static final double LONGITUDE_MAX = 180;

  /** Degrees north of the upper edge of the map; the lower is the negative. */
  static final double LATITUDE_MAX = 85.05112878;

  private static final double DEGREE = Math.PI / 180;

  private Globe() {}

  /** Degrees as radians. */
  static double radians(double degrees) {
    return degrees * DEGREE;
  }

  /** Radians as degrees. */
  static double degrees(double radians) {
    return radians / DEGREE;
  }

  /** True when the map shows the place. */
  static boolean shows(double longitude, double latitude) {
    return Math.abs(longitude) <= LONGITUDE_MAX && Math.abs(latitude) <= LATITUDE_MAX;
  }

  /** Metres between two latitudes on one meridian. */
  static double distance(double latitude1, double latitude2) {
    return RADIUS * Math.abs(radians(latitude2) - radians(latitude1));
  }

  /** Metres between two places. */
  static double distance(double longitude1, double latitude1, double longitude2, double latitude2) {
    double v = Trig.sin((radians(longitude2) - radians(longitude1)) / 2);
    double lower = radians(latitude1);
    double upper = radians(latitude2);
    double u = Trig.sin((upper - lower) / 2);
    double a = u * u + Trig.cos(lower) * Trig.cos(upper) * v * v;
    return 2.0 * RADIUS * Trig.asin(Math.sqrt(a));
  }
}
