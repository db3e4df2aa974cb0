package glasshouse.ui.lab;

import glasshouse.engine.view.LabFile;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.PagesPainter;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.model.Format;
import glasshouse.ui.panel.Panel;
import glasshouse.ui.theme.Theme;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/** The file as pages, readable also while somebody holds its lock. */
final class FilePanel implements Panel {
  private final LabModel model;
  private final Sheet sheet;
  private final Tooltip hint = Buttons.hint("");
  private int pointed = -1;

  FilePanel(LabModel model, ObservableValue<Theme> theme) {
    this.model = model;
    sheet = new Sheet(theme, this::paint);
    sheet.describe(this::twin);
    sheet.setId("file-sheet");
    sheet.setMinHeight(0);
    sheet.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    sheet.setOnMouseMoved(event -> point(event.getX(), event.getY()));
    Tooltip.install(sheet, hint);
  }

  @Override
  public Node content() {
    return sheet;
  }

  @Override
  public String about() {
    LabFile file = model.view().file();
    if (file.pageSize() == 0) {
      return file.name() + (file.bytes() == 0 ? ", not there" : ", cannot be read");
    }
    String state = file.check().isEmpty() ? "sound" : file.check().getFirst();
    return file.name() + ", " + Format.bytes(file.bytes()) + ", tx " + file.txid() + ", " + state;
  }

  @Override
  public void refresh() {
    sheet.repaint();
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
  }

  @Override
  public String twin() {
    return about()
        + "\n"
        + model.view().file().pages().stream()
            .map(PagesPainter::words)
            .collect(Collectors.joining("\n"));
  }

  private void point(double x, double y) {
    LabFile file = model.view().file();
    int at = PagesPainter.at(file, sheet.getWidth(), sheet.getHeight(), x, y);
    if (at != pointed) {
      pointed = at;
      hint.setText(at < 0 ? "The file, page by page" : PagesPainter.words(file.pages().get(at)));
      sheet.repaint();
    }
  }

  private void paint(Pen pen, double width, double height) {
    LabFile file = model.view().file();
    long page = pointed >= 0 && pointed < file.pages().size() ? file.pages().get(pointed).id() : -1;
    PagesPainter.paint(pen, file, page, width, height);
  }
}
