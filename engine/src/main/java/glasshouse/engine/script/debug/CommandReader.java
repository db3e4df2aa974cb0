package glasshouse.engine.script.debug;

import glasshouse.engine.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds one command in what a debugging client has sent. It is more forgiving than the parser of
 * requests, and stricter: what stands before an asterisk is passed over, empty words are an error.
 */
final class CommandReader {
  private static final String ZERO = "\0";
  private static final int MOST_WORDS = 1024;
  private static final int LONGEST_WORD = 1024;
  private static final int LONGEST = 1 << 20;

  /** Bytes that are taken from the client at a time; a command in them hides what follows. */
  static final int MOST_AT_ONCE = 1024;

  private final StringBuilder buffer = new StringBuilder();

  /** The bytes do not make a command. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  /** Forgets what has come. */
  void clear() {
    buffer.setLength(0);
  }

  /** Takes bytes of the client. */
  void feed(byte[] bytes) throws Broken {
    buffer.append(Bytes.text(bytes));
    if (buffer.length() > LONGEST) {
      clear();
      throw new Broken("max client buffer reached");
    }
  }

  /**
   * The words of the command that has come, or null when more must come. What follows a command is
   * dropped; what is broken stays.
   */
  @Nullable List<byte[]> next() throws Broken {
    if (buffer.isEmpty()) {
      return null;
    }
    int zero = buffer.indexOf(ZERO);
    int end = zero < 0 ? buffer.length() : zero;
    int star = buffer.indexOf("*");
    check(star >= 0 && star < end);
    int at = lineEnd(star, end);
    if (at < 0) {
      return null;
    }
    int count = CString.number(buffer.substring(star + 1, at));
    check(count > 0 && count <= MOST_WORDS);
    at += 2;
    List<byte[]> words = new ArrayList<>();
    while (words.size() < count) {
      if (at >= buffer.length() || buffer.charAt(at) == 0) {
        return null;
      }
      check(buffer.charAt(at) == '$');
      int after = lineEnd(at, buffer.length());
      if (after < 0) {
        return null;
      }
      int length = CString.number(buffer.substring(at + 1, after));
      check(length > 0 && length <= LONGEST_WORD);
      at = after + 2;
      if (at + length + 2 > buffer.length()) {
        return null;
      }
      words.add(Bytes.of(buffer.substring(at, at + length)));
      at += length;
      check(buffer.charAt(at) == '\r' && buffer.charAt(at + 1) == '\n');
      at += 2;
    }
    clear();
    return words;
  }

  /** Where the line at {@code from} ends; -1 when it does not, or a zero comes before. */
  private int lineEnd(int from, int end) {
    int at = buffer.indexOf("\r\n", from);
    int zero = buffer.indexOf(ZERO, from);
    return at < 0 || at >= end || zero >= 0 && zero < at ? -1 : at;
  }

  private static void check(boolean right) throws Broken {
    if (!right) {
      throw new Broken("protocol error");
    }
  }
}
