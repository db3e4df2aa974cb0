package glasshouse.ui.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes strokes down instead of drawing them; every character is seven pixels wide. */
final class RecordingPen implements Pen {
  final List<String> strokes = new ArrayList<>();

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on our class path
  private void add(String pattern, Object... parts) {
    strokes.add(String.format(Locale.ROOT, pattern, parts));
  }

  /** The words that were drawn, in their order. */
  List<String> words() {
    return strokes.stream()
        .filter(stroke -> stroke.startsWith("text"))
        .map(stroke -> stroke.substring(stroke.indexOf('\'') + 1, stroke.length() - 1))
        .toList();
  }

  @Override
  public void wipe(double width, double height, boolean clear) {
    add("wipe %.0f %.0f%s", width, height, clear ? " clear" : "");
  }

  @Override
  public void box(Ink ink, double x, double y, double width, double height, double radius) {
    add("box %s %.0f,%.0f %.0fx%.0f", ink, x, y, width, height);
  }

  @Override
  public void frame(
      Ink ink,
      Line line,
      double stroke,
      double x,
      double y,
      double width,
      double height,
      double r) {
    add("frame %s %s %.0f,%.0f %.0fx%.0f", ink, line, x, y, width, height);
  }

  @Override
  public void hatch(Ink ink, double x, double y, double width, double height, double radius) {
    add("hatch %s %.0f,%.0f %.0fx%.0f", ink, x, y, width, height);
  }

  @Override
  public void line(Ink ink, Line line, double stroke, double x1, double y1, double x2, double y2) {
    add("line %s %s %.0f,%.0f %.0f,%.0f", ink, line, x1, y1, x2, y2);
  }

  @Override
  public void curve(Ink ink, Line line, double stroke, Curve curve, double from, double to) {
    add(
        "curve %s %s %.0f,%.0f %.0f,%.0f %.2f-%.2f",
        ink, line, curve.x1(), curve.y1(), curve.x2(), curve.y2(), from, to);
  }

  @Override
  public void dot(Ink ink, double x, double y, double radius) {
    add("dot %s %.0f,%.0f", ink, x, y);
  }

  @Override
  public void shape(Ink ink, double... xy) {
    add("shape %s %.0f,%.0f", ink, xy[0], xy[1]);
  }

  @Override
  public void text(Ink ink, Type type, Align align, double x, double y, String text) {
    add("text %s %s %s %.0f,%.0f '%s'", ink, type, align, x, y, text);
  }

  @Override
  public double width(Type type, String text) {
    return 7 * text.length();
  }
}
