package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * LOLWUT: the version, and drawings by chance for those who ask for version 5 (squares that lose
 * their order, after Georg Nees) or 6 (towers by night). Options and their bounds are Redis', the
 * drawings are our own.
 */
final class LolwutCommand {
  private static final String SIGNATURE = "Redis ver. 7.0.15\n";
  private static final int WIDEST = 1000;
  private static final int MOST_SQUARES = 200;

  private LolwutCommand() {}

  static final CommandSpec SPEC =
      CommandSpec.of("lolwut", -1)
          .flags(READONLY, FAST)
          .since("5.0.0")
          .group("server")
          .summary("A small work of art, and the version")
          .grammar("[VERSION=version]")
          .run(LolwutCommand::run);

  private static void run(Call call) {
    Args args = call.args();
    boolean chosen = args.count() > 2 && args.is(1, "VERSION");
    long version = chosen ? args.longAt(2) : 0;
    String picture = "";
    if (version == 5) {
      int columns = size(args, 3, 66, WIDEST);
      picture =
          squares(
              call.random(),
              columns,
              size(args, 4, 8, MOST_SQUARES),
              size(args, 5, 12, MOST_SQUARES));
    } else if (version == 6) {
      picture = towers(call.random(), size(args, 3, 80, WIDEST), size(args, 4, 20, WIDEST));
    }
    call.reply().verbatim("txt", (picture + SIGNATURE).getBytes(StandardCharsets.UTF_8));
  }

  private static int size(Args args, int i, int usual, int most) {
    return args.count() > i ? Math.clamp(args.longAt(i), 1, most) : usual;
  }

  private static String squares(RandomSource random, int columns, int across, int down) {
    int side = Math.max(1, (columns * 2 - 4) / across);
    Dots dots = new Dots(columns, (side * down + 7) / 4);
    for (int row = 0; row < down; row++) {
      double disorder = down == 1 ? 0 : (double) row / (down - 1);
      for (int i = 0; i < across; i++) {
        double turn = (random.nextDouble() - 0.5) * disorder;
        double x = 2 + side * (i + 0.5 + (random.nextDouble() - 0.5) * disorder * 0.8);
        double y = 2 + side * (row + 0.5 + (random.nextDouble() - 0.5) * disorder * 0.8);
        dots.square(x, y, side * 0.5, turn);
      }
    }
    return dots + "\nOrder and disorder, after Georg Nees. ";
  }

  /** A canvas of Braille characters, 2 dots wide and 4 dots high each. */
  private static final class Dots {
    private static final int[][] BIT = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};

    private final int columns;
    private final char[] cells;

    Dots(int columns, int rows) {
      this.columns = columns;
      cells = new char[columns * rows];
      Arrays.fill(cells, '\u2800');
    }

    void square(double x, double y, double half, double turn) {
      double radius = half * Math.sqrt(2);
      for (int corner = 0; corner < 4; corner++) {
        double from = turn + Math.PI * (corner + 0.5) / 2;
        double to = from + Math.PI / 2;
        line(
            x + radius * Math.cos(from),
            y + radius * Math.sin(from),
            x + radius * Math.cos(to),
            y + radius * Math.sin(to));
      }
    }

    private void line(double x0, double y0, double x1, double y1) {
      int steps = (int) Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))) + 1;
      for (int i = 0; i <= steps; i++) {
        dot((int) (x0 + (x1 - x0) * i / steps), (int) (y0 + (y1 - y0) * i / steps));
      }
    }

    private void dot(int x, int y) {
      int cell = y / 4 * columns + x / 2;
      if (x >= 0 && y >= 0 && x / 2 < columns && cell < cells.length) {
        cells[cell] |= (char) BIT[y % 4][x % 2];
      }
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      for (int at = 0; at < cells.length; at += columns) {
        out.append(cells, at, columns).append('\n');
      }
      return out.toString();
    }
  }

  private static String towers(RandomSource random, int columns, int rows) {
    int[] height = new int[columns];
    for (int at = 0; at < columns; ) {
      int width = 3 + random.nextInt(8);
      int top = random.nextInt(Math.max(1, rows * 3 / 4) + 1);
      for (int end = Math.min(columns, at + width); at < end; at++) {
        height[at] = top;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int row = rows; row > 0; row--) {
      for (int at = 0; at < columns; at++) {
        boolean window = row % 2 == 0 && at % 3 == 1 && random.nextInt(3) > 0;
        int grey = row > height[at] ? 40 : window ? 43 : 100;
        out.append("\u001b[").append(grey).append("m \u001b[0m");
      }
      out.append('\n');
    }
    return out + "\nTowers by night. ";
  }
}
