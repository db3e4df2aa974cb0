package glasshouse.engine.command.stream;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ids as arguments: {@code ms-seq}, or {@code ms} alone; where a range is asked for also a minus
 * sign for the lowest and a plus sign for the greatest. Numbers are read as string2ull of Redis 7.0
 * does, which takes what strtoull takes.
 */
final class StreamIds {
  private static final int LONGEST = 127;
  private static final String BLANKS = " \t\n\u000b\f\r";

  private StreamIds() {}

  /** The id at argument {@code i}; one without a sequence number has number 0. */
  static StreamId strict(Args args, int i) {
    return parse(args, i, 0, 0, true);
  }

  /** As {@link #strict}, and a minus sign is the lowest id there is, a plus sign the greatest. */
  static StreamId signed(Args args, int i) {
    return parse(args, i, 0, 0, false);
  }

  /** As {@link #strict}, or null when it is none. */
  static @Nullable StreamId strictOrNull(Args args, int i) {
    try {
      return strict(args, i);
    } catch (ErrorReply _) {
      return null;
    }
  }

  /** The lower end of a range: {@code (id} stands for the id after it. */
  static StreamId from(Args args, int i) {
    boolean open = isOpen(args, i);
    StreamId id = parse(args, i, open ? 1 : 0, 0, open);
    if (open && id.isLast()) {
      throw new ErrorReply("ERR invalid start ID for the interval");
    }
    return open ? id.next() : id;
  }

  /** The upper end of a range: {@code (id} stands for the id before it. */
  static StreamId to(Args args, int i) {
    boolean open = isOpen(args, i);
    StreamId id = parse(args, i, open ? 1 : 0, -1, open);
    if (open && id.isZero()) {
      throw new ErrorReply("ERR invalid end ID for the interval");
    }
    return open ? id.previous() : id;
  }

  private static boolean isOpen(Args args, int i) {
    return args.length(i) > 1 && args.data()[args.offset(i)] == '(';
  }

  /** The milliseconds when argument {@code i} is {@code ms-*}, as an id of number 0; else null. */
  static @Nullable StreamId withoutNumber(Args args, int i) {
    byte[] data = args.data();
    int at = args.offset(i);
    int length = untilNul(data, at, args.length(i));
    int dash = dash(data, at, length);
    if (length > LONGEST || dash != length - 2 || data[at + length - 1] != '*') {
      return null;
    }
    return new StreamId(number(data, at, dash), 0);
  }

  private static StreamId parse(Args args, int i, int skip, long missing, boolean strict) {
    byte[] data = args.data();
    int at = args.offset(i) + skip;
    if (args.length(i) - skip > LONGEST) {
      throw invalid();
    }
    int length = untilNul(data, at, args.length(i) - skip);
    if (length == 1 && (data[at] == '-' || data[at] == '+')) {
      if (strict) {
        throw invalid();
      }
      return data[at] == '-' ? StreamId.MIN : StreamId.MAX;
    }
    int dash = dash(data, at, length);
    long ms = number(data, at, dash);
    return new StreamId(
        ms, dash == length ? missing : number(data, at + dash + 1, length - dash - 1));
  }

  private static int dash(byte[] data, int at, int length) {
    int dash = 0;
    while (dash < length && data[at + dash] != '-') {
      dash++;
    }
    return dash;
  }

  private static int untilNul(byte[] data, int at, int length) {
    int end = 0;
    while (end < length && data[at + end] != 0) {
      end++;
    }
    return end;
  }

  private static long number(byte[] data, int at, int length) {
    if (Numbers.isLong(data, at, length)) {
      long value = Numbers.parseLong(data, at, length);
      if (value < 0) {
        throw invalid();
      }
      return value;
    }
    String text = new String(data, at, length, StandardCharsets.ISO_8859_1);
    int from = 0;
    while (from < length && BLANKS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    boolean negative = from < length && text.charAt(from) == '-';
    if (negative || from < length && text.charAt(from) == '+') {
      from++;
    }
    if (from == length || text.charAt(from) < '0' || text.charAt(from) > '9') {
      throw invalid();
    }
    try {
      long value = Long.parseUnsignedLong(text, from, length, 10);
      return negative ? -value : value;
    } catch (NumberFormatException _) {
      throw invalid();
    }
  }

  private static ErrorReply invalid() {
    return new ErrorReply("ERR Invalid stream ID specified as stream command argument");
  }
}
