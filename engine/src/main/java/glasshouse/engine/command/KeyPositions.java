package glasshouse.engine.command;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.resp.Args;

/** Where the keys of a command stand. */
public final class KeyPositions {
  private static final int[] NONE = {};

  private KeyPositions() {}

  /** Keys at {@code first}, {@code first + step} ... {@code last} (negative: from the end). */
  public static int[] fixed(Args args, int first, int last, int step) {
    int end = last < 0 ? args.count() + last : last;
    if (first == 0 || end < first || end >= args.count()) {
      return NONE;
    }
    int[] found = new int[(end - first) / step + 1];
    for (int i = 0; i < found.length; i++) {
      found[i] = first + i * step;
    }
    return found;
  }

  /**
   * As many keys from {@code first} on as argument {@code count} says, read as C's atoi reads it:
   * {@code +1} and {@code 1x} are one key, though the command itself may refuse them.
   */
  public static int[] counted(Args args, int count, int first) {
    if (args.count() <= count) {
      return NONE;
    }
    int keys = Numbers.leading(args.data(), args.offset(count), args.length(count));
    if (keys < 1 || keys > args.count() - first) {
      return NONE;
    }
    return fixed(args, first, first + keys - 1, 1);
  }
}
