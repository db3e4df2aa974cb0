package glasshouse.ui.draw;

import glasshouse.engine.view.NodeView;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import glasshouse.ui.model.Format;

/** Small signs that several pictures share: states by shape and word, ids by colour and digits. */
final class Marks {
  private static final double PILL = 17;

  private Marks() {}

  /** The ink of a run state. */
  static Ink ink(NodeView.Run run) {
    return switch (run) {
      case RUNNING -> Ink.OK;
      case LOADING, BUSY, FROZEN -> Ink.CAUTION;
      case STOPPED -> Ink.MUTED;
      case DEAD -> Ink.ALARM;
    };
  }

  /** A run state: disc, triangle, hourglass, two bars, square, cross. */
  static void state(Pen pen, NodeView.Run run, double x, double y) {
    Ink ink = ink(run);
    switch (run) {
      case RUNNING -> pen.dot(ink, x, y, 4);
      case LOADING -> pen.shape(ink, x - 4, y + 4, x + 4, y + 4, x + 4, y - 4);
      case BUSY -> pen.shape(ink, x - 4, y - 4.5, x + 4, y - 4.5, x - 4, y + 4.5, x + 4, y + 4.5);
      case FROZEN -> {
        pen.box(ink, x - 4, y - 4.5, 3, 9, 0);
        pen.box(ink, x + 1, y - 4.5, 3, 9, 0);
      }
      case STOPPED -> pen.frame(ink, Line.SOLID, 1.5, x - 4, y - 4, 8, 8, 0);
      case DEAD -> cross(pen, ink, x, y, 4);
    }
  }

  /** Two crossing lines. */
  static void cross(Pen pen, Ink ink, double x, double y, double r) {
    pen.line(ink, Line.SOLID, 2.2, x - r, y - r, x + r, y + r);
    pen.line(ink, Line.SOLID, 2.2, x - r, y + r, x + r, y - r);
  }

  /** A warning triangle. */
  static void triangle(Pen pen, Ink ink, double x, double y, double r) {
    pen.shape(ink, x, y - r, x + r * 1.1, y + r * 0.9, x - r * 1.1, y + r * 0.9);
  }

  /** A replication id as a pill, its left edge at x; answers its width. */
  static double pill(Pen pen, String replid, double x, double y) {
    String digits = Format.id(replid);
    double width = Type.MONO_SMALL.width(digits.length()) + 14;
    pen.box(Ink.of(replid), x, y - PILL / 2, width, PILL, PILL / 2);
    pen.text(Ink.ON_SOLID, Type.MONO_SMALL, Align.CENTER, x + width / 2, y, digits);
    return width;
  }

  /** A word on a solid ground, its left edge at x; answers its width. */
  static double tag(Pen pen, Ink ink, double x, double y, String word) {
    double width = pen.width(Type.SMALL, word) + 14;
    pen.box(ink, x, y - PILL / 2, width, PILL, 4);
    pen.text(Ink.ON_SOLID, Type.SMALL, Align.CENTER, x + width / 2, y, word);
    return width;
  }
}
