package glasshouse.engine.transcript;

import glasshouse.engine.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply as a transcript writes it: read from its lines once, compared with what came. */
final class Expected {
  private static final Pattern HEAD = Pattern.compile("\\s*(\\d+)([)#~!]) .*");
  private static final Pattern RANGE = Pattern.compile("\\(integer\\) (-?\\d+)\\.\\.(-?\\d+)");

  private final List<String> lines;
  private int at;

  private Expected(List<String> lines) {
    this.lines = lines;
  }

  /** The tree that the lines draw. */
  static Reply parse(List<String> lines) {
    Expected reader = new Expected(lines);
    Reply reply = reader.node(0);
    if (reader.at != lines.size()) {
      throw new IllegalArgumentException("not part of the reply: " + lines.get(reader.at));
    }
    return reply;
  }

  private Reply node(int column) {
    String text = lines.get(at).substring(column);
    Matcher head = HEAD.matcher(text);
    if (!head.matches()) {
      at++;
      return text.startsWith("(empty ") ? empty(text) : new Reply.Leaf(text);
    }
    char mark = String.valueOf(head.group(2)).charAt(0);
    List<Reply> parts = new ArrayList<>();
    int number = 1;
    while (at < lines.size() && isElement(column, mark, number)) {
      String line = lines.get(at);
      int inner = line.indexOf(mark + " ", column) + 2;
      if (mark == '#') {
        int arrow = line.indexOf(" => ", inner);
        parts.add(new Reply.Leaf(line.substring(inner, arrow)));
        inner = arrow + 4;
      }
      parts.add(node(inner));
      number++;
    }
    return new Reply.Group(mark, parts);
  }

  private boolean isElement(int column, char mark, int number) {
    String line = lines.get(at);
    boolean mine = number == 1 || (line.length() > column && line.substring(0, column).isBlank());
    return mine && line.substring(column).stripLeading().startsWith(number + "" + mark + " ");
  }

  private static Reply empty(String text) {
    return switch (text) {
      case "(empty set)" -> new Reply.Group('~', List.of());
      case "(empty hash)" -> new Reply.Group('#', List.of());
      default -> new Reply.Group(')', List.of());
    };
  }

  /**
   * True when {@code seen} is what {@code expected} describes.
   *
   * @param unordered 0 for elements in order; else how many of them stay together
   * @param late milliseconds that a time may be off
   */
  static boolean accepts(Reply expected, Reply seen, int unordered, long now, long late) {
    if (expected instanceof Reply.Leaf(String pattern)) {
      String text = String.join("\n", seen.lines());
      return inRange(pattern, text) || Words.accepts(pattern, text, now, late);
    }
    if (!(expected instanceof Reply.Group(char mark, List<Reply> parts))
        || !(seen instanceof Reply.Group(char seenMark, List<Reply> seenParts))
        || mark != seenMark
        || parts.size() != seenParts.size()) {
      return false;
    }
    int each = unordered > 0 ? unordered : Math.max(1, parts.size());
    List<Reply> left = new ArrayList<>(seenParts);
    for (int i = 0; i < parts.size(); i += each) {
      List<Reply> wanted = parts.subList(i, Math.min(i + each, parts.size()));
      if (!takeOne(wanted, left, unordered, now, late)) {
        return false;
      }
    }
    return true;
  }

  private static boolean takeOne(
      List<Reply> wanted, List<Reply> left, int unordered, long now, long late) {
    for (int from = 0; from + wanted.size() <= left.size(); from += wanted.size()) {
      boolean all = true;
      for (int i = 0; i < wanted.size(); i++) {
        all &= accepts(wanted.get(i), left.get(from + i), unordered, now, late);
      }
      if (all) {
        left.subList(from, from + wanted.size()).clear();
        return true;
      }
    }
    return false;
  }

  private static boolean inRange(String pattern, String text) {
    Matcher range = RANGE.matcher(pattern);
    if (!range.matches() || !text.matches("\\(integer\\) -?\\d{1,18}")) {
      return false;
    }
    long value = Long.parseLong(text.substring("(integer) ".length()));
    return value >= Long.parseLong(range.group(1)) && value <= Long.parseLong(range.group(2));
  }
}
