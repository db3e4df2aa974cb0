package glasshouse.ui.fx;

import glasshouse.ui.draw.Curve;
import glasshouse.ui.draw.Ink;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.draw.Type;
import glasshouse.ui.theme.Fonts;
import glasshouse.ui.theme.Theme;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas in the colours of a theme. */
public final class CanvasPen implements Pen {
  private static final double HATCH = 7;
  private static final int WIDTHS = 1_000;
  private static final int CURVE_STEPS = 32;

  private final GraphicsContext to;
  private final Text ruler = new Text();
  private final Map<Type, Map<String, Double>> widths = new EnumMap<>(Type.class);
  private Theme theme;

  /** A pen for a canvas. */
  public CanvasPen(Canvas canvas, Theme theme) {
    this.to = canvas.getGraphicsContext2D();
    this.theme = theme;
  }

  /** Changes the colours of what is drawn from now on. */
  public void use(Theme theme) {
    this.theme = theme;
  }

  @Override
  public void wipe(double width, double height, boolean clear) {
    if (clear) {
      to.clearRect(0, 0, width, height);
    } else {
      to.setFill(theme.colour(Ink.PAGE));
      to.fillRect(0, 0, width, height);
    }
    to.setTextBaseline(VPos.CENTER);
    to.setLineCap(StrokeLineCap.BUTT);
  }

  @Override
  public void box(Ink ink, double x, double y, double width, double height, double radius) {
    to.setFill(theme.colour(ink));
    to.fillRoundRect(x, y, width, height, radius * 2, radius * 2);
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
    style(ink, line, stroke);
    double in = stroke / 2;
    to.strokeRoundRect(x + in, y + in, width - stroke, height - stroke, r * 2, r * 2);
  }

  @Override
  public void hatch(Ink ink, double x, double y, double width, double height, double radius) {
    to.save();
    to.beginPath();
    to.rect(x, y, width, height);
    to.clip();
    style(ink, Line.SOLID, 1);
    for (double at = x - height; at < x + width; at += HATCH) {
      to.strokeLine(at, y + height, at + height, y);
    }
    to.restore();
  }

  @Override
  public void line(Ink ink, Line line, double stroke, double x1, double y1, double x2, double y2) {
    style(ink, line, stroke);
    to.strokeLine(x1, y1, x2, y2);
  }

  @Override
  public void curve(Ink ink, Line line, double stroke, Curve curve, double from, double to1) {
    style(ink, line, stroke);
    to.beginPath();
    to.moveTo(curve.x(from), curve.y(from));
    for (int i = 1; i <= CURVE_STEPS; i++) {
      double t = from + (to1 - from) * i / CURVE_STEPS;
      to.lineTo(curve.x(t), curve.y(t));
    }
    to.stroke();
  }

  @Override
  public void dot(Ink ink, double x, double y, double radius) {
    to.setFill(theme.colour(ink));
    to.fillOval(x - radius, y - radius, radius * 2, radius * 2);
  }

  @Override
  public void shape(Ink ink, double... xy) {
    to.setFill(theme.colour(ink));
    to.beginPath();
    to.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      to.lineTo(xy[i], xy[i + 1]);
    }
    to.closePath();
    to.fill();
  }

  @Override
  public void text(Ink ink, Type type, Align align, double x, double y, String text) {
    to.setFill(theme.colour(ink));
    to.setFont(Fonts.of(type));
    to.setTextAlign(
        switch (align) {
          case LEFT -> TextAlignment.LEFT;
          case CENTER -> TextAlignment.CENTER;
          case RIGHT -> TextAlignment.RIGHT;
        });
    to.fillText(text, x, y);
  }

  @Override
  public double width(Type type, String text) {
    if (type.mono()) {
      return type.width(text.length());
    }
    Map<String, Double> known = widths.computeIfAbsent(type, _ -> new LinkedHashMap<>());
    Double width = known.get(text);
    if (width == null) {
      if (known.size() >= WIDTHS) {
        known.clear();
      }
      ruler.setFont(Fonts.of(type));
      ruler.setText(text);
      width = ruler.getLayoutBounds().getWidth();
      known.put(text, width);
    }
    return width;
  }

  private void style(Ink ink, Line line, double stroke) {
    to.setStroke(theme.colour(ink));
    to.setLineWidth(stroke);
    switch (line) {
      case SOLID -> to.setLineDashes();
      case DASHED -> to.setLineDashes(5, 4);
    }
  }
}
