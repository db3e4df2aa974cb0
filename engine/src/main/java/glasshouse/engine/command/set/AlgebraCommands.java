package glasshouse.engine.command.set;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Counts;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;

/** What sets have in common, together, or apart: answered, counted, or stored. */
final class AlgebraCommands {
  private AlgebraCommands() {}

  private static CommandSpec reading(String name, String complexity) {
    return CommandSpec.of(name, -2)
        .flags(READONLY)
        .keys(1, -1, 1)
        .since("1.0.0")
        .group("set")
        .complexity(complexity)
        .grammar("key...");
  }

  private static CommandSpec storing(String name, String complexity) {
    return CommandSpec.of(name, -3)
        .flags(WRITE, DENYOOM)
        .keys(1, -1, 1)
        .since("1.0.0")
        .group("set")
        .complexity(complexity)
        .grammar("destination key#1...");
  }

  static final CommandSpec SINTER =
      reading("sinter", "O(N*M) in the smallest set and the number of sets")
          .summary("Read the members that all sets have")
          .run(AlgebraCommands::sinter);

  private static void sinter(Call call) {
    List<SetValue> sets = SetAlgebra.read(call, 1, call.args().count() - 1);
    ReplyWriter reply = call.reply();
    int mark = reply.open();
    int[] found = {0};
    SetAlgebra.intersect(
        sets,
        Long.MAX_VALUE,
        m -> {
          reply.bulk(m);
          found[0]++;
        });
    reply.closeSet(mark, found[0]);
  }

  static final CommandSpec SINTERSTORE =
      storing("sinterstore", "O(N*M) in the smallest set and the number of sets")
          .summary("Store the members that all sets have")
          .run(AlgebraCommands::sinterstore);

  private static void sinterstore(Call call) {
    SetValue result = new SetValue(call.db().rules());
    List<SetValue> sets = SetAlgebra.read(call, 2, call.args().count() - 2);
    SetAlgebra.intersect(sets, Long.MAX_VALUE, result::add);
    store(call, result, "sinterstore");
  }

  static final CommandSpec SINTERCARD =
      CommandSpec.of("sintercard", -3)
          .flags(READONLY)
          .keysCounted(1, 2)
          .since("7.0.0")
          .group("set")
          .complexity("O(N*M) in the smallest set and the number of sets")
          .summary("Count the members that all sets have, up to a limit")
          .grammar("numkeys key... [LIMIT=limit]")
          .run(AlgebraCommands::sintercard);

  private static void sintercard(Call call) {
    Args args = call.args();
    int keys = Counts.keys(args, 1);
    long limit = 0;
    for (int i = 2 + keys; i < args.count(); i += 2) {
      if (i + 1 == args.count() || !args.is(i, "LIMIT")) {
        throw ErrorReply.syntax();
      }
      limit = Counts.atLeast(args, i + 1, 0, "LIMIT can't be negative");
    }
    long[] found = {0};
    List<SetValue> sets = SetAlgebra.read(call, 2, keys);
    SetAlgebra.intersect(sets, limit == 0 ? Long.MAX_VALUE : limit, m -> found[0]++);
    call.reply().integer(found[0]);
  }

  static final CommandSpec SUNION =
      reading("sunion", "O(N) in all members")
          .summary("Read the members that at least one set has")
          .run(AlgebraCommands::sunion);

  private static void sunion(Call call) {
    answer(call, SetAlgebra.union(call, 1, call.args().count() - 1));
  }

  static final CommandSpec SUNIONSTORE =
      storing("sunionstore", "O(N) in all members")
          .summary("Store the members that at least one set has")
          .run(AlgebraCommands::sunionstore);

  private static void sunionstore(Call call) {
    store(call, SetAlgebra.union(call, 2, call.args().count() - 2), "sunionstore");
  }

  static final CommandSpec SDIFF =
      reading("sdiff", "O(N) in all members")
          .summary("Read the members of the first set that no other set has")
          .run(AlgebraCommands::sdiff);

  private static void sdiff(Call call) {
    answer(call, SetAlgebra.difference(call, 1, call.args().count() - 1));
  }

  static final CommandSpec SDIFFSTORE =
      storing("sdiffstore", "O(N) in all members")
          .summary("Store the members of the first set that no other set has")
          .run(AlgebraCommands::sdiffstore);

  private static void sdiffstore(Call call) {
    store(call, SetAlgebra.difference(call, 2, call.args().count() - 2), "sdiffstore");
  }

  private static void answer(Call call, SetValue result) {
    call.reply().set(result.size());
    result.forEach(call.reply()::bulk);
  }

  private static void store(Call call, SetValue result, String event) {
    if (result.size() > 0) {
      call.set(1, result);
      call.changed(1, NotifyClass.SET, event);
    } else if (call.db().delete(call.args().bytes(1))) {
      call.changed(1, NotifyClass.GENERIC, "del");
    }
    call.reply().integer(result.size());
  }
}
