package glasshouse.engine.script.debug;

import glasshouse.engine.base.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The source of a debugged script, line by line, with its breakpoints. */
final class Listing {
  private static final int MOST_BREAKPOINTS = 64;

  private final List<String> lines = new ArrayList<>();
  private final List<Integer> breakpoints = new ArrayList<>();

  /** Takes another script; the breakpoints stay. */
  void show(byte[] script) {
    lines.clear();
    String text = Bytes.text(script);
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    if (end == 0) {
      return;
    }
    for (String line : text.substring(0, end).split("\n", -1)) {
      int zero = line.indexOf(0);
      lines.add(zero < 0 ? line : line.substring(0, zero));
    }
  }

  boolean isBreakpoint(int line) {
    return breakpoints.contains(line);
  }

  /** The lines with breakpoints, in the order in which they were set. */
  List<Integer> breakpoints() {
    return breakpoints;
  }

  boolean full() {
    return breakpoints.size() == MOST_BREAKPOINTS;
  }

  /** False when there is one already, or no such line. */
  boolean add(long line) {
    if (line <= 0 || line > lines.size() || isBreakpoint((int) line)) {
      return false;
    }
    return breakpoints.add((int) line);
  }

  /** False when there is none. */
  boolean remove(long line) {
    return breakpoints.removeIf(b -> b == line);
  }

  void removeAll() {
    breakpoints.clear();
  }

  /** A line as it is shown: with an arrow when it is {@code current}, and a mark for a stop. */
  String line(int number, int current) {
    boolean stop = isBreakpoint(number);
    String prefix = number == current ? (stop ? "->#" : "-> ") : (stop ? "  #" : "   ");
    boolean known = number >= 1 && number <= lines.size();
    String text = known ? lines.get(number - 1) : "<out of range source code line>";
    return "%s%-3d %s".formatted(prefix, number, text);
  }

  /** The lines not more than {@code context} away from {@code around}; all when that is 0. */
  List<String> around(int around, int context, int current) {
    List<String> shown = new ArrayList<>();
    for (int n = 1; n <= lines.size(); n++) {
      if (around == 0 || Math.abs((long) around - n) <= context) {
        shown.add(line(n, current));
      }
    }
    return shown;
  }
}
