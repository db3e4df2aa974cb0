package glasshouse.ui.draw;

import glasshouse.engine.view.EngineEvent;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import glasshouse.ui.draw.TimelineScene.Mark;

/** Draws the steps of a story as a row of cells, under each a tick for every event during it. */
public final class TimelinePainter {
  /** Pixels it takes from top to bottom. */
  public static final double HEIGHT = 38;

  private static final double PAD = 6;
  private static final double CELL_Y = 5;
  private static final double CELL = 17;
  private static final double WIDEST = 44;

  /** Pixels a step must have for its letter; half of it for one that is to be found among many. */
  private static final double LETTER = 10;

  private static final double TICKS_Y = 26;
  private static final double TICK = 6;
  private static final double TICK_STEP = 3;

  private TimelinePainter() {}

  /** Draws it on a ground of this width, in pixels. */
  public static void paint(Pen pen, TimelineScene scene, double width) {
    pen.wipe(width, HEIGHT, true);
    double step = step(scene, width);
    for (int i = 0; i < scene.marks().size(); i++) {
      paintCell(pen, scene, i, PAD + i * step, step);
    }
    for (int i = 0; step < LETTER / 2 && i < scene.marks().size(); i++) {
      paintNotable(pen, scene.marks().get(i), PAD + i * step, step);
    }
    if (scene.ended() > 0) {
      double x = PAD + scene.ended() * step;
      pen.line(Ink.ACCENT, Line.SOLID, 2, x, CELL_Y - 3, x, CELL_Y + CELL + 3);
    }
  }

  /** The step at an x, counted from 0, on a ground of this width; -1 for none. */
  public static int at(TimelineScene scene, double width, double x) {
    int index = (int) Math.floor((x - PAD) / step(scene, width));
    return index >= 0 && index < scene.marks().size() ? index : -1;
  }

  private static double step(TimelineScene scene, double width) {
    return Math.clamp((width - 2 * PAD) / Math.max(1, scene.marks().size()), 1, WIDEST);
  }

  private static void paintCell(Pen pen, TimelineScene scene, int index, double x, double step) {
    Mark mark = scene.marks().get(index);
    double gap = step > 8 ? 1.5 : 0.5;
    double left = x + gap;
    double width = step - 2 * gap;
    boolean last = index == scene.ended() - 1;
    pen.box(ground(mark, last), left, CELL_Y, width, CELL, 3);
    if (mark.state() == TimelineScene.State.AHEAD) {
      pen.frame(mark.broken() ? Ink.ALARM : Ink.FRAME, Line.SOLID, 1, left, CELL_Y, width, CELL, 3);
    }
    if (scene.pointed() == index) {
      Ink ink = scene.focused() ? Ink.ACCENT : Ink.TEXT;
      pen.frame(ink, Line.SOLID, 1.5, left, CELL_Y, width, CELL, 3);
    }
    if (step >= LETTER || mark.notable() && step >= LETTER / 2) {
      Ink ink = last ? Ink.ON_SOLID : letter(mark);
      double middle = left + width / 2;
      pen.text(ink, Type.MONO_SMALL, Align.CENTER, middle, CELL_Y + CELL / 2, mark.sign());
    }
    double tick = left + 1;
    for (EngineEvent event : mark.events()) {
      if (tick > left + width - 2) {
        break;
      }
      pen.box(ink(event), tick, TICKS_Y, 2, TICK, 0);
      tick += TICK_STEP;
    }
  }

  /** Above cells too narrow for letters: what goes wrong, and where something breaks. */
  private static void paintNotable(Pen pen, Mark mark, double x, double step) {
    if (mark.broken()) {
      pen.box(Ink.ALARM, x - 1, CELL_Y - 4, Math.max(4, step), CELL + 8, 1);
    } else if (mark.notable()) {
      pen.box(Ink.CAUTION, x, CELL_Y, Math.max(2, step), CELL, 0);
    }
  }

  private static Ink ground(Mark mark, boolean last) {
    return switch (mark.state()) {
      case AHEAD -> Ink.CARD;
      case OPEN -> Ink.CAUTION_SOFT;
      case PASSED -> last ? Ink.ACCENT : Ink.ACCENT_SOFT;
      case FAILED -> Ink.ALARM;
    };
  }

  private static Ink letter(Mark mark) {
    return switch (mark.state()) {
      case AHEAD -> mark.broken() ? Ink.ALARM : mark.notable() ? Ink.TEXT : Ink.MUTED;
      case OPEN -> Ink.CAUTION;
      case PASSED -> Ink.ACCENT;
      case FAILED -> Ink.ON_SOLID;
    };
  }

  private static Ink ink(EngineEvent event) {
    if (event.level() == EngineEvent.Level.WARNING) {
      return Ink.ALARM;
    }
    return switch (event.kind()) {
      case ACTION -> Ink.ACCENT;
      case REPLICATION -> Ink.CAUTION;
      case LIFE, CLIENT, SCRIPT -> Ink.MUTED;
    };
  }
}
