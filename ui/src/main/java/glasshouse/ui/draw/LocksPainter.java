package glasshouse.ui.draw;

import glasshouse.ui.draw.LocksScene.Arrow;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;

/** Draws who waits for whom: threads left, locks right, arrows between them. */
public final class LocksPainter {
  private static final double PAD = 18;
  private static final double BOX = 34;
  private static final double MOST_STEP = 76;
  private static final double MOST_WIDTH = 240;
  private static final double APART = 7;

  private final Pen pen;
  private final LocksScene scene;
  private final double width;
  private final double height;
  private final double box;

  private LocksPainter(Pen pen, LocksScene scene, double width, double height) {
    this.pen = pen;
    this.scene = scene;
    this.width = width;
    this.height = height;
    this.box = Math.min(MOST_WIDTH, (width - 2 * PAD) * 0.34);
  }

  /** Draws it on a ground of this size. */
  public static void paint(Pen pen, LocksScene scene, double width, double height) {
    pen.wipe(width, height, false);
    new LocksPainter(pen, scene, width, height).paint();
  }

  private void paint() {
    if (scene.locks().isEmpty()) {
      pen.text(Ink.MUTED, Type.WORD, Align.CENTER, width / 2, height / 2, "No lock is held.");
      return;
    }
    for (Arrow wait : scene.waits()) {
      wait(wait);
    }
    for (Arrow hold : scene.holds()) {
      hold(hold);
    }
    for (Arrow wait : scene.waits()) {
      Ink ink = wait.inCircle() ? Ink.ALARM : Ink.CAUTION;
      words(ink, wait.words(), threadY(wait.thread()) - APART, lockY(wait.lock()) - APART, -9);
    }
    for (Arrow hold : scene.holds()) {
      Ink ink = hold.inCircle() ? Ink.ALARM : Ink.MUTED;
      words(ink, hold.words(), threadY(hold.thread()) + APART, lockY(hold.lock()) + APART, 10);
    }
    for (int i = 0; i < scene.threads().size(); i++) {
      thread(i);
    }
    for (int i = 0; i < scene.locks().size(); i++) {
      lock(i);
    }
  }

  private void wait(Arrow arrow) {
    Ink ink = arrow.inCircle() ? Ink.ALARM : Ink.CAUTION;
    double y1 = threadY(arrow.thread()) - APART;
    double y2 = lockY(arrow.lock()) - APART;
    arrow(ink, Line.DASHED, left(), y1, right(), y2, true);
  }

  private void hold(Arrow arrow) {
    Ink ink = arrow.inCircle() ? Ink.ALARM : Ink.FRAME;
    double y1 = threadY(arrow.thread()) + APART;
    double y2 = lockY(arrow.lock()) + APART;
    arrow(ink, Line.SOLID, left(), y1, right(), y2, false);
  }

  private void arrow(
      Ink ink, Line line, double x1, double y1, double x2, double y2, boolean toTheRight) {
    double stroke = ink == Ink.ALARM ? 2.4 : 1.4;
    double from = toTheRight ? x1 : x1 + 8;
    double to = toTheRight ? x2 - 8 : x2;
    pen.curve(ink, line, stroke, new Curve(from, y1, to, y2), 0, 1);
    if (toTheRight) {
      pen.shape(ink, x2, y2, x2 - 9, y2 - 5, x2 - 9, y2 + 5);
    } else {
      pen.shape(ink, x1, y1, x1 + 9, y1 - 5, x1 + 9, y1 + 5);
    }
  }

  /** Words beside an arrow, near the thread, where each arrow is on its own. */
  private void words(Ink ink, String words, double y1, double y2, double off) {
    double room = right() - left() - 24;
    String fit = pen.fit(Type.SMALL, words, room);
    boolean level = Math.abs(y1 - y2) < 4;
    double x = level ? (left() + right()) / 2 : left() + 14;
    double wide = pen.width(Type.SMALL, fit);
    pen.box(Ink.PAGE, (level ? x - wide / 2 : x) - 2, y1 + off - 6, wide + 4, 12, 0);
    pen.text(ink, Type.SMALL, level ? Align.CENTER : Align.LEFT, x, y1 + off, fit);
  }

  private void thread(int index) {
    String name = scene.threads().get(index);
    boolean stuck = scene.waits().stream().anyMatch(w -> w.thread() == index && w.inCircle());
    boolean chosen = name.equals(scene.selected());
    double y = threadY(index) - BOX / 2;
    pen.box(stuck ? Ink.ALARM_SOFT : chosen ? Ink.ACCENT_SOFT : Ink.CARD, PAD, y, box, BOX, 6);
    Ink edge = stuck ? Ink.ALARM : chosen ? Ink.ACCENT : Ink.FRAME;
    pen.frame(edge, Line.SOLID, chosen ? 2 : 1, PAD, y, box, BOX, 6);
    String fit = pen.fit(Type.STRONG, name, box - 24);
    pen.text(Ink.TEXT, Type.STRONG, Align.LEFT, PAD + 12, y + BOX / 2, fit);
  }

  private void lock(int index) {
    double x = right();
    double y = lockY(index) - BOX / 2;
    boolean stuck = scene.waits().stream().anyMatch(w -> w.lock() == index && w.inCircle());
    pen.box(stuck ? Ink.ALARM_SOFT : Ink.CARD, x, y, box, BOX, BOX / 2);
    pen.frame(stuck ? Ink.ALARM : Ink.FRAME, Line.SOLID, 1, x, y, box, BOX, BOX / 2);
    String fit = pen.fit(Type.WORD, scene.locks().get(index), box - 28);
    pen.text(Ink.TEXT, Type.WORD, Align.LEFT, x + 14, y + BOX / 2, fit);
  }

  /** Name of the thread at a point, empty for none. */
  public static String at(LocksScene scene, double width, double height, double x, double y) {
    double box = Math.min(MOST_WIDTH, (width - 2 * PAD) * 0.34);
    for (int i = 0; i < scene.threads().size(); i++) {
      double middle = y(i, scene.threads().size(), height);
      if (x >= PAD && x <= PAD + box && Math.abs(y - middle) <= BOX / 2) {
        return scene.threads().get(i);
      }
    }
    return "";
  }

  private double left() {
    return PAD + box;
  }

  private double right() {
    return width - PAD - box;
  }

  private double threadY(int index) {
    return y(index, scene.threads().size(), height);
  }

  private double lockY(int index) {
    return y(index, scene.locks().size(), height);
  }

  private static double y(int index, int all, double height) {
    double step = Math.min(MOST_STEP, height / Math.max(1, all));
    return height / 2 + (index - (all - 1) / 2.0) * step;
  }
}
