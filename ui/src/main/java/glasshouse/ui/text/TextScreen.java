package glasshouse.ui.text;

import glasshouse.engine.view.ClusterView;
import java.io.PrintStream;
import java.util.List;

/**
 * Shows a cluster on a stream again and again: in place on a terminal, elsewhere as plain lines,
 * only those that changed.
 */
public final class TextScreen {
  private static final String ESCAPE = "\u001b[";
  private static final String RED = ESCAPE + "1;31m";
  private static final String YELLOW = ESCAPE + "33m";
  private static final String GREEN = ESCAPE + "32m";
  private static final String PLAIN = ESCAPE + "0m";

  private final PrintStream out;
  private final boolean terminal;
  private List<String> shown = List.of();

  /**
   * A screen.
   *
   * @param terminal true when {@code out} understands ANSI escapes
   */
  public TextScreen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows a view; does nothing when it reads the same as the one before. */
  public void refresh(ClusterView view) {
    List<String> lines = TextView.of(view);
    if (lines.equals(shown)) {
      return;
    }
    out.print(terminal ? inPlace(lines) : changed(lines));
    out.flush();
    shown = lines;
  }

  private String inPlace(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty()) {
      text.append(ESCAPE).append(shown.size()).append("A\r");
    }
    for (String line : lines) {
      text.append(colour(line)).append(line).append(PLAIN).append(ESCAPE).append("K\n");
    }
    return text.append(ESCAPE).append('J').toString();
  }

  private static String colour(String line) {
    if (line.startsWith("!!")) {
      return RED;
    }
    if (line.startsWith(" !")) {
      return YELLOW;
    }
    return line.startsWith("OK") ? GREEN : "";
  }

  private String changed(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (!line.isEmpty() && !shown.contains(line)) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }
}
