package glasshouse.ui.control;

import javafx.geometry.Insets;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** Gives a list of lines a height of whole lines, so that none is cut through. */
public final class WholeLines extends Region {
  private final ListView<?> list;

  /** A frame for a list with a fixed cell size. */
  public WholeLines(ListView<?> list) {
    this.list = list;
    getChildren().add(list);
    getStyleClass().add("whole-lines");
    setMinHeight(0);
  }

  @Override
  protected void layoutChildren() {
    Insets around = list.getInsets();
    double edges = around.getTop() + around.getBottom();
    double line = list.getFixedCellSize();
    double lines = Math.floor((getHeight() - edges) / line);
    double height = lines < 1 ? getHeight() : lines * line + edges;
    list.resizeRelocate(0, 0, getWidth(), height);
  }

  @Override
  protected double computePrefWidth(double height) {
    return list.prefWidth(height);
  }

  @Override
  protected double computePrefHeight(double width) {
    return list.prefHeight(width);
  }
}
