package glasshouse.engine.command.server;

import java.util.Locale;
import java.util.Map;

/** LATENCY DOCTOR: what the samples say, in words of our own. */
final class LatencyAdvice {
  private LatencyAdvice() {}

  static String of(LatencyLog log, long now) {
    if (!log.watches()) {
      return "Latency monitoring is off; CONFIG SET latency-monitor-threshold <milliseconds> turns"
          + " it on.\n";
    }
    if (log.events().isEmpty()) {
      return "No latency spike was observed so far.\n";
    }
    StringBuilder out = new StringBuilder("Latency spikes were observed:\n\n");
    int number = 0;
    for (Map.Entry<String, LatencyLog.Series> event : log.events().entrySet()) {
      out.append(++number).append(". ").append(line(event.getKey(), event.getValue(), now));
    }
    out.append('\n');
    for (String event : log.events().keySet()) {
      out.append("* ").append(event).append(": ").append(advice(event)).append('\n');
    }
    return out.toString();
  }

  private static String line(String event, LatencyLog.Series series, long now) {
    int count = series.samples.size();
    double average = series.samples.stream().mapToLong(LatencyLog.Sample::took).average().orElse(0);
    double deviation =
        series.samples.stream().mapToDouble(s -> Math.abs(s.took() - average)).average().orElse(0);
    double period = (double) (now / 1000 - series.samples.getFirst().time()) / count;
    return String.format(
        Locale.ROOT,
        "%s: %d latency spikes (average %.0fms, mean deviation %.0fms, period %.2f sec). Worst all"
            + " time event %dms.\n",
        event,
        count,
        average,
        deviation,
        period,
        series.worst);
  }

  private static String advice(String event) {
    return switch (event) {
      case "command" ->
          "SLOWLOG GET names the commands that took long; large values cost most when they are"
              + " deleted, sorted or listed as a whole.";
      case "fast-command" ->
          "even simple commands were slow: the machine is busy, or the JVM's collector stopped it;"
              + " see -Xlog:gc in GLASSHOUSE_JAVA_OPTS.";
      case "expire-cycle" -> "many keys expire at the same time; spread their times.";
      case "eviction-cycle" -> "much is written while maxmemory is reached.";
      default -> "something took longer than latency-monitor-threshold.";
    };
  }
}
