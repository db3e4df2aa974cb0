package glasshouse.ui.panel;

import java.util.List;
import javafx.scene.Node;

/** A part of the window. All is called on the JavaFX thread. */
public interface Panel {
  /** What it shows. */
  Node content();

  /** Small controls for its header. */
  default List<Node> tools() {
    return List.of();
  }

  /** A few words beside its title, as what it is about. */
  default String about() {
    return "";
  }

  /** Something changed; called a few times a second and only while it can be seen. */
  void refresh();

  /**
   * Moves what moves; called often and only while it can be seen.
   *
   * @param now nanoseconds of the toolkit's clock
   */
  default void animate(long now) {}

  /** What it shows, in words: for screen readers and tests. */
  String twin();

  /** Takes the keyboard. */
  default void focus() {
    content().requestFocus();
  }
}
