package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Counting and finding bits in a range of bytes or bits. */
final class BitCountCommands {
  private BitCountCommands() {}

  /** A range of bits, {@code first} to {@code last}; empty when last is below first. */
  private record Range(long first, long last) {
    /**
     * Reads start, end and unit from argument {@code i} on, against {@code length} bytes. With
     * {@code strict}, a start behind the end is nothing even if both lie before the first byte, as
     * BITCOUNT has it and BITPOS has not, and the unit is looked at last.
     */
    static Range read(Args args, int i, int length, boolean strict) {
      long start = args.longAt(i);
      boolean bits = !strict && inBits(args, i + 2);
      long end = args.count() > i + 1 ? args.longAt(i + 1) : -1;
      bits |= strict && inBits(args, i + 2);
      long total = bits ? length * 8L : length;
      if (strict && start < 0 && end < 0 && start > end) {
        return new Range(0, -1);
      }
      start = Math.max(0, start < 0 ? start + total : start);
      end = Math.min(total - 1, Math.max(0, end < 0 ? end + total : end));
      return bits || start > end ? new Range(start, end) : new Range(start * 8, end * 8 + 7);
    }

    private static boolean inBits(Args args, int unit) {
      if (args.count() <= unit) {
        return false;
      }
      if (!args.is(unit, "BIT") && !args.is(unit, "BYTE")) {
        throw ErrorReply.syntax();
      }
      return args.is(unit, "BIT");
    }

    boolean isEmpty() {
      return first > last;
    }
  }

  static final CommandSpec BITCOUNT =
      CommandSpec.of("bitcount", -2)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("2.6.0")
          .group("bitmap")
          .complexity("O(N)")
          .summary("Count the bits of a string that are set")
          .grammar("key [index(start end [index_unit(BYTE|BIT)@7.0.0])]")
          .run(BitCountCommands::bitcount);

  private static void bitcount(Call call) {
    Args args = call.args();
    StringValue value = call.read(1, StringValue.class);
    if (value == null) {
      call.reply().integer(0);
      return;
    }
    if (args.count() == 3 || args.count() > 5) {
      throw ErrorReply.syntax();
    }
    int length = value.length();
    Range range =
        args.count() == 2 ? new Range(0, length * 8L - 1) : Range.read(args, 2, length, true);
    call.reply().integer(range.isEmpty() ? 0 : count(BitOffset.bytes(value), range));
  }

  private static long count(byte[] bytes, Range range) {
    int from = (int) (range.first >> 3);
    int to = (int) (range.last >> 3);
    long sum = 0;
    for (int i = from; i <= to; i++) {
      sum += Integer.bitCount(bytes[i] & 0xFF);
    }
    sum -= Integer.bitCount((bytes[from] & 0xFF) >> (8 - (range.first & 7)));
    return sum - Integer.bitCount((bytes[to] & 0xFF) & (0x7F >> (range.last & 7)));
  }

  static final CommandSpec BITPOS =
      CommandSpec.of("bitpos", -3)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("2.8.7")
          .group("bitmap")
          .complexity("O(N)")
          .summary("Find the first bit of a string that is set, or clear")
          .grammar("key bit [index(start [end_index(end [index_unit(BYTE|BIT)@7.0.0])])]")
          .run(BitCountCommands::bitpos);

  private static void bitpos(Call call) {
    Args args = call.args();
    long bit = args.longAt(2);
    if ((bit & ~1L) != 0) {
      throw new ErrorReply("ERR The bit argument must be 1 or 0.");
    }
    StringValue value = call.read(1, StringValue.class);
    if (value == null) {
      call.reply().integer(bit == 1 ? -1 : 0);
      return;
    }
    if (args.count() > 6) {
      throw ErrorReply.syntax();
    }
    int length = value.length();
    Range range =
        args.count() == 3 ? new Range(0, length * 8L - 1) : Range.read(args, 3, length, false);
    long found = range.isEmpty() ? -1 : find(BitOffset.bytes(value), range, (int) bit);
    boolean endGiven = args.count() > 4;
    if (found < 0 && bit == 0 && !endGiven && !range.isEmpty()) {
      found = length * 8L;
    }
    call.reply().integer(found);
  }

  /** First bit of the wanted sort, or -1; whole bytes without one are skipped. */
  private static long find(byte[] bytes, Range range, int bit) {
    int none = bit == 1 ? 0 : -1;
    for (long at = range.first; at <= range.last; at++) {
      byte octet = bytes[(int) (at >> 3)];
      if ((at & 7) == 0 && octet == none) {
        at += 7;
      } else if (((octet >> (7 - (at & 7))) & 1) == bit) {
        return at;
      }
    }
    return -1;
  }
}
