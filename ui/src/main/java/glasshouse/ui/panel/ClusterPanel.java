package glasshouse.ui.panel;

import glasshouse.engine.Action;
import glasshouse.ui.action.Actions;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.draw.TopologyLayout;
import glasshouse.ui.draw.TopologyLayout.Card;
import glasshouse.ui.draw.TopologyLayout.Direction;
import glasshouse.ui.draw.TopologyPainter;
import glasshouse.ui.draw.TopologyScene;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import glasshouse.ui.text.TextView;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** The nodes, who follows whom, and the stream between them. */
final class ClusterPanel implements Panel {
  private final Desk desk;
  private final ClusterModel model;
  private final Sheet sheet;
  private final ContextMenu menu = new ContextMenu();
  private double scroll;
  private boolean clear = true;
  private TopologyScene scene;
  private TopologyPainter.@Nullable Drag dragged;

  ClusterPanel(Desk desk) {
    this.desk = desk;
    this.model = desk.model();
    this.sheet = new Sheet(desk.theme(), this::paint);
    sheet.describe(this::twin);
    this.scene = arrange(0, 0);
    sheet.setId("cluster-sheet");
    sheet.setFocusTraversable(true);
    sheet.setAccessibleRole(AccessibleRole.LIST_VIEW);
    sheet.setAccessibleHelp(
        "Arrow keys move between nodes and links, Enter opens a console, the menu key lists"
            + " actions");
    sheet.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    sheet.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    sheet.addEventHandler(MouseEvent.MOUSE_RELEASED, this::drop);
    sheet.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    sheet.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
    sheet.addEventHandler(ScrollEvent.SCROLL, event -> scrollTo(scroll - event.getDeltaY()));
    sheet.focusVisibleProperty().addListener((_, _, _) -> sheet.repaint());
  }

  @Override
  public Node content() {
    return sheet;
  }

  @Override
  public String about() {
    return Format.many(model.topology().get().view().nodes().size(), "node");
  }

  @Override
  public void refresh() {
    sheet.repaint();
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
    boolean moves = !desk.still().get() && TopologyPainter.flows(scene);
    TopologyPainter.Drag drag = dragged;
    if (moves || drag != null) {
      sheet.paintMoving(pen -> paintMoving(pen, moves, drag, now));
      clear = false;
    } else if (!clear) {
      sheet.clearMoving();
      clear = true;
    }
  }

  @Override
  public String twin() {
    return String.join("\n", TextView.of(model.topology().get().view()));
  }

  private void paintMoving(Pen pen, boolean moves, TopologyPainter.@Nullable Drag drag, long now) {
    if (moves) {
      TopologyPainter.paintStream(pen, scene, now);
    } else {
      pen.wipe(scene.width(), scene.height(), true);
    }
    if (drag != null) {
      TopologyPainter.paintDrag(pen, scene, drag);
    }
  }

  private TopologyScene arrange(double width, double height) {
    TopologyLayout layout = TopologyLayout.of(model.topology().get(), width, height);
    scroll = Math.clamp(scroll, 0, Math.max(0, layout.height() - height));
    return new TopologyScene(
        layout,
        model.verdict().get(),
        model.selection().get(),
        sheet.isFocusVisible(),
        scroll,
        width,
        height);
  }

  private void paint(Pen pen, double width, double height) {
    scene = arrange(width, height);
    TopologyPainter.paint(pen, scene);
  }

  private void press(MouseEvent event) {
    sheet.requestFocus();
    menu.hide();
    model.select(scene.layout().at(event.getX(), event.getY() + scroll));
    sheet.repaint();
    if (event.getClickCount() == 2 && model.selection().get() != null) {
      run("console");
    }
  }

  /** A node dragged onto another shall replicate from it. */
  private void drag(MouseEvent event) {
    Place from = model.selection().get();
    Card card = from == null || from.link() ? null : scene.layout().card(from.node());
    if (card == null || !event.isPrimaryButtonDown()) {
      return;
    }
    Place onto = under(event);
    dragged =
        new TopologyPainter.Drag(card, event.getX(), event.getY(), onto == null ? "" : onto.node());
  }

  private void drop(MouseEvent event) {
    TopologyPainter.Drag ended = dragged;
    dragged = null;
    if (ended != null && !ended.onto().isEmpty()) {
      desk.hands().act(new Action.Reattach(ended.card().name(), ended.onto()));
    }
  }

  /** The other node under the mouse, null for none. */
  private @Nullable Place under(MouseEvent event) {
    Place place = scene.layout().at(event.getX(), event.getY() + scroll);
    Place from = model.selection().get();
    return place == null || place.link() || place.equals(from) ? null : place;
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT -> step(Direction.LEFT);
      case RIGHT -> step(Direction.RIGHT);
      case UP -> step(Direction.UP);
      case DOWN -> step(Direction.DOWN);
      case ENTER -> run("console");
      case ESCAPE -> model.select(null);
      default -> {
        return;
      }
    }
    sheet.repaint();
    event.consume();
  }

  private void step(Direction direction) {
    Place to = scene.layout().step(model.selection().get(), direction);
    model.select(to);
    Card card = to == null ? null : scene.layout().card(to.node());
    if (card != null) {
      double above = card.y() - 20;
      double below = card.y() + card.height() + 20 - scene.height();
      scrollTo(Math.max(below, Math.min(scroll, above)));
    }
  }

  private void scrollTo(double to) {
    scroll = to;
    sheet.repaint();
  }

  private void run(String id) {
    Actions.run(Actions.of(id), model.subject(), desk.hands());
  }

  private void showMenu(ContextMenuEvent event) {
    Topology.Member member = model.subject();
    @Nullable Place place = model.selection().get();
    if (member == null || place == null) {
      return;
    }
    ActionMenu.fill(menu, member, desk.hands());
    Card card = scene.layout().card(place.node());
    if (event.isKeyboardTrigger() && card != null) {
      menu.show(sheet, Side.TOP, card.x() + 20, card.y() + card.height() - scroll);
    } else {
      menu.show(sheet, event.getScreenX(), event.getScreenY());
    }
  }
}
