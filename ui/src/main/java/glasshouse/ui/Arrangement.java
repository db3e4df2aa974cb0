package glasshouse.ui;

import glasshouse.ui.control.Split;
import glasshouse.ui.panel.PanelFrame;
import glasshouse.ui.panel.Panels.Side;
import glasshouse.ui.player.Player;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Where the panels stand, and how much room each has. */
final class Arrangement {
  private static final double NARROW = 1200;
  private static final double LEAST = 1000;

  private final List<PanelFrame> frames;
  private final Player player;
  private final Split across;
  private final Split main;
  private final Split right;
  private final Split all;

  Arrangement(List<PanelFrame> frames, Player player) {
    this.frames = frames;
    this.player = player;
    across = side(Side.CENTER, Orientation.HORIZONTAL);
    main =
        new Split(
            Orientation.VERTICAL,
            new double[] {0.43, 0.725},
            across,
            side(Side.MIDDLE, Orientation.HORIZONTAL),
            side(Side.BOTTOM, Orientation.HORIZONTAL));
    right = side(Side.RIGHT, Orientation.VERTICAL);
    all = new Split(Orientation.HORIZONTAL, Arrangement::columns, main, right);
    player.open().addListener((_, _, open) -> showStory(open));
    showStory(player.open().get());
  }

  Parent node() {
    return all;
  }

  private static double[] columns(double width) {
    return new double[] {width < NARROW ? 0.68 : 0.715};
  }

  private static double[] columnsBesideStory(double width) {
    return width < LEAST
        ? new double[] {0.27, 0.73}
        : width < NARROW ? new double[] {0.28, 0.74} : new double[] {0.23, 0.745};
  }

  /** Shows or hides what stands left of the cluster. */
  private void showStory(boolean yes) {
    if (yes) {
      Node[] parts =
          Stream.of(nodes(Side.LEFT), List.of(main, right))
              .flatMap(List::stream)
              .toArray(Node[]::new);
      all.show(Arrangement::columnsBesideStory, parts);
    } else {
      all.show(Arrangement::columns, main, right);
    }
  }

  /** Shows or hides what stands right of the cluster. */
  void showBeside() {
    boolean yes = !player.beside().era().isEmpty() && player.chosen() != null;
    boolean there = across.getItems().size() > 1;
    if (yes && !there) {
      across.getItems().addAll(nodes(Side.BESIDE));
    } else if (!yes && there) {
      across.getItems().removeAll(nodes(Side.BESIDE));
    }
  }

  private List<Node> nodes(Side side) {
    return frames.stream()
        .filter(frame -> frame.row().side() == side)
        .<Node>map(PanelFrame::node)
        .toList();
  }

  private Split side(Side side, Orientation orientation) {
    List<PanelFrame> there = frames.stream().filter(frame -> frame.row().side() == side).toList();
    double sum = there.stream().mapToDouble(frame -> frame.row().share()).sum();
    double[] at = new double[there.size() - 1];
    double end = 0;
    for (int i = 0; i < at.length; i++) {
      end += there.get(i).row().share() / sum;
      at[i] = end;
    }
    return new Split(orientation, at, nodes(side).toArray(Node[]::new));
  }
}
