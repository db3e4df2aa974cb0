package glasshouse.ui.draw;

import glasshouse.ui.model.Format;

/**
 * What a painter draws with. All lengths are pixels, y grows downwards; text hangs on its middle
 * line.
 */
public interface Pen {
  /** How a line looks. */
  enum Line {
    /** Drawn through. */
    SOLID,
    /** With gaps. */
    DASHED
  }

  /** Where the given x lies in a text. */
  enum Align {
    /** At its beginning. */
    LEFT,
    /** In its middle. */
    CENTER,
    /** At its end. */
    RIGHT
  }

  /** Begins anew: everything is {@link Ink#PAGE}, or clear where {@code clear} is true. */
  void wipe(double width, double height, boolean clear);

  /** Fills a box with round corners. */
  void box(Ink ink, double x, double y, double width, double height, double radius);

  /** Draws the edge of a box, inside of it. */
  void frame(
      Ink ink, Line line, double stroke, double x, double y, double width, double height, double r);

  /** Fills a box with slanting lines. */
  void hatch(Ink ink, double x, double y, double width, double height, double radius);

  /** A straight line. */
  void line(Ink ink, Line line, double stroke, double x1, double y1, double x2, double y2);

  /** A curve that leaves and arrives level, part of it: {@code from} and {@code to} are 0 to 1. */
  void curve(Ink ink, Line line, double stroke, Curve curve, double from, double to);

  /** A filled circle. */
  void dot(Ink ink, double x, double y, double radius);

  /** A filled triangle or other shape given by its corners. */
  void shape(Ink ink, double... xy);

  /** A line of text. */
  void text(Ink ink, Type type, Align align, double x, double y, String text);

  /** How wide a text will be. */
  double width(Type type, String text);

  /** A text, shortened with an ellipsis until it fits. */
  default String fit(Type type, String text, double width) {
    if (width(type, text) <= width) {
      return text;
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (width(type, text.substring(0, middle) + "…") <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? "" : text.substring(0, low) + "…";
  }

  /** A name, shortened in its middle until it fits: long names often differ at their ends. */
  default String fitName(Type type, String name, double width) {
    String shown = name;
    for (int i = name.length() - 1; i > 1 && width(type, shown) > width; i--) {
      shown = Format.shortenName(name, i);
    }
    return width(type, shown) <= width ? shown : fit(type, name, width);
  }
}
