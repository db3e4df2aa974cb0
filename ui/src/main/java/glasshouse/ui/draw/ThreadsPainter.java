package glasshouse.ui.draw;

import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.ThreadsScene.Row;
import glasshouse.ui.draw.ThreadsScene.Segment;
import glasshouse.ui.model.Format;
import java.util.List;

/** Draws threads as rows: state, name and task, what it waits for, and the strip of its states. */
public final class ThreadsPainter {
  /** Pixels from one thread to the next. */
  public static final double ROW = 52;

  private static final double PAD = 12;
  private static final double STRIP = 5;

  private ThreadsPainter() {}

  /** Pixels so many threads take. */
  public static double height(int threads) {
    return Math.max(1, threads) * ROW + 6;
  }

  /** The thread at a y, -1 for none. */
  public static int at(double y, int threads) {
    int row = (int) Math.floor((y - 3) / ROW);
    return row >= 0 && row < threads ? row : -1;
  }

  /** Draws them on a ground of this size. */
  public static void paint(Pen pen, ThreadsScene scene, double width, double height) {
    pen.wipe(width, height, false);
    if (scene.rows().isEmpty()) {
      pen.text(Ink.MUTED, Type.WORD, Align.LEFT, PAD, 20, "No thread yet: ask for something.");
    }
    for (int i = 0; i < scene.rows().size(); i++) {
      paintRow(pen, scene, scene.rows().get(i), 3 + i * ROW, width);
    }
  }

  private static void paintRow(Pen pen, ThreadsScene scene, Row row, double y, double width) {
    LabThread thread = row.thread();
    boolean chosen = thread.name().equals(scene.selected());
    if (chosen) {
      pen.box(Ink.ACCENT_SOFT, 4, y + 1, width - 8, ROW - 4, 4);
    }
    Ink ink = ThreadsScene.ink(thread.state());
    mark(pen, thread.state(), PAD + 5, y + 13);
    double left = PAD + 18;
    String name = pen.fit(Type.STRONG, thread.name(), width * 0.4);
    pen.text(Ink.TEXT, Type.STRONG, Align.LEFT, left, y + 13, name);
    String state =
        ThreadsScene.word(thread.state()) + " " + Format.span(Math.max(0, thread.sinceMillis()));
    double stateWidth = pen.width(Type.SMALL, state);
    Ink stateInk = thread.state() == State.DONE ? Ink.MUTED : ink;
    pen.text(stateInk, Type.SMALL, Align.RIGHT, width - PAD, y + 13, state);
    double taskX = left + pen.width(Type.STRONG, name) + 8;
    double room = width - PAD - stateWidth - 10 - taskX;
    String task = pen.fit(Type.WORD, thread.task(), Math.max(0, room));
    pen.text(Ink.MUTED, Type.WORD, Align.LEFT, taskX, y + 13, task);
    String said = ThreadsScene.said(thread).strip();
    Ink saidInk = thread.state() == State.STUCK ? Ink.ALARM : Ink.MUTED;
    String fit = pen.fit(Type.SMALL, said, width - PAD - left);
    pen.text(saidInk, Type.SMALL, Align.LEFT, left, y + 29, fit);
    strip(pen, row.strip(), scene.now(), left, y + 39, width - PAD - left);
  }

  private static void mark(Pen pen, State state, double x, double y) {
    Ink ink = ThreadsScene.ink(state);
    switch (state) {
      case RUNNING -> pen.dot(ink, x, y, 4);
      case WAITING, LINGERING -> {
        pen.box(ink, x - 4, y - 4.5, 3, 9, 0);
        pen.box(ink, x + 1, y - 4.5, 3, 9, 0);
      }
      case STUCK -> Marks.triangle(pen, ink, x, y, 5);
      case FAILED -> Marks.cross(pen, ink, x, y, 4);
      case DONE -> pen.box(ink, x - 4, y - 4, 8, 8, 0);
    }
  }

  private static void strip(
      Pen pen, List<Segment> segments, long now, double x, double y, double width) {
    pen.box(Ink.RULE, x, y + STRIP / 2 - 0.5, width, 1, 0);
    long from = now - ThreadsScene.SPAN;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long end = i + 1 < segments.size() ? segments.get(i + 1).from() : now;
      if (end <= from) {
        continue;
      }
      double left = x + width * (Math.max(segment.from(), from) - from) / ThreadsScene.SPAN;
      double right = x + width * (end - from) / ThreadsScene.SPAN;
      pen.box(ThreadsScene.ink(segment.state()), left, y, Math.max(1, right - left), STRIP, 0);
    }
  }
}
