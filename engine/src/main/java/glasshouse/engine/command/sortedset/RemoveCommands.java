package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.SortedSetValue;
import java.util.ArrayList;
import java.util.List;

/** Removing a whole stretch of a sorted set. */
final class RemoveCommands {
  private RemoveCommands() {}

  private static CommandSpec row(String name, String since, String what) {
    return SortedSetFamily.row(name, 4)
        .flags(WRITE)
        .since(since)
        .complexity("O(M*log(N)) with M members removed")
        .summary(what);
  }

  static final CommandSpec ZREMRANGEBYRANK =
      row("zremrangebyrank", "2.0.0", "Take out the members between two ranks")
          .grammar("key start stop")
          .run(call -> remove(call, Span.Ranks.parse(call.args(), 2, 3, false), "zremrangebyrank"));

  static final CommandSpec ZREMRANGEBYSCORE =
      row("zremrangebyscore", "1.2.0", "Take out the members whose score lies between two bounds")
          .grammar("key min:double max:double")
          .run(call -> remove(call, Span.Scored.parse(call.args(), 2, 3), "zremrangebyscore"));

  static final CommandSpec ZREMRANGEBYLEX =
      row("zremrangebylex", "2.8.9", "Take out the members whose name lies between two bounds")
          .grammar("key min max")
          .run(call -> remove(call, Span.Named.parse(call.args(), 2, 3), "zremrangebylex"));

  private static void remove(Call call, Span span, String event) {
    SortedSetValue set = call.write(1, SortedSetValue.class);
    if (set == null) {
      call.reply().integer(0);
      return;
    }
    List<SortedSetValue.Member> gone = new ArrayList<>(span.count(set));
    set.range(span.first(set), span.count(set), gone::add);
    gone.forEach(set::remove);
    SortedSetFamily.removed(call, set, gone.size(), event);
    call.reply().integer(gone.size());
  }
}
