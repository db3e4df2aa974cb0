package glasshouse.engine.command.server;

import java.util.Locale;

/** The text of INFO: head lines, and lines of name and value. */
public final class InfoText {
  private final StringBuilder out = new StringBuilder();

  /** Starts a section. */
  void section(String name) {
    out.append(out.isEmpty() ? "" : "\r\n").append("# ").append(name).append("\r\n");
  }

  /** A line. */
  public InfoText put(String name, String value) {
    out.append(name).append(':').append(value).append("\r\n");
    return this;
  }

  /** A line with a number. */
  public InfoText put(String name, long value) {
    return put(name, Long.toString(value));
  }

  /** A line with 1 or 0. */
  public InfoText put(String name, boolean value) {
    return put(name, value ? 1 : 0);
  }

  /** A line with a number of two decimals. */
  public InfoText put(String name, double value) {
    return put(name, String.format(Locale.ROOT, "%.2f", value));
  }

  /** Two lines: bytes, and the same for people under {@code name_human}. */
  public InfoText bytes(String name, long bytes) {
    return put(name, bytes).put(name + "_human", human(bytes));
  }

  /** Bytes as people read them: {@code 1.02M}. */
  public static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    String units = "KMGTP";
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1024 && unit < units.length() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", value, units.charAt(unit));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
