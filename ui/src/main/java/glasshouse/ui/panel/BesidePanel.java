package glasshouse.ui.panel;

import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.view.ClusterView;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.draw.TopologyLayout;
import glasshouse.ui.draw.TopologyPainter;
import glasshouse.ui.draw.TopologyScene;
import glasshouse.ui.model.Reading;
import glasshouse.ui.model.Topology;
import glasshouse.ui.model.Verdict;
import glasshouse.ui.player.Player;
import glasshouse.ui.text.TextView;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The same step in another era: the cluster there, and every figure that is not the same. */
final class BesidePanel implements Panel {
  private final Desk desk;
  private final Player player;
  private final Sheet sheet;
  private final Rows rows =
      new Rows(
          List.of(
              Column.words("differs", 0), Column.numbers("here", 62), Column.numbers("there", 62)));
  private final Button close;
  private final VBox box;
  private ClusterView there = ClusterView.EMPTY;

  BesidePanel(Desk desk) {
    this.desk = desk;
    this.player = desk.player();
    this.sheet = new Sheet(desk.theme(), this::paint);
    sheet.describe(this::twin);
    sheet.setId("beside-sheet");
    sheet.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    sheet.setMinHeight(0);
    close = Buttons.icon("fth-x", "Show no other era", player.beside()::hide);
    VBox.setVgrow(sheet, Priority.ALWAYS);
    box = new VBox(sheet, rows.node());
  }

  @Override
  public Node content() {
    return box;
  }

  @Override
  public List<Node> tools() {
    return List.of(close);
  }

  @Override
  public String about() {
    return player.beside().era().isEmpty() ? "" : "era " + player.beside().era() + ", same step";
  }

  @Override
  public void refresh() {
    Rehearsal rehearsal = player.beside().rehearsal();
    there = rehearsal == null ? ClusterView.EMPTY : rehearsal.after(player.ended());
    sheet.repaint();
    ClusterView here = desk.model().topology().get().view();
    List<Reading.Pair> pairs = rehearsal == null ? List.of() : Reading.different(here, there);
    rows.begin();
    for (Reading.Pair pair : pairs) {
      rows.row(Tone.CAREFUL, pair.node() + " " + pair.name(), pair.was(), pair.now());
    }
    if (pairs.isEmpty()) {
      rows.row(Tone.FAINT, "No figure differs at this step.");
    }
    rows.end();
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
  }

  @Override
  public String twin() {
    return String.join("\n", TextView.of(there)) + "\n" + rows.text();
  }

  private void paint(Pen pen, double width, double height) {
    Topology topology = new Topology(there);
    TopologyScene scene =
        new TopologyScene(
            TopologyLayout.of(topology, width, height),
            Verdict.of(topology),
            null,
            false,
            0,
            width,
            height);
    TopologyPainter.paint(pen, scene);
  }
}
