package glasshouse.ui.panel;

import glasshouse.ui.control.Showing;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A panel with its header; refreshes it when it is due and can be seen. */
public final class PanelFrame {
  private final Panels.Row row;
  private final Panel panel;
  private final Label about = new Label();
  private final VBox box;
  private long shown = -1;

  /** Makes the panel of a row. */
  public PanelFrame(Panels.Row row, Desk desk) {
    this.row = row;
    this.panel = row.factory().apply(desk);
    Label title = new Label(row.title());
    title.getStyleClass().add("panel-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    about.getStyleClass().add("panel-about");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(title, about, space);
    header.getChildren().addAll(panel.tools());
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("panel-header");
    VBox.setVgrow(panel.content(), Priority.ALWAYS);
    box = new VBox(header, panel.content());
    box.getStyleClass().add("panel");
    box.setId("panel-" + row.id());
    box.setMinSize(120, 60);
    box.setAccessibleRole(AccessibleRole.PARENT);
    box.setAccessibleText(row.title());
  }

  /** The row it was made of. */
  public Panels.Row row() {
    return row;
  }

  /** The panel itself. */
  public Panel panel() {
    return panel;
  }

  /** Header and content. */
  public Region node() {
    return box;
  }

  /** Refreshes the panel when {@code version} is not what it shows and it can be seen. */
  public void refresh(long version) {
    if (version != shown && Showing.is(box)) {
      shown = version;
      about.setText(panel.about());
      panel.refresh();
    }
  }

  /** Lets the panel move what moves when it can be seen. */
  public void animate(long now) {
    if (Showing.is(box)) {
      panel.animate(now);
    }
  }
}
