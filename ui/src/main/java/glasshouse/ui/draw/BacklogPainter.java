package glasshouse.ui.draw;

import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.ReplicationView;
import glasshouse.ui.draw.BacklogScene.Lane;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import glasshouse.ui.model.Forecast;
import glasshouse.ui.model.Format;

/** Draws a backlog as a ruler from its first byte to its last, and under it each replica on it. */
public final class BacklogPainter {
  private static final double PAD = 12;
  private static final double NAMES = 92;
  private static final double WORDS = 256;
  private static final double BAR_Y = 22;
  private static final double BAR = 16;
  private static final double LANES_Y = 49;

  /** Pixels from one replica to the next. */
  public static final double LANE = 18;

  private static final double MARGIN = 14;

  private final Pen pen;
  private final BacklogScene scene;
  private final double from;
  private final double to;
  private final long first;
  private final long last;

  private BacklogPainter(Pen pen, BacklogScene scene, double width) {
    this.pen = pen;
    this.scene = scene;
    this.from = PAD + NAMES + MARGIN;
    this.to = Math.max(from + 40, width - PAD - WORDS - MARGIN);
    this.first = scene.node().backlog().first();
    this.last = scene.last();
  }

  /** Pixels a scene takes. */
  public static double height(int lanes) {
    return LANES_Y + Math.max(1, lanes) * LANE + 4;
  }

  /** Where the middle of a lane is. */
  public static double y(int lane) {
    return LANES_Y + lane * LANE;
  }

  /** The lane at a y, -1 for none. */
  public static int lane(double y, int lanes) {
    int lane = (int) Math.floor((y - LANES_Y + LANE / 2) / LANE);
    return lane >= 0 && lane < lanes ? lane : -1;
  }

  /** Draws a backlog; {@code chosen} is the name of the replica to point out. */
  public static void paint(
      Pen pen, BacklogScene scene, String chosen, double width, double height) {
    pen.wipe(width, height, false);
    BacklogPainter painter = new BacklogPainter(pen, scene, width);
    if (scene.node().backlog().active()) {
      painter.paintWindow(width);
    } else {
      pen.text(Ink.MUTED, Type.WORD, Align.LEFT, PAD, BAR_Y + 4, scene.words());
    }
    for (int i = 0; i < scene.lanes().size(); i++) {
      painter.paintLane(scene.lanes().get(i), LANES_Y + i * LANE, chosen, width);
    }
    if (scene.lanes().isEmpty()) {
      pen.text(Ink.MUTED, Type.WORD, Align.LEFT, painter.from, LANES_Y + 3, "no replicas");
    }
  }

  private void paintWindow(double width) {
    BacklogView backlog = scene.node().backlog();
    pen.text(Ink.TEXT, Type.STRONG, Align.LEFT, PAD, BAR_Y + BAR / 2, name(scene.node().name()));
    pen.text(Ink.MUTED, Type.MONO_SMALL, Align.LEFT, from, 11, Format.count(first));
    pen.text(Ink.MUTED, Type.MONO_SMALL, Align.RIGHT, to, 11, Format.count(last));
    pen.text(
        Ink.MUTED,
        Type.SMALL,
        Align.LEFT,
        to + MARGIN,
        BAR_Y + BAR / 2,
        pen.fit(Type.SMALL, scene.words(), width - PAD - to - MARGIN));
    if (backlog.length() == 0) {
      pen.frame(Ink.FRAME, Line.DASHED, 1, from, BAR_Y, to - from, BAR, 3);
      return;
    }
    ReplicationView replication = scene.node().replication();
    long branch = replication.secondOffset();
    double cut = branch > first ? Math.min(to, x(branch)) : from;
    if (cut > from) {
      history(replication.replid2(), from, cut);
    }
    if (cut < to) {
      history(replication.replid(), cut, to);
    }
    if (cut > from && cut < to) {
      pen.line(Ink.TEXT, Line.SOLID, 2, cut, BAR_Y - 5, cut, BAR_Y + BAR + 5);
      String word = "branch " + Format.count(branch);
      pen.text(Ink.TEXT, Type.MONO_SMALL, Align.CENTER, between(cut, word), 11, word);
    }
  }

  /**
   * Where to centre a label over {@code x} so that it touches neither the first nor the last
   * offset.
   */
  private double between(double x, String label) {
    double half = Type.MONO_SMALL.width(label.length()) / 2;
    double left = from + Type.MONO_SMALL.width(Format.count(first).length()) + MARGIN + half;
    double right = to - Type.MONO_SMALL.width(Format.count(last).length()) - MARGIN - half;
    return left > right ? (left + right) / 2 : Math.clamp(x, left, right);
  }

  private void history(String replid, double x1, double x2) {
    pen.box(Ink.of(replid), x1, BAR_Y, x2 - x1, BAR, 3);
    String digits = Format.id(replid);
    if (Type.MONO_SMALL.width(digits.length()) + 10 < x2 - x1) {
      pen.text(Ink.ON_SOLID, Type.MONO_SMALL, Align.CENTER, (x1 + x2) / 2, BAR_Y + BAR / 2, digits);
    }
  }

  private void paintLane(Lane lane, double y, String chosen, double width) {
    boolean pointed = lane.name().equals(chosen);
    if (pointed) {
      pen.box(Ink.ACCENT_SOFT, 4, y - LANE / 2, width - 8, LANE, 3);
    }
    pen.text(pointed ? Ink.ACCENT : Ink.TEXT, Type.WORD, Align.LEFT, PAD, y, name(lane.name()));
    pen.text(
        lane.ink(),
        Type.SMALL,
        Align.LEFT,
        to + MARGIN,
        y,
        pen.fit(Type.SMALL, lane.words(), width - PAD - to - MARGIN));
    pen.line(Ink.RULE, Line.SOLID, 1, from, Math.round(y) + 0.5, to, Math.round(y) + 0.5);
    boolean foreign =
        lane.behind() >= 0
            && (lane.forecast().state() == Forecast.State.OTHER_HISTORY
                || lane.forecast().state() == Forecast.State.NO_BACKLOG);
    if (foreign) {
      Marks.cross(pen, Ink.ALARM, from - MARGIN / 2, y, 3.5);
      return;
    }
    double x = x(lane.position());
    Ink ink = lane.ink() == Ink.MUTED ? Ink.ACCENT : lane.ink();
    if (lane.position() < last) {
      double begin = Math.max(from, x);
      pen.box(ink, begin, y - 1.5, Math.max(0, to - begin), 3, 0);
    }
    if (lane.read() > lane.position()) {
      double read = Math.min(to, x(lane.read()));
      pen.line(ink, Line.SOLID, 1.5, read, y - 6, read, y + 6);
    }
    pen.shape(ink, x - 5, y - 6, x + 5, y - 6, x + 5, y + 1, x, y + 7, x - 5, y + 1);
  }

  /** Where a byte lies; bytes outside of the window lie just outside of the ruler. */
  private double x(long offset) {
    if (offset < first) {
      return offset == first - 1 ? from : from - MARGIN / 2;
    }
    if (offset > last) {
      return to + MARGIN / 2;
    }
    return last == first
        ? to
        : from + (to - from) * ((double) (offset - first) / (double) (last - first));
  }

  private String name(String name) {
    return pen.fitName(Type.WORD, name, NAMES);
  }
}
