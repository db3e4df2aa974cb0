package glasshouse.engine.resp;

import glasshouse.engine.base.Quoting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One reply as it came over the wire, and how redis-cli would show it. */
public sealed interface Reply {
  /** Anything without parts, as it is shown. */
  record Leaf(String text) implements Reply {}

  /**
   * Something with parts; of a map, keys and values in turn.
   *
   * @param mark what stands behind the number of an element: {@code )}, {@code ~}, {@code #} or
   *     {@code !}
   */
  record Group(char mark, List<Reply> parts) implements Reply {}

  /** The lines redis-cli would show, near enough to be read by its users. */
  default List<String> lines() {
    return switch (this) {
      case Leaf(String text) -> List.of(text);
      case Group(char mark, List<Reply> parts) -> groupLines(mark, parts);
    };
  }

  private static List<String> groupLines(char mark, List<Reply> parts) {
    if (parts.isEmpty()) {
      return List.of(mark == '~' ? "(empty set)" : mark == '#' ? "(empty hash)" : "(empty array)");
    }
    List<String> lines = new ArrayList<>();
    int step = mark == '#' ? 2 : 1;
    int width = String.valueOf(parts.size() / step).length();
    for (int i = 0; i < parts.size(); i += step) {
      String prefix = String.format("%" + width + "d%c ", i / step + 1, mark);
      if (mark == '#') {
        prefix += String.join(" ", parts.get(i).lines()) + " => ";
      }
      for (String line : parts.get(i + step - 1).lines()) {
        lines.add(prefix + line);
        prefix = " ".repeat(prefix.length());
      }
    }
    return lines;
  }

  /** Reads one reply of either protocol. */
  static Reply read(InputStream in) throws IOException {
    String line = line(in);
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> new Leaf(rest);
      case '-' -> new Leaf("(error) " + rest);
      case ':' -> new Leaf("(integer) " + rest);
      case ',' -> new Leaf("(double) " + rest);
      case '(' -> new Leaf("(big number) " + rest);
      case '#' -> new Leaf(rest.equals("t") ? "(true)" : "(false)");
      case '_' -> new Leaf("(nil)");
      case '$' -> new Leaf(rest.equals("-1") ? "(nil)" : Quoting.quote(bulk(in, rest)));
      case '=' -> {
        String text = bulk(in, rest);
        yield new Leaf(
            "(verbatim " + text.substring(0, 3) + ") " + Quoting.quote(text.substring(4)));
      }
      case '*' -> rest.equals("-1") ? new Leaf("(nil array)") : group(in, ')', rest, 1);
      case '~' -> group(in, '~', rest, 1);
      case '>' -> group(in, '!', rest, 1);
      case '%' -> group(in, '#', rest, 2);
      default -> throw new IOException("no reply begins like this: " + Quoting.quote(line));
    };
  }

  private static Reply group(InputStream in, char mark, String size, int each) throws IOException {
    List<Reply> parts = new ArrayList<>();
    for (int i = Integer.parseInt(size) * each; i > 0; i--) {
      parts.add(read(in));
    }
    return new Group(mark, parts);
  }

  /** Reads one command of a replication stream. */
  static List<String> readCommand(InputStream in) throws IOException {
    String head = line(in);
    List<String> words = new ArrayList<>();
    for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
      words.add(bulk(in, line(in).substring(1)));
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended after " + Quoting.quote(line.toString()));
      }
      line.append((char) c);
    }
    if (line.length() < 2 || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("a line without carriage return: " + Quoting.quote(line.toString()));
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  private static String bulk(InputStream in, String length) throws IOException {
    byte[] bytes = in.readNBytes(Integer.parseInt(length) + 2);
    return new String(bytes, 0, bytes.length - 2, StandardCharsets.ISO_8859_1);
  }
}
