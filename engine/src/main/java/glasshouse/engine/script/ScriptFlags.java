package glasshouse.engine.script;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.ErrorReply;
import java.util.Arrays;

/**
 * What the first line of a script says about it: {@code #!lua flags=no-writes,allow-oom}. A script
 * without such a line is of the old kind, whose commands are judged one by one.
 *
 * @param declared true when there is a shebang line
 * @param noWrites it promises not to write
 * @param allowOom it may run when memory is full
 * @param allowStale it may run on a replica that has lost its master
 */
public record ScriptFlags(
    boolean declared, boolean noWrites, boolean allowOom, boolean allowStale) {
  private static final ScriptFlags OLD = new ScriptFlags(false, false, false, false);

  /** A body's flags, and what is left to compile. */
  record Head(ScriptFlags flags, byte[] code) {}

  /** True when the first line of {@code body} is in order and says that the script never writes. */
  public static boolean promiseNoWrites(byte[] body) {
    try {
      return read(body).flags().noWrites();
    } catch (ErrorReply _) {
      return false;
    }
  }

  /**
   * Reads the first line; the code keeps an empty line in its place, so that lines keep their
   * numbers.
   *
   * @throws ErrorReply when the line is none that Redis 7.0 knows
   */
  static Head read(byte[] body) {
    if (body.length < 2 || body[0] != '#' || body[1] != '!') {
      return new Head(OLD, body);
    }
    int end = 0;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    if (end == body.length) {
      throw new ErrorReply("ERR Invalid script shebang");
    }
    String line = Bytes.text(Arrays.copyOf(body, end));
    return new Head(parse(line), Arrays.copyOfRange(body, end, body.length));
  }

  private static ScriptFlags parse(String line) {
    String[] words = line.split("[ \t\r]+", -1);
    if (!words[0].equals("#!lua")) {
      throw new ErrorReply("ERR Unexpected engine in script shebang: " + words[0]);
    }
    boolean noWrites = false;
    boolean allowOom = false;
    boolean allowStale = false;
    for (int i = 1; i < words.length; i++) {
      String word = words[i].replace("\"", "");
      if (word.isEmpty()) {
        continue;
      }
      if (!word.startsWith("flags=")) {
        throw new ErrorReply("ERR Unknown lua shebang option: " + word);
      }
      String list = word.substring("flags=".length());
      for (String flag : list.isEmpty() ? new String[0] : list.split(",", -1)) {
        switch (flag) {
          case "no-writes" -> noWrites = true;
          case "allow-oom" -> allowOom = true;
          case "allow-stale" -> allowStale = true;
          case "no-cluster", "allow-cross-slot-keys" -> {}
          default -> throw new ErrorReply("ERR Unexpected flag in script shebang: " + flag);
        }
      }
    }
    return new ScriptFlags(true, noWrites, allowOom, allowStale);
  }
}
