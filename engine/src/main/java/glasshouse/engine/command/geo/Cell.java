package glasshouse.engine.command.geo;

/**
 * A rectangle of the map: the map halved {@code step} times in both directions, the bits of column
 * and row interleaved, those of the column being the higher (geohash.c). The place of a member is
 * its cell of step {@link #FINEST}, whose number is its score.
 *
 * @param bits number of the cell among those of its step
 * @param step from 1 to 26
 */
record Cell(long bits, int step) {
  /** Steps of a stored place: 52 bits, which a double holds exactly. */
  static final int FINEST = 26;

  private static final long ROWS = 0x5555555555555555L;

  /** The cell of a place. */
  static Cell at(double longitude, double latitude, int step) {
    return new Cell(
        number(longitude, Globe.LONGITUDE_MAX, latitude, Globe.LATITUDE_MAX, step), step);
  }

  /** The place that a score stands for; any score, converted as a C compiler does it on x86. */
  static Cell ofScore(double score) {
    boolean high = score >= 0x1p63;
    long bits = high ? (long) (score - 0x1p63) ^ Long.MIN_VALUE : (long) score;
    return new Cell(score >= 0x1p64 ? 0 : bits, FINEST);
  }

  /** The number of a place's cell on a map that ends at these degrees. */
  static long number(double x, double maxX, double y, double maxY, int step) {
    double column = (x + maxX) / (maxX - -maxX) * (1L << step);
    double row = (y + maxY) / (maxY - -maxY) * (1L << step);
    return spread((long) row) | spread((long) column) << 1;
  }

  /** Puts a zero above each of the lower 32 bits. */
  private static long spread(long number) {
    long x = number & 0xFFFFFFFFL;
    x = (x | x << 16) & 0x0000FFFF0000FFFFL;
    x = (x | x << 8) & 0x00FF00FF00FF00FFL;
    x = (x | x << 4) & 0x0F0F0F0F0F0F0F0FL;
    x = (x | x << 2) & 0x3333333333333333L;
    return (x | x << 1) & ROWS;
  }

  /** Takes every second bit. */
  private static long gather(long number) {
    long x = number & ROWS;
    x = (x | x >>> 1) & 0x3333333333333333L;
    x = (x | x >>> 2) & 0x0F0F0F0F0F0F0F0FL;
    x = (x | x >>> 4) & 0x00FF00FF00FF00FFL;
    x = (x | x >>> 8) & 0x0000FFFF0000FFFFL;
    return (x | x >>> 16) & 0xFFFFFFFFL;
  }

  /** The cell so many columns to the east and rows to the north; the map's edges touch. */
  Cell move(int columns, int rows) {
    long mask = (1L << step) - 1;
    long column = gather(bits >>> 1);
    long row = gather(bits);
    column = columns == 0 ? column : (column + columns) & mask;
    row = rows == 0 ? row : (row + rows) & mask;
    return new Cell(spread(row) | spread(column) << 1, step);
  }

  /** The lowest score of places in the cell. */
  double firstScore() {
    return bits << (2 * (FINEST - step));
  }

  /** The score above those of all places in the cell. */
  double endScore() {
    return (bits + 1) << (2 * (FINEST - step));
  }

  double west() {
    return edge(gather(bits >>> 1), Globe.LONGITUDE_MAX);
  }

  double east() {
    return edge(gather(bits >>> 1) + 1, Globe.LONGITUDE_MAX);
  }

  double south() {
    return edge(gather(bits), Globe.LATITUDE_MAX);
  }

  double north() {
    return edge(gather(bits) + 1, Globe.LATITUDE_MAX);
  }

  /** Degrees of the edge below column or row {@code n}. */
  private double edge(long n, double max) {
    return -max + (n * 1.0 / (1L << step)) * (max - -max);
  }

  /** Degrees of the middle, from west to east. */
  double longitude() {
    return Math.clamp((west() + east()) / 2, -Globe.LONGITUDE_MAX, Globe.LONGITUDE_MAX);
  }

  /** Degrees of the middle, from south to north. */
  double latitude() {
    return Math.clamp((south() + north()) / 2, -Globe.LATITUDE_MAX, Globe.LATITUDE_MAX);
  }
}
