package glasshouse.ui.draw;

import glasshouse.engine.view.LabFile;
import glasshouse.engine.view.LabFile.Kind;
import glasshouse.engine.view.LabFile.Page;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import java.util.Locale;

/** Draws a store's file as its pages, in the order of the file, each in the colour of its kind. */
public final class PagesPainter {
  private static final double PAD = 12;
  private static final double TOP = 30;
  private static final double MOST_CELL = 30;
  private static final double LEAST_CELL = 4;

  private PagesPainter() {}

  /** Draws it; {@code pointed} is the number of a page, -1 for none. */
  public static void paint(Pen pen, LabFile file, long pointed, double width, double height) {
    pen.wipe(width, height, false);
    legend(pen, file, width);
    double cell = cell(file, width, height);
    int across = across(cell, width);
    for (int i = 0; i < file.pages().size(); i++) {
      double x = PAD + (i % across) * cell;
      double y = TOP + Math.floor((double) i / across) * cell;
      if (y + cell > height) {
        break;
      }
      paintPage(pen, file.pages().get(i), pointed, x, y, cell - (cell > 8 ? 2 : 0.5));
    }
  }

  private static void paintPage(Pen pen, Page page, long pointed, double x, double y, double side) {
    Ink ink = ink(page.kind());
    if (page.kind() == Kind.PENDING) {
      pen.hatch(ink, x, y, side, side, 2);
    } else {
      pen.box(ink, x, y, side, side, 2);
    }
    if (page.kind() == Kind.FREE || page.id() == pointed) {
      Ink edge = page.id() == pointed ? Ink.TEXT : Ink.FRAME;
      pen.frame(edge, Line.SOLID, page.id() == pointed ? 2 : 1, x, y, side, side, 2);
    }
    if (side >= 16) {
      Ink letter =
          page.kind() == Kind.FREE || page.kind() == Kind.PENDING ? Ink.MUTED : Ink.ON_SOLID;
      String id = Long.toString(page.id());
      if (Type.MONO_SMALL.width(id.length()) <= side) {
        pen.text(letter, Type.MONO_SMALL, Align.CENTER, x + side / 2, y + side / 2, id);
      }
    }
  }

  private static void legend(Pen pen, LabFile file, double width) {
    double x = PAD;
    for (Kind kind : Kind.values()) {
      long count = file.count(kind);
      if (count == 0) {
        continue;
      }
      String words = word(kind) + " " + count;
      double room = 15 + pen.width(Type.SMALL, words) + 12;
      if (x + room > width) {
        break;
      }
      pen.box(ink(kind), x, 9, 10, 10, 2);
      if (kind == Kind.FREE) {
        pen.frame(Ink.FRAME, Line.SOLID, 1, x, 9, 10, 10, 2);
      }
      pen.text(Ink.MUTED, Type.SMALL, Align.LEFT, x + 15, 14, words);
      x += room;
    }
  }

  /** The page at a point, by its place in the list, -1 for none. */
  public static int at(LabFile file, double width, double height, double x, double y) {
    double cell = cell(file, width, height);
    int across = across(cell, width);
    int column = (int) Math.floor((x - PAD) / cell);
    int row = (int) Math.floor((y - TOP) / cell);
    int index = row * across + column;
    boolean there = column >= 0 && column < across && row >= 0 && index < file.pages().size();
    return there ? index : -1;
  }

  /** A page in words. */
  public static String words(Page page) {
    StringBuilder text = new StringBuilder("page ").append(page.id()).append(", ");
    text.append(word(page.kind()));
    if (page.items() > 0) {
      text.append(", ").append(page.items()).append(page.items() == 1 ? " item" : " items");
    }
    if (!page.bucket().isEmpty()) {
      text.append(" of ").append(page.bucket());
    }
    if (!page.readers().isEmpty()) {
      text.append(", kept for ").append(String.join(", ", page.readers()));
    }
    return text.toString();
  }

  private static double cell(LabFile file, double width, double height) {
    double cell = MOST_CELL;
    while (cell > LEAST_CELL) {
      double rows = Math.ceil(file.pages().size() / (double) across(cell, width));
      if (TOP + rows * cell <= height) {
        break;
      }
      cell--;
    }
    return cell;
  }

  private static int across(double cell, double width) {
    return Math.max(1, (int) Math.floor((width - 2 * PAD) / cell));
  }

  private static Ink ink(Kind kind) {
    return switch (kind) {
      case META -> Ink.ID_1;
      case FREELIST -> Ink.ID_6;
      case BRANCH -> Ink.ID_4;
      case LEAF -> Ink.ID_2;
      case OVERFLOW -> Ink.ID_7;
      case FREE -> Ink.PAGE;
      case PENDING -> Ink.CAUTION;
    };
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
