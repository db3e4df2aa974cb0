package glasshouse.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.layout.HBox;

/**
 * A row of controls over the whole width of a window. The window is as wide as it is: where there
 * is no room for all words, some controls show their icon alone. Otherwise the row would keep a
 * window that is made smaller from showing all of its content.
 */
public abstract class Bar extends HBox {
  private final List<Labeled> folding = new ArrayList<>();
  private List<Object> folded = List.of();

  /** Has these lose their words where room is scarce, the first of all that were named first. */
  protected final void fold(List<? extends Labeled> controls) {
    folding.addAll(controls);
  }

  @Override
  protected final double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected final void layoutChildren() {
    List<Object> now = new ArrayList<>();
    now.add(getWidth());
    folding.forEach(control -> now.add(control.getText()));
    if (!now.equals(folded)) {
      folded = now;
      fold();
    }
    super.layoutChildren();
  }

  private void fold() {
    folding.forEach(control -> control.setContentDisplay(ContentDisplay.LEFT));
    for (Labeled control : folding) {
      if (needed() <= getWidth()) {
        return;
      }
      control.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }
  }

  private double needed() {
    List<Node> shown = getManagedChildren();
    double sum = getInsets().getLeft() + getInsets().getRight();
    sum += getSpacing() * Math.max(0, shown.size() - 1);
    for (Node child : shown) {
      sum += Math.ceil(child.minWidth(-1));
    }
    return sum;
  }
}
