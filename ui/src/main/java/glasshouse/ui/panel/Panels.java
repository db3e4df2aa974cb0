package glasshouse.ui.panel;

import java.util.List;
import java.util.function.Function;

/** The list of panels: window, focus order, menu and picture tests all read it. */
public final class Panels {
  /** Where a panel is at home. */
  public enum Side {
    /** The left side, when exhibits are shown. */
    LEFT,
    /** The middle of the window, the largest. */
    CENTER,
    /** Right of it, when an era is shown beside another. */
    BESIDE,
    /** Under it, all over its width. */
    MIDDLE,
    /** Under that, side by side. */
    BOTTOM,
    /** The right side, one above the other. */
    RIGHT
  }

  /**
   * A panel.
   *
   * @param id for tests and layouts
   * @param title in its header
   * @param side where it is at home
   * @param share how much of its side it takes, relative to the others there
   * @param factory makes it
   */
  public record Row(
      String id, String title, Side side, double share, Function<Desk, Panel> factory) {}

  private static final List<Row> ALL =
      List.of(
          new Row("story", "Exhibits", Side.LEFT, 1, desk -> new StoryPanel(desk.player())),
          new Row("cluster", "Cluster", Side.CENTER, 1, ClusterPanel::new),
          new Row("beside", "Beside", Side.BESIDE, 1, BesidePanel::new),
          new Row("backlog", "Backlog", Side.MIDDLE, 1, BacklogPanel::new),
          new Row("events", "Events", Side.BOTTOM, 1, EventsPanel::new),
          new Row("console", "Console", Side.BOTTOM, 1, ConsolePanel::new),
          new Row("inspector", "Node", Side.RIGHT, 3.4, InspectorPanel::new),
          new Row("selected-db", "Selected DB", Side.RIGHT, 1, SelectedDbPanel::new),
          new Row("scripts", "Scripts", Side.RIGHT, 1, ScriptsPanel::new));

  private Panels() {}

  /** All panels, in the order the focus goes. */
  public static List<Row> all() {
    return ALL;
  }
}
