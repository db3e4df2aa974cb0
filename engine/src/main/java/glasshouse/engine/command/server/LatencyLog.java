package glasshouse.engine.command.server;

import glasshouse.engine.config.Config;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What took longer than latency-monitor-threshold: of each kind of event the newest 160 seconds in
 * which there was one, with the longest of the second (Redis, latency.c).
 */
public final class LatencyLog {
  private static final int MOST = 160;

  /** The longest event of a second; {@code time} in Unix seconds, {@code took} in milliseconds. */
  record Sample(long time, long took) {}

  /** All that is known of one kind of event. */
  static final class Series {
    final Deque<Sample> samples = new ArrayDeque<>();
    long worst;

    Sample newest() {
      return samples.getLast();
    }
  }

  private final Config config;
  private final Map<String, Series> events = new LinkedHashMap<>();

  /** An empty log with the threshold of {@code config}. */
  public LatencyLog(Config config) {
    this.config = config;
  }

  /** True when events are watched at all. */
  boolean watches() {
    return config.server.latencyThreshold.value() > 0;
  }

  /**
   * An event took so long; it is kept when that is as much as the threshold.
   *
   * @param now Unix milliseconds
   */
  public void took(String event, long now, long micros) {
    long millis = micros / 1000;
    if (!watches() || millis < config.server.latencyThreshold.value()) {
      return;
    }
    Series series = events.computeIfAbsent(event, _ -> new Series());
    series.worst = Math.max(series.worst, millis);
    long second = now / 1000;
    long most = millis;
    if (!series.samples.isEmpty() && series.newest().time() == second) {
      most = Math.max(most, series.samples.removeLast().took());
    }
    series.samples.addLast(new Sample(second, most));
    if (series.samples.size() > MOST) {
      series.samples.removeFirst();
    }
  }

  Map<String, Series> events() {
    return events;
  }

  @Nullable Series find(String event) {
    return events.get(event);
  }
}
