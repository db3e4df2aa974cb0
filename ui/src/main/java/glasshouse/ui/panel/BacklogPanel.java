package glasshouse.ui.panel;

import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.control.WholeLines;
import glasshouse.ui.draw.BacklogPainter;
import glasshouse.ui.draw.BacklogScene;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The stream that can be resent, where each replica stands on it, and the bytes as commands. */
final class BacklogPanel implements Panel {
  private static final int MOST_LANES = 6;
  private static final double LEAST_TAPE = 42;

  private final ClusterModel model;
  private final Sheet sheet;
  private final ScrollPane scroll;
  private final Tape tape = new Tape();
  private final Label tapeOf = new Label();
  private final ToggleButton pause = Buttons.toggle("fth-pause", "Hold the tape");
  private final VBox box;
  private @Nullable BacklogScene scene;

  /** The node whose lane was brought into sight last. */
  private String led = "";

  BacklogPanel(Desk desk) {
    this.model = desk.model();
    this.sheet = new Sheet(desk.theme(), this::paint);
    sheet.describe(this::twin);
    this.scroll = new ScrollPane(sheet);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("rows-scroll");
    scroll.setMinHeight(0);
    sheet.setId("backlog-sheet");
    sheet.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    sheet.setOnMousePressed(event -> press(event.getY()));
    WholeLines lines = new WholeLines(tape.list());
    VBox.setVgrow(lines, Priority.ALWAYS);
    box = new VBox(scroll, lines);
    pause.selectedProperty().addListener((_, _, on) -> tape.pause(on));
    tapeOf.getStyleClass().add("panel-about");
  }

  @Override
  public Node content() {
    return box;
  }

  @Override
  public List<Node> tools() {
    return List.of(tapeOf, pause);
  }

  @Override
  public String about() {
    NodeView source = model.source();
    return source == null ? "" : "of " + source.name();
  }

  @Override
  public void refresh() {
    Topology.Member subject = model.subject();
    NodeView source = model.source();
    scene = source == null ? null : BacklogScene.of(model.topology().get(), source);
    int lanes = scene == null ? 0 : scene.lanes().size();
    double height = BacklogPainter.height(lanes);
    double room = box.getHeight() - LEAST_TAPE - BacklogPainter.height(0);
    int fit = Math.clamp((long) (room / BacklogPainter.LANE) + 1, 1, MOST_LANES);
    double seen = BacklogPainter.height(Math.min(fit, lanes));
    if (sheet.getMinHeight() != height || scroll.getPrefHeight() != seen + 2) {
      sheet.setMinHeight(height);
      sheet.setPrefHeight(height);
      scroll.setPrefHeight(seen + 2);
      scroll.setMinHeight(seen + 2);
      scroll.setMaxHeight(seen + 2);
    }
    sheet.repaint();
    lead(seen, height);
    tape.show(subject == null ? null : subject.node());
    String name = subject == null ? "" : "tape of " + subject.node().name();
    if (!name.equals(tapeOf.getText())) {
      tapeOf.setText(name);
    }
  }

  /** Brings the lane of a node that has just been chosen into sight; later it may be scrolled. */
  private void lead(double seen, double height) {
    Place place = model.selection().get();
    String chosen = place == null ? "" : place.node();
    BacklogScene shown = scene;
    if (shown == null || chosen.equals(led)) {
      return;
    }
    led = chosen;
    for (int i = 0; i < shown.lanes().size(); i++) {
      if (shown.lanes().get(i).name().equals(chosen) && height > seen) {
        scroll.setVvalue(Math.clamp((BacklogPainter.y(i) - seen / 2) / (height - seen), 0, 1));
      }
    }
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
  }

  @Override
  public String twin() {
    return scene == null ? "no backlog" : String.join("\n", scene.lines()) + "\n" + tape.twin();
  }

  @Override
  public void focus() {
    tape.list().requestFocus();
  }

  private void paint(Pen pen, double width, double height) {
    Place place = model.selection().get();
    String chosen = place == null ? "" : place.node();
    BacklogScene shown = scene;
    if (shown == null) {
      pen.wipe(width, height, false);
    } else {
      BacklogPainter.paint(pen, shown, chosen, width, height);
    }
  }

  private void press(double y) {
    BacklogScene shown = scene;
    if (shown == null) {
      return;
    }
    int lane = BacklogPainter.lane(y, shown.lanes().size());
    model.select(Place.node(lane < 0 ? shown.node().name() : shown.lanes().get(lane).name()));
  }
}
