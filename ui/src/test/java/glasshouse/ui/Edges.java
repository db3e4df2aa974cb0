package glasshouse.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.text.Text;

/**
 * What the window cuts off: nodes that reach over an edge of the scene, or over the sides of the
 * part they belong to. What scrolls up and down may go on above and below, what is written in one
 * line is cut with dots by its control.
 */
final class Edges {
  private static final double SLACK = 1.5;

  private Edges() {}

  /** Each with how far it reaches; empty when all is to be seen. */
  static List<String> crossed(Scene scene) {
    List<String> found = new ArrayList<>();
    scene.getRoot().applyCss();
    scene.getRoot().layout();
    look(scene.getRoot(), new BoundingBox(0, 0, scene.getWidth(), scene.getHeight()), found);
    return found;
  }

  private static void look(Node node, Bounds room, List<String> found) {
    if (!node.isVisible() || node instanceof Text || node instanceof ScrollBar) {
      return;
    }
    Bounds here = node.localToScene(node.getLayoutBounds());
    if (here.getWidth() < SLACK || here.getHeight() < SLACK) {
      return;
    }
    boolean out =
        here.getMinX() < room.getMinX() - SLACK
            || here.getMaxX() > room.getMaxX() + SLACK
            || here.getMinY() < room.getMinY() - SLACK
            || here.getMaxY() > room.getMaxY() + SLACK;
    if (out) {
      found.add(name(node) + " at " + words(here) + " in " + words(room));
      return;
    }
    boolean opaque = node instanceof TextInputControl || node instanceof VirtualFlow<?>;
    if (node instanceof Parent parent && !opaque) {
      Bounds inner = node.getClip() == null ? room : clipped(node, room);
      parent.getChildrenUnmodifiable().forEach(child -> look(child, inner, found));
    }
  }

  /** The sides of what clips; a viewport lets its content go on above and below. */
  private static Bounds clipped(Node node, Bounds room) {
    Bounds clip = node.localToScene(node.getClip().getBoundsInParent());
    boolean scrolls = node.getStyleClass().contains("viewport");
    return scrolls
        ? new BoundingBox(clip.getMinX(), -1e6, clip.getWidth(), 2e6)
        : new BoundingBox(
            clip.getMinX(),
            Math.max(clip.getMinY(), room.getMinY()),
            clip.getWidth(),
            Math.min(clip.getMaxY(), room.getMaxY()) - Math.max(clip.getMinY(), room.getMinY()));
  }

  private static String name(Node node) {
    StringBuilder path = new StringBuilder();
    for (Node at = node; at != null && path.length() < 160; at = at.getParent()) {
      String id = at.getId() == null ? at.getClass().getSimpleName() : "#" + at.getId();
      path.insert(0, " " + id);
    }
    return path.toString().strip();
  }

  private static String words(Bounds bounds) {
    return "%.0f..%.0f, %.0f..%.0f"
        .formatted(bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY());
  }
}
