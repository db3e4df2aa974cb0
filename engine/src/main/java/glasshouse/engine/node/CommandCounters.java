package glasshouse.engine.node;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.server.InfoText;
import glasshouse.engine.command.server.LatencyHistogram;
import glasshouse.engine.config.PercentilesParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How often each command ran, was refused and failed, and how often each kind of error came. */
final class CommandCounters {
  private static final class Counter {
    long calls;
    long micros;
    long rejected;
    long failed;
    @Nullable LatencyHistogram durations;
  }

  private static final class Errors {
    long count;
  }

  private final Map<CommandSpec, Counter> commands = new LinkedHashMap<>();
  private final Map<String, Errors> errors = new TreeMap<>();

  private Counter of(CommandSpec spec) {
    Counter counter = commands.get(spec);
    if (counter == null) {
      counter = new Counter();
      commands.put(spec, counter);
    }
    return counter;
  }

  /**
   * A command ran for {@code micros} microseconds and answered an error unless {@code clean}.
   *
   * @param again it had waited and was counted when it began to
   * @param tracked its duration is to be remembered: it waits no longer
   */
  void ran(CommandSpec spec, long micros, boolean clean, boolean again, boolean tracked) {
    Counter counter = of(spec);
    counter.calls += again ? 0 : 1;
    counter.micros += micros;
    if (tracked) {
      LatencyHistogram durations = counter.durations;
      if (durations == null) {
        durations = new LatencyHistogram();
        counter.durations = durations;
      }
      durations.add(micros * 1000);
    }
    if (!clean) {
      counter.failed++;
    }
  }

  /** The wait of a command has ended with an error. */
  void failed(CommandSpec spec) {
    of(spec).failed++;
  }

  /** A command was refused before it ran. */
  void rejected(CommandSpec spec) {
    of(spec).rejected++;
  }

  /** An error was answered; its kind is its first word. */
  void error(String line) {
    int blank = line.indexOf(' ');
    String kind = blank < 0 ? line : line.substring(0, blank);
    errors.computeIfAbsent(kind, _ -> new Errors()).count++;
  }

  /** CONFIG RESETSTAT. */
  void reset() {
    commands.clear();
    errors.clear();
  }

  void commandStats(InfoText out) {
    commands.forEach(
        (spec, c) ->
            out.put(
                "cmdstat_" + spec.name(),
                "calls=%d,usec=%d,usec_per_call=%s,rejected_calls=%d,failed_calls=%d"
                    .formatted(c.calls, c.micros, perCall(c), c.rejected, c.failed)));
  }

  private static String perCall(Counter c) {
    double value = c.calls == 0 ? 0 : (double) c.micros / c.calls;
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Visits how long commands took, as far as that was tracked. */
  void durations(BiConsumer<CommandSpec, LatencyHistogram> visitor) {
    commands.forEach(
        (spec, counter) -> {
          if (counter.durations != null) {
            visitor.accept(spec, counter.durations);
          }
        });
  }

  void latencyStats(InfoText out, List<Double> percentiles) {
    durations(
        (spec, durations) -> {
          StringJoiner shown = new StringJoiner(",");
          for (double percentile : percentiles) {
            double micros = durations.percentile(percentile) / 1000.0;
            shown.add(
                "p%s=%s"
                    .formatted(
                        PercentilesParameter.digits(percentile),
                        String.format(Locale.ROOT, "%.3f", micros)));
          }
          out.put("latency_percentiles_usec_" + spec.name(), shown.toString());
        });
  }

  void errorStats(InfoText out) {
    errors.forEach((kind, e) -> out.put("errorstat_" + kind, "count=" + e.count));
  }
}
