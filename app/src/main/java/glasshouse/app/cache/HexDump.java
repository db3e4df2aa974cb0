package glasshouse.app.cache;

import java.util.ArrayList;
import java.util.List;

/** Bytes as lines of sixteen, with their offset and their text; equal lines become one star. */
final class HexDump {
  private static final int WIDTH = 16;

  private HexDump() {}

  static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    String before = "";
    for (int at = 0; at < bytes.length; at += WIDTH) {
      String line = line(bytes, at);
      if (!line.equals(before)) {
        lines.add("%08x  %s".formatted(at, line));
      } else if (!lines.getLast().equals("*")) {
        lines.add("*");
      }
      before = line;
    }
    return lines;
  }

  private static String line(byte[] bytes, int at) {
    StringBuilder numbers = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int i = at; i < Math.min(at + WIDTH, bytes.length); i++) {
      numbers.append("%02x ".formatted(bytes[i]));
      text.append(bytes[i] >= 32 && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    return "%-48s |%s|".formatted(numbers, text);
  }
}
