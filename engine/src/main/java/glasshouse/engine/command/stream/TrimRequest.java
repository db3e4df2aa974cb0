package glasshouse.engine.command.stream;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamTrim;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * The options of XTRIM, and those of XADD before the id: {@code MAXLEN|MINID [=|~] threshold [LIMIT
 * count]}, of XADD also NOMKSTREAM. Without LIMIT, trimming with {@code ~} stops after a hundred
 * nodes; the master's words are obeyed whatever LIMIT they still carry.
 */
final class TrimRequest {
  private static final int NODES = 100;
  private static final long USUAL_LIMIT = 10_000;
  private static final long MOST_LIMIT = 1_000_000;

  private final Args args;
  private boolean noMakeStream;
  private int thresholdAt;
  private long maxLength;
  private @Nullable StreamId minId;
  private boolean approximate;
  private boolean limited;
  private long limit;
  private int idAt;

  private TrimRequest(Args args) {
    this.args = args;
  }

  /** The options before the id of XADD; the id is not looked at. */
  static TrimRequest ofAdd(Call call) {
    TrimRequest request = new TrimRequest(call.args());
    int i = 2;
    for (int next = request.option(i, true); next > i; next = request.option(i, true)) {
      i = next;
    }
    request.idAt = i;
    if (i < call.args().count()) {
      AddId.parse(call.args(), i);
    }
    request.check(call, true);
    return request;
  }

  /** The options of XTRIM. */
  static TrimRequest ofTrim(Call call) {
    TrimRequest request = new TrimRequest(call.args());
    for (int i = 2; i < call.args().count(); ) {
      int next = request.option(i, false);
      if (next == i) {
        throw ErrorReply.syntax();
      }
      i = next;
    }
    request.check(call, false);
    return request;
  }

  /** Reads the option at {@code i}; where the next one stands, or {@code i} when it is none. */
  private int option(int i, boolean add) {
    boolean more = i + 1 < args.count();
    if (more && (args.is(i, "MAXLEN") || args.is(i, "MINID"))) {
      return threshold(i);
    }
    if (more && args.is(i, "LIMIT")) {
      limit = args.longAt(i + 1);
      if (limit < 0) {
        throw new ErrorReply("ERR The LIMIT argument must be >= 0.");
      }
      limited = true;
      return i + 2;
    }
    if (add && i < args.count() && args.is(i, "NOMKSTREAM")) {
      noMakeStream = true;
      return i + 1;
    }
    return i;
  }

  private int threshold(int i) {
    if (trims()) {
      throw new ErrorReply(
          "ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
    }
    boolean marked = i + 2 < args.count() && (args.is(i + 1, "~") || args.is(i + 1, "="));
    approximate = marked && args.is(i + 1, "~");
    thresholdAt = marked ? i + 2 : i + 1;
    if (args.is(i, "MINID")) {
      minId = StreamIds.strict(args, thresholdAt);
    } else {
      maxLength = args.longAt(thresholdAt);
      if (maxLength < 0) {
        throw new ErrorReply("ERR The MAXLEN argument must be >= 0.");
      }
    }
    return thresholdAt + 1;
  }

  private void check(Call call, boolean add) {
    if (limit != 0 && !trims()) {
      throw new ErrorReply(
          "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
    }
    if (!add && !trims()) {
      throw new ErrorReply("ERR syntax error, XTRIM must be called with a trimming strategy");
    }
    if (call.host().obeys(call.client())) {
      limit = 0;
    } else if (limited && !approximate) {
      throw new ErrorReply("ERR syntax error, LIMIT cannot be used without the special ~ option");
    } else if (!limited && approximate) {
      long nodes = (long) NODES * call.db().rules().streamNodeEntries;
      limit = nodes <= 0 ? USUAL_LIMIT : Math.min(nodes, MOST_LIMIT);
    }
  }

  /** True when there is something to trim by. */
  boolean trims() {
    return thresholdAt > 0;
  }

  /** True when XADD shall not make the stream. */
  boolean noMakeStream() {
    return noMakeStream;
  }

  /** Where XADD's id stands. */
  int idAt() {
    return idAt;
  }

  /** Trims; returns how many entries have gone. */
  long apply(StreamValue stream) {
    return stream.trim(new StreamTrim(maxLength, minId, approximate, limit));
  }

  /** True when replicas must be told what was done in other words than what was asked. */
  boolean differs() {
    return approximate;
  }

  /** Puts into {@code words} what was done: an exact threshold. */
  void rewrite(byte[][] words, StreamValue stream) {
    words[thresholdAt - 1] = Bytes.of("=");
    words[thresholdAt] =
        minId == null ? Numbers.decimal(stream.length()) : stream.firstStoredId().bytes();
  }
}
