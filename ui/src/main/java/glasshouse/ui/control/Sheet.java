package glasshouse.ui.control;

import glasshouse.ui.draw.Pen;
import glasshouse.ui.fx.CanvasPen;
import glasshouse.ui.theme.Theme;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleAttribute;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A ground to draw on that fills its place: one layer for what stands still, one for what moves.
 */
public final class Sheet extends Region {
  /** Draws what stands still. */
  @FunctionalInterface
  public interface Painter {
    /** Draws it on a ground of so many whole pixels. */
    void paint(Pen pen, double width, double height);
  }

  private final Painter painter;
  private final Canvas still = new Canvas();
  private final Canvas moving = new Canvas();
  private final CanvasPen stillPen;
  private final CanvasPen movingPen;
  private Supplier<String> twin = () -> "";
  private boolean dirty = true;

  /** A sheet in the colours of a theme that may change, with what is drawn on it. */
  public Sheet(ObservableValue<Theme> theme, Painter painter) {
    this.painter = painter;
    stillPen = new CanvasPen(still, theme.getValue());
    movingPen = new CanvasPen(moving, theme.getValue());
    moving.setMouseTransparent(true);
    getChildren().addAll(still, moving);
    getStyleClass().add("sheet");
    theme.addListener(
        (_, _, now) -> {
          stillPen.use(now);
          movingPen.use(now);
          dirty = true;
        });
  }

  /** Who says in words what is drawn, when somebody asks. */
  public void describe(Supplier<String> words) {
    twin = words;
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? twin.get()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  /** Draws what stands still anew. */
  public void repaint() {
    dirty = false;
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    painter.paint(stillPen, Math.floor(getWidth()), Math.floor(getHeight()));
  }

  /** Draws it anew when the size or the theme has changed: what is drawn is no longer right. */
  public void repaintWhenDirty() {
    if (dirty) {
      repaint();
    }
  }

  /** Draws what moves, above the rest. */
  public void paintMoving(Consumer<Pen> mover) {
    mover.accept(movingPen);
  }

  /** Removes what moves. */
  public void clearMoving() {
    movingPen.wipe(moving.getWidth(), moving.getHeight(), true);
  }

  /** Measures for painters. */
  public Pen pen() {
    return stillPen;
  }

  @Override
  protected void layoutChildren() {
    double width = Math.floor(getWidth());
    double height = Math.floor(getHeight());
    if (still.getWidth() != width || still.getHeight() != height) {
      still.setWidth(width);
      still.setHeight(height);
      moving.setWidth(width);
      moving.setHeight(height);
      dirty = true;
    }
  }

  @Override
  protected double computePrefWidth(double height) {
    return 200;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 100;
  }
}
