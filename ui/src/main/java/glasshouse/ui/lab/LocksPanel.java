package glasshouse.ui.lab;

import glasshouse.engine.view.LabView.LabThread;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.LocksPainter;
import glasshouse.ui.draw.LocksScene;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.model.Format;
import glasshouse.ui.panel.Panel;
import glasshouse.ui.theme.Theme;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;

/** Who waits for whom, as a picture. */
final class LocksPanel implements Panel {
  private final LabModel model;
  private final Sheet sheet;
  private LocksScene scene;

  LocksPanel(LabModel model, ObservableValue<Theme> theme) {
    this.model = model;
    scene = LocksScene.of(model.view(), "");
    sheet = new Sheet(theme, this::paint);
    sheet.describe(this::twin);
    sheet.setId("locks-sheet");
    sheet.setMinHeight(0);
    sheet.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    sheet.setOnMousePressed(
        event -> {
          String thread =
              LocksPainter.at(
                  scene, sheet.getWidth(), sheet.getHeight(), event.getX(), event.getY());
          if (!thread.isEmpty()) {
            model.select(thread);
          }
        });
  }

  @Override
  public Node content() {
    return sheet;
  }

  @Override
  public String about() {
    int waits = model.view().waiters().size();
    return Format.many(model.view().holders().size(), "claim") + " held, " + waits + " waited for";
  }

  @Override
  public void refresh() {
    LabThread subject = model.subject();
    scene = LocksScene.of(model.view(), subject == null ? "" : subject.name());
    sheet.repaint();
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
  }

  @Override
  public String twin() {
    return String.join("\n", scene.lines());
  }

  private void paint(Pen pen, double width, double height) {
    LocksPainter.paint(pen, scene, width, height);
  }
}
