package glasshouse.engine.command.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * The up to nine cells that cover a shape: the one of its centre and those around it, as large as
 * needed (geohash_helper.c, geohashCalculateAreasByShapeWGS84). Their order is that of the results
 * of a search that does not sort.
 */
final class Area {
  /** Metres of half the equator on a Mercator map. */
  private static final double MERCATOR_MAX = 20037726.37;

  /** Column and row of the cells around the centre. */
  private static final int[][] AROUND = {
    {0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}
  };

  private final double west;
  private final double east;
  private final double south;
  private final double north;

  private Area(Shape shape) {
    double latitude = shape.latitude();
    double up = Globe.degrees(shape.halfHeight() / Globe.RADIUS);
    double wider = latitude < 0 ? latitude - up : latitude + up;
    double side = Globe.degrees(shape.halfWidth() / Globe.RADIUS / Trig.cos(Globe.radians(wider)));
    west = shape.longitude() - side;
    east = shape.longitude() + side;
    south = latitude - up;
    north = latitude + up;
  }

  /** The cells to look through for places in {@code shape}; none twice in succession. */
  static List<Cell> cells(Shape shape) {
    Area area = new Area(shape);
    int step = steps(shape.reach(), shape.latitude());
    Cell centre = Cell.at(shape.longitude(), shape.latitude(), step);
    if (step > 1 && area.exceeds(centre)) {
      step--;
      centre = Cell.at(shape.longitude(), shape.latitude(), step);
    }
    List<Cell> cells = new ArrayList<>();
    for (int[] way : AROUND) {
      if (step >= 2 && area.needless(centre, way[0], way[1])) {
        continue;
      }
      Cell cell = centre.move(way[0], way[1]);
      if (cells.size() < 2 || !cells.getLast().equals(cell)) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** True when cells of this size around {@code centre} do not cover the area. */
  private boolean exceeds(Cell centre) {
    return centre.move(0, 1).north() < north
        || centre.move(0, -1).south() > south
        || centre.move(1, 0).east() < east
        || centre.move(-1, 0).west() > west;
  }

  /** True when the centre's cell already covers the area in this direction. */
  private boolean needless(Cell centre, int column, int row) {
    return (row < 0 && centre.south() < south)
        || (row > 0 && centre.north() > north)
        || (column < 0 && centre.west() < west)
        || (column > 0 && centre.east() > east);
  }

  /** How small cells may be so that nine of them cover {@code metres} around a latitude. */
  private static int steps(double metres, double latitude) {
    if (metres == 0) {
      return Cell.FINEST;
    }
    int step = -1;
    for (double range = metres; range < MERCATOR_MAX; range *= 2) {
      step++;
    }
    // towards the poles a degree of longitude gets shorter
    double north = Math.abs(latitude);
    step -= north > 80 ? 2 : north > 66 ? 1 : 0;
    return Math.clamp(step, 1, Cell.FINEST);
  }
}
