package glasshouse.engine.command.geo;

/** Where to search: around a centre, in units of {@link #unit} metres. */
sealed interface Shape {
  /** Degrees. */
  double longitude();

  /** Degrees. */
  double latitude();

  /** Metres of the unit that distances are given in. */
  double unit();

  /** Metres from the centre to the left and right edge. */
  double halfWidth();

  /** Metres from the centre to the upper and lower edge. */
  double halfHeight();

  /** Metres from the centre to the farthest point of the shape. */
  double reach();

  /** Metres from the centre to a place of the shape; negative for one outside. */
  double distance(double longitude, double latitude);

  /** All places not farther away than {@code radius} units. */
  record Circle(double longitude, double latitude, double radius, double unit) implements Shape {
    @Override
    public double halfWidth() {
      return unit * radius;
    }

    @Override
    public double halfHeight() {
      return unit * radius;
    }

    @Override
    public double reach() {
      return radius * unit;
    }

    @Override
    public double distance(double x, double y) {
      double distance = Globe.distance(longitude, latitude, x, y);
      return distance > radius * unit ? -1 : distance;
    }
  }

  /** All places in a box whose sides run along the axes. */
  record Box(double longitude, double latitude, double width, double height, double unit)
      implements Shape {
    @Override
    public double halfWidth() {
      return unit * (width / 2);
    }

    @Override
    public double halfHeight() {
      return unit * (height / 2);
    }

    @Override
    public double reach() {
      return Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * unit;
    }

    @Override
    public double distance(double x, double y) {
      if (Globe.distance(y, latitude) > height * unit / 2
          || Globe.distance(x, y, longitude, y) > width * unit / 2) {
        return -1;
      }
      return Globe.distance(longitude, latitude, x, y);
    }
  }
}
