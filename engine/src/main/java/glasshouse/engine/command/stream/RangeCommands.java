package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Entries between two ids, in either direction. */
final class RangeCommands {
  private RangeCommands() {}

  static final CommandSpec XRANGE =
      row("xrange")
          .summary("Entries of a stream between two ids")
          .grammar("key start:string end:string [COUNT=count]")
          .run(call -> range(call, false));

  static final CommandSpec XREVRANGE =
      row("xrevrange")
          .summary("Entries of a stream between two ids, the greatest first")
          .grammar("key end:string start:string [COUNT=count]")
          .run(call -> range(call, true));

  private static CommandSpec row(String name) {
    return CommandSpec.of(name, -4)
        .flags(READONLY)
        .keys(1, 1, 1)
        .since("5.0.0")
        .group("stream")
        .complexity("O(N) for N entries returned");
  }

  private static void range(Call call, boolean reverse) {
    Args args = call.args();
    StreamId from = StreamIds.from(args, reverse ? 3 : 2);
    StreamId to = StreamIds.to(args, reverse ? 2 : 3);
    long count = -1;
    for (int i = 4; i < args.count(); i += 2) {
      if (i + 1 == args.count() || !args.is(i, "COUNT")) {
        throw ErrorReply.syntax();
      }
      count = Math.max(0, args.longAt(i + 1));
    }
    StreamValue stream = call.read(1, StreamValue.class);
    if (stream == null) {
      call.reply().array(0);
    } else if (count == 0) {
      call.reply().nilArray();
    } else {
      Entries.range(call.reply(), stream.range(from, to, reverse), Math.max(0, count));
    }
  }
}
