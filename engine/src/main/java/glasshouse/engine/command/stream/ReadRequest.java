package glasshouse.engine.command.stream;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.Timeout;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * The words of XREAD and XREADGROUP: {@code [GROUP group consumer] [COUNT count] [BLOCK
 * milliseconds] [NOACK] STREAMS key [key ...] id [id ...]}, the options in any order.
 */
final class ReadRequest {
  /** {@link #deadline} when the command does not wait. */
  static final long AT_ONCE = -1;

  final boolean grouped;

  /** Where the group's name stands, behind it that of the consumer; 0 for none. */
  int groupAt;

  /** Entries of one stream; 0 for all. */
  long count;

  long deadline = AT_ONCE;
  boolean noAck;
  int firstKey;

  /** Number of streams. */
  int streams;

  private ReadRequest(boolean grouped) {
    this.grouped = grouped;
  }

  static ReadRequest parse(Call call, boolean grouped) {
    ReadRequest request = new ReadRequest(grouped);
    Args args = call.args();
    for (int i = 1; i < args.count() && request.firstKey == 0; ) {
      i = request.option(call, args, i);
    }
    if (request.firstKey == 0) {
      throw ErrorReply.syntax();
    }
    if (grouped && request.groupAt == 0) {
      throw new ErrorReply("ERR Missing GROUP option for XREADGROUP");
    }
    return request;
  }

  /** Reads the option at {@code i}; where the next one stands. */
  private int option(Call call, Args args, int i) {
    int more = args.count() - i - 1;
    if (more > 0 && args.is(i, "BLOCK")) {
      if (call.host().inScript(call.client())) {
        throw new ErrorReply(
            "ERR "
                + Words.shown(args, 0)
                + " command is not allowed with BLOCK option from scripts");
      }
      deadline = Timeout.deadlineMillis(args, i + 1, call.now());
      return i + 2;
    }
    if (more > 0 && args.is(i, "COUNT")) {
      count = Math.max(0, args.longAt(i + 1));
      return i + 2;
    }
    if (more > 0 && args.is(i, "STREAMS")) {
      firstKey = i + 1;
      streams = more / 2;
      if (more % 2 != 0) {
        throw unbalanced();
      }
      return args.count();
    }
    if (more > 1 && args.is(i, "GROUP")) {
      groupOnly("GROUP");
      groupAt = i + 1;
      return i + 3;
    }
    if (args.is(i, "NOACK")) {
      groupOnly("NOACK");
      noAck = true;
      return i + 1;
    }
    throw ErrorReply.syntax();
  }

  private static ErrorReply unbalanced() {
    return new ErrorReply(
        "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be"
            + " specified.");
  }

  private void groupOnly(String option) {
    if (!grouped) {
      throw new ErrorReply(
          "ERR The "
              + option
              + " option is only supported by XREADGROUP. You called XREAD instead.");
    }
  }

  /**
   * Where the keys stand, found as COMMAND GETKEYS finds them: half of the words behind the first
   * STREAMS from argument {@code from} on; none when there are no two.
   */
  static int[] keys(Args args, int from) {
    int first = from;
    while (first < args.count() && !args.is(first, "STREAMS")) {
      first++;
    }
    int[] keys = new int[Math.max(0, (args.count() - first - 1) / 2)];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = first + 1 + i;
    }
    return keys;
  }
}
