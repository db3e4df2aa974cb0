package glasshouse.ui.control;

import glasshouse.ui.fx.FxThread;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;

/**
 * Gives a list of lines a height of whole lines, so that none is cut through; a list that stands at
 * its end stays there when the height changes.
 */
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
    boolean keep = height != list.getHeight() && atEnd();
    list.resizeRelocate(0, 0, getWidth(), height);
    if (keep) {
      // The list must have laid out its lines anew before it can be told which to show.
      FxThread.run(() -> list.scrollTo(Math.max(0, list.getItems().size() - 1)));
    }
  }

  private boolean atEnd() {
    for (Node node : list.lookupAll(".scroll-bar")) {
      if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
        return !bar.isVisible() || bar.getValue() >= bar.getMax();
      }
    }
    return false;
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
