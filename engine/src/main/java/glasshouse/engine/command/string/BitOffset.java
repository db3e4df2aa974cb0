package glasshouse.engine.command.string;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** Positions of bits: bit 0 is the highest bit of the first byte. */
final class BitOffset {
  private BitOffset() {}

  /**
   * Argument {@code i} as a bit offset below 8 * proto-max-bulk-len.
   *
   * @param width when positive, {@code #3} means 3 times this many bits
   * @throws ErrorReply ERR bit offset is not an integer or out of range
   */
  static long read(Call call, int i, int width) {
    Args args = call.args();
    long longest = RangeCommands.longest(call);
    int from = args.offset(i);
    int length = args.length(i);
    boolean counted = width > 0 && length > 0 && args.data()[from] == '#';
    if (counted) {
      from++;
      length--;
    }
    if (!Numbers.isLong(args.data(), from, length)) {
      throw outOfRange();
    }
    long offset = Numbers.parseLong(args.data(), from, length);
    if (offset < 0 || offset >> 3 >= longest) {
      throw outOfRange();
    }
    if (counted) {
      offset *= width;
      if (offset >> 3 >= longest) {
        throw outOfRange();
      }
    }
    return offset;
  }

  private static ErrorReply outOfRange() {
    return new ErrorReply("ERR bit offset is not an integer or out of range");
  }

  /**
   * The bytes of a value for looking at, without a copy when it has some; only the first {@link
   * #length} count.
   */
  static byte[] bytes(@Nullable StringValue value) {
    if (value == null) {
      return Bytes.EMPTY;
    }
    return value.isNumber() ? value.bytes() : value.array();
  }

  /** Number of bytes of a value, 0 for none. */
  static int length(@Nullable StringValue value) {
    return value == null ? 0 : value.length();
  }
}
