package glasshouse.ui.control;

import javafx.scene.Node;

/** Whether something can be seen. */
public final class Showing {
  private Showing() {}

  /** True when the node is in a scene with a size, and neither it nor what holds it is hidden. */
  public static boolean is(Node node) {
    if (node.getScene() == null || node.getLayoutBounds().isEmpty()) {
      return false;
    }
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }
}
