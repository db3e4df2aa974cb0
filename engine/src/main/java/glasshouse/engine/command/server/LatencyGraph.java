package glasshouse.engine.command.server;

import java.util.ArrayList;
import java.util.List;

/**
 * LATENCY GRAPH: a column for each sample, four lines of three steps high, with its age written
 * below from top to bottom (Redis, sparkline.c).
 */
final class LatencyGraph {
  private static final int COLUMNS = 80;
  private static final int ROWS = 4;
  private static final String STEPS = "_o#";

  private LatencyGraph() {}

  static String of(String event, LatencyLog.Series series, long now) {
    List<LatencyLog.Sample> samples = new ArrayList<>(series.samples);
    long low = samples.stream().mapToLong(LatencyLog.Sample::took).min().orElse(0);
    long high = samples.stream().mapToLong(LatencyLog.Sample::took).max().orElse(0);
    StringBuilder out =
        new StringBuilder()
            .append(event)
            .append(" - high %d ms, low %d ms".formatted(high, low))
            .append(" (all time high %d ms)\n".formatted(series.worst))
            .append("-".repeat(COLUMNS))
            .append('\n');
    for (int at = 0; at < samples.size(); at += COLUMNS) {
      if (at > 0) {
        out.append('\n');
      }
      List<LatencyLog.Sample> part = samples.subList(at, Math.min(samples.size(), at + COLUMNS));
      bars(out, part, low, Math.max(1, high - low));
      labels(out, part, now / 1000);
    }
    return out.toString();
  }

  private static void bars(
      StringBuilder out, List<LatencyLog.Sample> samples, long low, long spread) {
    int steps = ROWS * STEPS.length();
    for (int row = ROWS - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (LatencyLog.Sample sample : samples) {
        long height = Math.min(steps - 1, (sample.took() - low) * steps / spread);
        long step = height - (long) row * STEPS.length();
        line.append(step < 0 ? ' ' : step >= STEPS.length() ? '|' : STEPS.charAt((int) step));
      }
      // Above the highest bar there is nothing, not even an empty line.
      if (!line.toString().isBlank()) {
        out.append(line).append('\n');
      }
    }
  }

  private static void labels(StringBuilder out, List<LatencyLog.Sample> samples, long now) {
    out.append(" ".repeat(samples.size())).append('\n');
    List<String> ages = samples.stream().map(sample -> age(now - sample.time())).toList();
    int longest = ages.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (String age : ages) {
        out.append(i < age.length() ? age.charAt(i) : ' ');
      }
      out.append('\n');
    }
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
