package glasshouse.engine.script.library;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.InlineWords;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a library says: {@code #!lua name=mylib}. Checks and texts are those of
 * Redis 7.0, in its order (functionExtractLibMetaData, then functionsCreateWithLibraryCtx).
 *
 * @param name the library
 * @param code what is to be compiled: an empty line stands for the first, so that lines keep their
 *     numbers
 */
record LibraryHead(String name, byte[] code) {
  private static final String NAME = "name=";

  static final String BAD_NAME =
      "Library names can only contain letters, numbers, or underscores(_) and must be at least one"
          + " character long";

  /**
   * Reads the first line.
   *
   * @throws ErrorReply when it is none that Redis 7.0 knows
   */
  static LibraryHead read(byte[] source) {
    if (source.length < 2 || source[0] != '#' || source[1] != '!') {
      throw new ErrorReply("ERR Missing library metadata");
    }
    int end = endOfLine(source);
    byte @Nullable [][] words = end < 0 ? null : InlineWords.split(source, 0, end);
    if (words == null) {
      throw new ErrorReply("ERR Invalid library metadata");
    }
    String name = null;
    for (int i = 1; i < words.length; i++) {
      String word = Bytes.text(words[i]);
      if (!word.regionMatches(true, 0, NAME, 0, NAME.length())) {
        throw new ErrorReply("ERR Invalid metadata value given: " + word);
      }
      if (name != null) {
        throw new ErrorReply("ERR Invalid metadata value, name argument was given multiple times");
      }
      name = word.substring(NAME.length());
    }
    if (name == null) {
      throw new ErrorReply("ERR Library name was not given");
    }
    if (!isName(name)) {
      throw new ErrorReply("ERR " + BAD_NAME);
    }
    String engine = Bytes.text(words[0]).substring(2);
    if (!engine.toLowerCase(Locale.ROOT).equals("lua")) {
      throw new ErrorReply("ERR Engine '" + engine + "' not found");
    }
    return new LibraryHead(name, Arrays.copyOfRange(source, end, source.length));
  }

  /** Where the first line ends, -1 when it does not or a zero byte comes before. */
  private static int endOfLine(byte[] source) {
    for (int i = 0; i < source.length && source[i] != 0; i++) {
      if (source[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** True for a name that libraries and functions may have. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    c == '_'
                        || (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z'));
  }
}
