package glasshouse.engine.resp;

import glasshouse.engine.base.ByteBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into words as Redis does (sdssplitargs): white space separates, double quotes take
 * the escapes \n \r \t \b \a \xHH, single quotes only \'. A closing quote must end its word.
 */
public final class InlineWords {
  private InlineWords() {}

  /** The words of {@code line[from .. to)}, or null when quotes are not balanced. */
  public static byte @Nullable [][] split(byte[] line, int from, int to) {
    List<byte[]> words = new ArrayList<>();
    int i = from;
    while (true) {
      while (i < to && isSpace(line[i])) {
        i++;
      }
      if (i >= to) {
        return words.toArray(new byte[0][]);
      }
      ByteBuilder word = new ByteBuilder(16);
      i = word(line, i, to, word);
      if (i < 0) {
        return null;
      }
      words.add(word.toByteArray());
    }
  }

  private static int word(byte[] line, int from, int to, ByteBuilder word) {
    int i = from;
    while (i < to && !isSpace(line[i])) {
      if (line[i] == '"' || line[i] == '\'') {
        i = line[i] == '"' ? doubleQuoted(line, i + 1, to, word) : single(line, i + 1, to, word);
        return i >= 0 && (i == to || isSpace(line[i])) ? i : -1;
      }
      word.put(line[i++]);
    }
    return i;
  }

  private static int doubleQuoted(byte[] line, int from, int to, ByteBuilder word) {
    for (int i = from; i < to; i++) {
      if (line[i] == '"') {
        return i + 1;
      }
      if (line[i] != '\\' || i + 1 >= to) {
        word.put(line[i]);
      } else if (line[i + 1] == 'x'
          && i + 3 < to
          && hex(line[i + 2]) >= 0
          && hex(line[i + 3]) >= 0) {
        word.put(hex(line[i + 2]) * 16 + hex(line[i + 3]));
        i += 3;
      } else {
        word.put(escaped(line[++i]));
      }
    }
    return -1;
  }

  private static int single(byte[] line, int from, int to, ByteBuilder word) {
    for (int i = from; i < to; i++) {
      if (line[i] == '\'') {
        return i + 1;
      }
      if (line[i] == '\\' && i + 1 < to && line[i + 1] == '\'') {
        i++;
      }
      word.put(line[i]);
    }
    return -1;
  }

  private static int escaped(byte c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> c;
    };
  }

  private static int hex(byte c) {
    return Character.digit(c, 16);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0;
  }
}
