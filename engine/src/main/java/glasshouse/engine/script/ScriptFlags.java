package glasshouse.engine.script;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.InlineWords;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a script says about it: {@code #!lua flags=no-writes,allow-oom}. A script
 * without such a line is of the old kind, whose commands are judged one by one.
 *
 * @param declared true when there is a shebang line, and for functions
 * @param flags what is promised and asked for
 */
public record ScriptFlags(boolean declared, Set<Flag> flags) {
  private static final ScriptFlags OLD = new ScriptFlags(false, EnumSet.noneOf(Flag.class));

  /** A flag, in the order in which FUNCTION LIST shows them. */
  public enum Flag {
    /** It promises not to write. */
    NO_WRITES("no-writes"),
    /** It may run when memory is full. */
    ALLOW_OOM("allow-oom"),
    /** It may run on a replica that has lost its master. */
    ALLOW_STALE("allow-stale"),
    /** It must not run in a cluster. */
    NO_CLUSTER("no-cluster"),
    /** In a cluster, its keys may lie in several slots. */
    ALLOW_CROSS_SLOT_KEYS("allow-cross-slot-keys");

    /** The word scripts use. */
    public final String word;

    Flag(String word) {
      this.word = word;
    }

    /** The flag that this word means, or null. */
    public static @Nullable Flag of(String word) {
      for (Flag flag : values()) {
        if (flag.word.equals(word)) {
          return flag;
        }
      }
      return null;
    }
  }

  /** True when it promises not to write. */
  public boolean noWrites() {
    return flags.contains(Flag.NO_WRITES);
  }

  /** True when it may run when memory is full. */
  public boolean allowOom() {
    return flags.contains(Flag.ALLOW_OOM);
  }

  /** True when it may run on a replica that has lost its master. */
  public boolean allowStale() {
    return flags.contains(Flag.ALLOW_STALE);
  }

  /** A body's flags, and what is left to compile. */
  record Head(ScriptFlags flags, byte[] code) {}

  /** What the body in an argument says, if its first line is in order; null when it is not. */
  public static @Nullable ScriptFlags of(Args args, int body) {
    if (args.length(body) == 0 || args.data()[args.offset(body)] != '#') {
      return OLD;
    }
    try {
      return read(args.bytes(body)).flags();
    } catch (ErrorReply _) {
      return null;
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
    while (end < body.length && body[end] != '\n' && body[end] != 0) {
      end++;
    }
    if (end == body.length || body[end] == 0) {
      throw new ErrorReply("ERR Invalid script shebang");
    }
    return new Head(parse(body, end), Arrays.copyOfRange(body, end, body.length));
  }

  private static ScriptFlags parse(byte[] body, int end) {
    byte @Nullable [][] words = InlineWords.split(body, 0, end);
    if (words == null) {
      throw new ErrorReply("ERR Invalid engine in script shebang");
    }
    String engine = Bytes.text(words[0]);
    if (!engine.equals("#!lua")) {
      throw new ErrorReply("ERR Unexpected engine in script shebang: " + engine);
    }
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    for (int i = 1; i < words.length; i++) {
      String word = Bytes.text(words[i]);
      if (!word.startsWith("flags=")) {
        throw new ErrorReply("ERR Unknown lua shebang option: " + word);
      }
      String list = word.substring("flags=".length());
      for (String name : list.isEmpty() ? new String[0] : list.split(",", -1)) {
        Flag flag = Flag.of(name);
        if (flag == null) {
          throw new ErrorReply("ERR Unexpected flag in script shebang: " + name);
        }
        flags.add(flag);
      }
    }
    return new ScriptFlags(true, flags);
  }
}
