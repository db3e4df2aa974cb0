package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.ReplyWriter;

/** ZRANGE and its older sisters, which are ZRANGE with some options fixed. */
final class RangeCommands {
  private static final String COST = "O(log(N)+M) with M members answered";

  private RangeCommands() {}

  private static CommandSpec row(String name, String since, String what, String grammar) {
    return SortedSetFamily.row(name, -4)
        .flags(READONLY)
        .since(since)
        .complexity(COST)
        .summary(what)
        .grammar(grammar);
  }

  static final CommandSpec ZRANGE =
      row(
              "zrange",
              "1.2.0",
              "Read members by rank, score or name, upwards or downwards",
              "key start:string stop:string [sortby(BYSCORE|BYLEX)@6.2.0] [REV@6.2.0]"
                  + " [LIMIT=(offset count)@6.2.0] [WITHSCORES]")
          .run(call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.ANY)));

  static final CommandSpec ZREVRANGE =
      row(
              "zrevrange",
              "1.2.0",
              "Read members by rank, counted from the highest score",
              "key start stop [WITHSCORES]")
          .run(call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.REVRANK)));

  static final CommandSpec ZRANGEBYSCORE =
      row(
              "zrangebyscore",
              "1.0.5",
              "Read the members whose score lies between two bounds, upwards",
              "key min:double max:double [WITHSCORES@2.0.0] [LIMIT=(offset count)]")
          .run(call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.SCORE)));

  static final CommandSpec ZREVRANGEBYSCORE =
      row(
              "zrevrangebyscore",
              "2.2.0",
              "Read the members whose score lies between two bounds, downwards",
              "key max:double min:double [WITHSCORES] [LIMIT=(offset count)]")
          .run(
              call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.REVSCORE)));

  static final CommandSpec ZRANGEBYLEX =
      row(
              "zrangebylex",
              "2.8.9",
              "Read the members whose name lies between two bounds, upwards",
              "key min max [LIMIT=(offset count)]")
          .run(call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.LEX)));

  static final CommandSpec ZREVRANGEBYLEX =
      row(
              "zrevrangebylex",
              "2.8.9",
              "Read the members whose name lies between two bounds, downwards",
              "key max min [LIMIT=(offset count)]")
          .run(call -> answer(call, RangeRequest.parse(call.args(), 1, RangeRequest.Form.REVLEX)));

  private static void answer(Call call, RangeRequest request) {
    ReplyWriter reply = call.reply();
    SortedSetValue set = call.read(1, SortedSetValue.class);
    if (set == null) {
      reply.array(0);
      return;
    }
    int first = request.first(set);
    int count = request.count(set, first);
    Scores.head(reply, count, request.withScores());
    request.visit(
        set, first, count, m -> Scores.element(reply, m.key(), m.score(), request.withScores()));
  }

  static final CommandSpec ZRANGESTORE =
      CommandSpec.of("zrangestore", -5)
          .flags(WRITE, DENYOOM)
          .keys(1, 2, 1)
          .since("6.2.0")
          .group("sorted-set")
          .complexity("O(log(N)+M) with M members stored")
          .summary("Store members that are chosen by rank, score or name")
          .grammar("dst src#1 min max [sortby(BYSCORE|BYLEX)] [REV] [LIMIT=(offset count)]")
          .run(RangeCommands::zrangestore);

  private static void zrangestore(Call call) {
    RangeRequest request = RangeRequest.parse(call.args(), 2, RangeRequest.Form.STORE);
    SortedSetValue set = call.read(2, SortedSetValue.class);
    SortedSetValue result = new SortedSetValue(call.db().rules());
    if (set != null) {
      int first = request.first(set);
      request.visit(set, first, request.count(set, first), m -> result.put(m.key(), m.score()));
    }
    store(call, result, "zrangestore");
  }

  /** Puts a result under the key at argument 1, or deletes the key; answers the size. */
  static void store(Call call, SortedSetValue result, String event) {
    if (result.size() > 0) {
      call.set(1, result);
      call.changed(1, NotifyClass.SORTED_SET, event);
    } else if (call.db().delete(call.args().bytes(1))) {
      call.changed(1, NotifyClass.GENERIC, "del");
    }
    call.reply().integer(result.size());
  }
}
