package glasshouse.ui.model;

import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.NodeView;
import java.util.Locale;

/** Numbers and names as people read them; the same in the window and in text. */
public final class Format {
  private static final String NOTHING = "-";

  private Format() {}

  /** A count with commas between thousands. */
  public static String count(long number) {
    if (number > -1000 && number < 1000) {
      return Long.toString(number);
    }
    String digits = Long.toString(number);
    int sign = number < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + 7).append(digits, 0, sign);
    for (int i = sign; i < digits.length(); i++) {
      if (i > sign && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** The first eight digits of an id, a dash for none (empty or all zeros). */
  public static String id(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (hex.charAt(i) != '0') {
        return hex.substring(0, Math.min(8, hex.length()));
      }
    }
    return NOTHING;
  }

  /** A digest as far as it is known. */
  public static String digest(DigestView digest) {
    return digest.state() == DigestView.State.PENDING
        ? "pending"
        : digest.hex().substring(0, Math.min(8, digest.hex().length()));
  }

  /** A count with its noun, as in {@code 1 key} and {@code 2 keys}. */
  public static String many(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A database number, a dash for none. */
  public static String db(int db) {
    return db < 0 ? NOTHING : Integer.toString(db);
  }

  /** A span of milliseconds in one or two units, a dash when negative. */
  public static String span(long millis) {
    if (millis < 0) {
      return NOTHING;
    }
    if (millis < 100_000) {
      return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
    return seconds(millis / 1000);
  }

  /** A span of whole seconds, a dash when negative. */
  public static String seconds(long seconds) {
    if (seconds < 0) {
      return NOTHING;
    }
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 6000) {
      return seconds / 60 + " min";
    }
    return seconds < 360_000 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /** A number of bytes, rounded to a unit once exactness no longer helps. */
  public static String bytes(long bytes) {
    long size = Math.abs(bytes);
    if (size < 100_000) {
      return count(bytes) + " B";
    }
    double scaled = bytes / 1024.0;
    String unit = " KB";
    if (size >= 100L << 20) {
      scaled /= 1 << 20;
      unit = " GB";
    } else if (size >= 1000L << 10) {
      scaled /= 1 << 10;
      unit = " MB";
    }
    return String.format(Locale.ROOT, "%.1f", scaled) + unit;
  }

  /** A rate as {@link #bytes} per second. */
  public static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** A run state as one word. */
  public static String word(NodeView.Run run) {
    return switch (run) {
      case LOADING -> "loading";
      case RUNNING -> "running";
      case BUSY -> "busy";
      case FROZEN -> "frozen";
      case STOPPED -> "stopped";
      case DEAD -> "dead";
    };
  }

  /** Keys of all databases. */
  public static long keys(NodeView node) {
    long keys = 0;
    for (NodeView.DatabaseView database : node.databases()) {
      keys += database.keys();
    }
    return keys;
  }

  /**
   * At most {@code length} characters, the last of them an ellipsis when something was left out.
   */
  public static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
  }

  /**
   * At most {@code length} characters of a name, at least 3, with an ellipsis in the middle when
   * something was left out: long names often differ at their ends.
   */
  public static String shortenName(String name, int length) {
    if (name.length() <= length) {
      return name;
    }
    int kept = Math.max(2, length - 1);
    int tail = kept / 2;
    return name.substring(0, kept - tail) + "…" + name.substring(name.length() - tail);
  }
}
