package glasshouse.ui.draw;

import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import glasshouse.ui.model.Format;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of a lab, each with what it does and a strip of the states it was in.
 *
 * @param rows the threads, those in trouble first
 * @param selected name of the one the window is about
 * @param now the right end of the strips, in the milliseconds of the segments
 */
public record ThreadsScene(List<Row> rows, String selected, long now) {
  /** Milliseconds a strip shows. */
  public static final long SPAN = 60_000;

  /**
   * A thread.
   *
   * @param thread what is known of it
   * @param strip its states, oldest first
   */
  public record Row(LabThread thread, List<Segment> strip) {}

  /**
   * A state a thread came into.
   *
   * @param from when, in milliseconds
   * @param state which
   */
  public record Segment(long from, State state) {}

  /** All of it in words, a line for each thread. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      LabThread thread = row.thread();
      lines.add(
          thread.name()
              + "  "
              + thread.task()
              + "  "
              + word(thread.state())
              + " "
              + Format.span(thread.sinceMillis())
              + said(thread));
    }
    return lines;
  }

  /** What it waits for, or what came of it. */
  static String said(LabThread thread) {
    String text = thread.reason().isEmpty() ? thread.result() : thread.reason();
    return text.isEmpty() ? "" : "  " + text;
  }

  /** A state in a word. */
  public static String word(State state) {
    return switch (state) {
      case RUNNING -> "running";
      case WAITING -> "waiting";
      case STUCK -> "stuck";
      case LINGERING -> "lingering";
      case DONE -> "done";
      case FAILED -> "failed";
    };
  }

  /** The ink of a state. */
  static Ink ink(State state) {
    return switch (state) {
      case RUNNING -> Ink.OK;
      case WAITING, LINGERING -> Ink.CAUTION;
      case STUCK, FAILED -> Ink.ALARM;
      case DONE -> Ink.FRAME;
    };
  }
}
