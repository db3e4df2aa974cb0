package glasshouse.ui.panel;

import glasshouse.ui.control.Showing;
import glasshouse.ui.control.Titled;
import javafx.scene.layout.Region;

/** A panel with its header; refreshes it when it is due and can be seen. */
public final class PanelFrame {
  private final Panels.Row row;
  private final Panel panel;
  private final Titled box;
  private long shown = -1;

  /** Makes the panel of a row. */
  public PanelFrame(Panels.Row row, Desk desk) {
    this.row = row;
    this.panel = row.factory().apply(desk);
    box = new Titled(row.id(), row.title(), panel.tools(), panel.content());
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
      box.about(panel.about());
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
