package glasshouse.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Something under a header: a title, a few words beside it, small controls at the right. */
public final class Titled extends VBox {
  private static final double LEAST = 120;

  private final Label about = new Label();
  private final HBox header;

  /** A part of a window with the id {@code panel-ID}. */
  public Titled(String id, String title, List<Node> tools, Node content) {
    Label name = new Label(title);
    name.getStyleClass().add("panel-title");
    name.setMinWidth(Region.USE_PREF_SIZE);
    about.getStyleClass().add("panel-about");
    about.setMinWidth(0);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    header = new HBox(name, about, space);
    header.getChildren().addAll(tools);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("panel-header");
    VBox.setVgrow(content, Priority.ALWAYS);
    getChildren().addAll(header, content);
    getStyleClass().add("panel");
    setId("panel-" + id);
    setMinHeight(60);
    setAccessibleRole(AccessibleRole.PARENT);
    setAccessibleText(title);
  }

  @Override
  protected double computeMinWidth(double height) {
    return Math.max(LEAST, header.minWidth(-1));
  }

  /** What stands beside the title. */
  public void about(String words) {
    if (!words.equals(about.getText())) {
      about.setText(words);
    }
  }
}
