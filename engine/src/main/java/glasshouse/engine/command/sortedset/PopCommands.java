package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.BLOCKING;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Counts;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * Taking the lowest or highest members out: of one sorted set, of the first of several that is not
 * empty, and waiting for one. What is taken from which key is what replicas are told.
 */
final class PopCommands {
  private PopCommands() {}

  static final CommandSpec ZPOPMIN =
      SortedSetFamily.row("zpopmin", -2)
          .flags(WRITE, FAST)
          .since("5.0.0")
          .complexity("O(M*log(N)) with M members taken")
          .summary("Take out the members with the lowest scores")
          .grammar("key [count]")
          .run(call -> popOne(call, false));

  static final CommandSpec ZPOPMAX =
      SortedSetFamily.row("zpopmax", -2)
          .flags(WRITE, FAST)
          .since("5.0.0")
          .complexity("O(M*log(N)) with M members taken")
          .summary("Take out the members with the highest scores")
          .grammar("key [count]")
          .run(call -> popOne(call, true));

  private static void popOne(Call call, boolean max) {
    Args args = call.args();
    if (args.count() > 3) {
      throw ErrorReply.syntax();
    }
    boolean counted = args.count() == 3;
    long count = counted ? Counts.positive(args, 2) : 1;
    SortedSetValue set = call.write(1, SortedSetValue.class);
    if (set == null || count == 0) {
      call.reply().array(0);
      return;
    }
    int many = (int) Math.min(count, set.size());
    Scores.head(call.reply(), counted ? many : many * 2L, counted);
    Pop.take(call, 1, set, max, many, counted && call.reply().protocol() == 3);
  }

  static final CommandSpec ZMPOP =
      CommandSpec.of("zmpop", -4)
          .flags(WRITE)
          .keysCounted(1, 2)
          .since("7.0.0")
          .group("sorted-set")
          .complexity("O(K)+O(M*log(N)) with K keys and M members taken")
          .summary("Take members out of the first sorted set that is not empty")
          .grammar("numkeys key... where(MIN|MAX) [COUNT=count]")
          .run(PopCommands::zmpop);

  private static void zmpop(Call call) {
    Pop pop = Pop.parse(call.args(), 1);
    if (!pop.serve(call)) {
      call.reply().nilArray();
    }
  }

  static final CommandSpec BZPOPMIN =
      blocking("bzpopmin")
          .summary("Take out the member with the lowest score, waiting for one")
          .run(call -> popOrWait(call, false));

  static final CommandSpec BZPOPMAX =
      blocking("bzpopmax")
          .summary("Take out the member with the highest score, waiting for one")
          .run(call -> popOrWait(call, true));

  private static CommandSpec blocking(String name) {
    return CommandSpec.of(name, -3)
        .flags(WRITE, NOSCRIPT, BLOCKING, FAST)
        .keys(1, -2, 1)
        .since("5.0.0")
        .group("sorted-set")
        .complexity("O(log(N))")
        .grammar("key... timeout");
  }

  private static void popOrWait(Call call, boolean max) {
    int last = call.args().count() - 1;
    new Pop(1, last - 1, max, null).serveOrWait(call, last);
  }

  static final CommandSpec BZMPOP =
      CommandSpec.of("bzmpop", -5)
          .flags(WRITE, BLOCKING)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("sorted-set")
          .complexity("O(K)+O(M*log(N)) with K keys and M members taken")
          .summary("Take members out of the first sorted set that is not empty, waiting for one")
          .grammar("timeout numkeys key... where(MIN|MAX) [COUNT=count]")
          .run(call -> Pop.parse(call.args(), 2).serveOrWait(call, 1));
}
