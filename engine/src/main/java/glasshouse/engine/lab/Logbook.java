package glasshouse.engine.lab;

import glasshouse.engine.view.LabView.LogLine;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happened in a lab, the newest thousand lines. */
final class Logbook {
  private static final int KEPT = 1000;

  private final LabClock clock;
  private final long began = System.nanoTime();
  private final ArrayDeque<LogLine> lines = new ArrayDeque<>();

  Logbook(LabClock clock) {
    this.clock = clock;
  }

  synchronized void add(String who, String text) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    lines.addLast(new LogLine(millis, clock.now(), who, text));
  }

  synchronized List<LogLine> lines() {
    return List.copyOf(lines);
  }
}
