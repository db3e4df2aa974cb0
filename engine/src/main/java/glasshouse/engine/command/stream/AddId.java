package glasshouse.engine.command.stream;

import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * The id that XADD asks for: {@code *} for the present time, {@code ms-*} for the next number in
 * that millisecond, or an id as it is to be.
 *
 * @param id what was given, or null for {@code *}
 * @param exact whether the number was given too
 */
record AddId(@Nullable StreamId id, boolean exact) {
  private static final AddId NOW = new AddId(null, false);

  static AddId parse(Args args, int i) {
    if (args.length(i) == 1 && args.data()[args.offset(i)] == '*') {
      return NOW;
    }
    StreamId partial = StreamIds.withoutNumber(args, i);
    return partial == null ? new AddId(StreamIds.strict(args, i), true) : new AddId(partial, false);
  }

  /** The id for an entry after {@code last}, at {@code now} (Unix milliseconds). */
  StreamId after(StreamId last, long now) {
    StreamId chosen = choose(last, now);
    if (chosen.compareTo(last) <= 0) {
      throw new ErrorReply(
          "ERR The ID specified in XADD is equal or smaller than the target stream top item");
    }
    return chosen;
  }

  private StreamId choose(StreamId last, long now) {
    if (id == null) {
      return Long.compareUnsigned(now, last.ms()) > 0 ? new StreamId(now, 0) : last.next();
    }
    return exact || id.ms() != last.ms() ? id : new StreamId(last.ms(), last.seq() + 1);
  }
}
