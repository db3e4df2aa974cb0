package glasshouse.ui.draw;

import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a story in a row, with what happened during each.
 *
 * @param marks the steps
 * @param ended how many are over
 * @param pointed the one under the mouse or the keyboard, -1 for none
 * @param focused true while it has the keyboard
 */
public record TimelineScene(List<Mark> marks, int ended, int pointed, boolean focused) {
  /** How far a step is. */
  public enum State {
    /** It was not begun. */
    AHEAD,
    /** It has begun. */
    OPEN,
    /** It is over. */
    PASSED,
    /** It did not go as it should. */
    FAILED
  }

  /**
   * A step.
   *
   * @param verb what it does, as exhibits write it
   * @param sign a letter for it
   * @param words what it says, not to be shown while it lies ahead
   * @param state how far it is
   * @param events what happens during it, oldest first
   */
  public record Mark(
      String verb, String sign, String words, State state, List<EngineEvent> events) {
    /** One letter for a verb. */
    public static String sign(String verb) {
      return switch (verb) {
        case "say" -> "¶";
        case "do" -> ">";
        case "act" -> "!";
        case "pass" -> "+";
        case "wait-until" -> "…";
        case "point-at" -> "→";
        case "predict" -> "?";
        default -> "=";
      };
    }

    /** Whether it is found here that something does not hold. */
    boolean broken() {
      return verb.equals("broken");
    }

    /** Whether it is one to look for among many. */
    boolean notable() {
      return switch (verb) {
        case "broken", "fault", "event", "rest", "act", "predict" -> true;
        default -> false;
      };
    }
  }

  /** Copies the list. */
  public TimelineScene {
    marks = List.copyOf(marks);
  }

  /**
   * The next notable step after {@code from} in that direction, {@code from} when there is none.
   */
  public int notable(int from, int direction) {
    for (int i = from + direction; i >= 0 && i < marks.size(); i += direction) {
      if (marks.get(i).notable()) {
        return i;
      }
    }
    return from;
  }

  /** A step in words. What lies ahead is not told. */
  public String words(int index) {
    Mark mark = marks.get(index);
    String head = "Step " + (index + 1) + ", " + mark.verb;
    if (mark.state == State.AHEAD) {
      return head + " (ahead)";
    }
    StringBuilder text = new StringBuilder(head);
    if (!mark.words.isEmpty()) {
      text.append(": ").append(mark.words.replace("`", ""));
    }
    int shown = Math.min(8, mark.events.size());
    for (EngineEvent event : mark.events.subList(0, shown)) {
      text.append("\n").append(event.node()).append("  ").append(event.text());
    }
    if (mark.events.size() > shown) {
      text.append("\n… and ").append(mark.events.size() - shown).append(" more events");
    }
    return text.toString();
  }

  /** All of it as lines, for readers and tests. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ended + " of " + marks.size() + " steps");
    for (int i = 0; i < marks.size(); i++) {
      lines.add(words(i));
    }
    return lines;
  }
}
