package glasshouse.ui.control;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * Parts beside or above each other that keep their shares when the whole is made smaller or larger.
 * A plain split pane takes the same number of pixels from each part, until the smallest has none.
 */
public final class Split extends SplitPane {
  private DoubleFunction<double[]> rule;
  private double[] ruled = {};
  private double[] wanted = {};
  private double size;

  /** Parts in a direction; {@code at} is where each but the last ends, from 0 to 1. */
  public Split(Orientation orientation, double[] at, Node... parts) {
    this(orientation, _ -> at, parts);
  }

  /** Parts in a direction; {@code rule} tells for a size where each but the last ends. */
  public Split(Orientation orientation, DoubleFunction<double[]> rule, Node... parts) {
    super(parts);
    this.rule = rule;
    setOrientation(orientation);
    // Whoever has moved a divider wants it there.
    addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> wanted = getDividerPositions());
  }

  /** Shows these parts, divided by that rule. */
  public void show(DoubleFunction<double[]> newRule, Node... parts) {
    getItems().setAll(parts);
    rule = newRule;
    size = 0;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double now = getOrientation() == Orientation.HORIZONTAL ? getWidth() : getHeight();
    if (now == size || now == 0) {
      super.layoutChildren();
      return;
    }
    size = now;
    double[] told = rule.apply(now);
    if (!Arrays.equals(told, ruled)) {
      ruled = told;
      wanted = told;
    }
    super.layoutChildren();
    // A divider stops at the next one, which may stand where it must not stay.
    for (int i = 0; i < wanted.length; i++) {
      setDividerPositions(wanted);
      super.layoutChildren();
    }
  }
}
