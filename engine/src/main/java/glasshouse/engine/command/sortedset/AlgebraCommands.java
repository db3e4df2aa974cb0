package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.KeyPositions;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;

/** What sorted sets (and sets) have in common, together, or apart: answered, counted, stored. */
final class AlgebraCommands {
  private static final String UNION = "O(N)+O(M*log(M)) with N members read and M in the result";
  private static final String INTER =
      "O(N*K)+O(M*log(M)) with N members in the smallest of K inputs and M in the result";
  private static final String DIFF = "O(L+M*log(M)) with L members read and M in the result";
  private static final String KEYS = "numkeys key...";
  private static final String STORED = "destination numkeys key#1...";
  private static final String WEIGHED = " [WEIGHTS=weight...] [AGGREGATE=aggregate(SUM|MIN|MAX)]";

  private AlgebraCommands() {}

  private static CommandSpec reading(String name, String since) {
    return CommandSpec.of(name, -3)
        .flags(READONLY)
        .keysCounted(1, 2)
        .since(since)
        .group("sorted-set");
  }

  private static CommandSpec storing(String name, String since) {
    return CommandSpec.of(name, -4)
        .flags(WRITE, DENYOOM)
        .keys(1, 1, 1)
        .keysBy(AlgebraCommands::storedKeys)
        .since(since)
        .group("sorted-set");
  }

  private static int[] storedKeys(Args args) {
    int[] inputs = KeyPositions.counted(args, 2, 3);
    if (inputs.length == 0) {
      return inputs;
    }
    int[] all = new int[inputs.length + 1];
    all[0] = 1;
    System.arraycopy(inputs, 0, all, 1, inputs.length);
    return all;
  }

  static final CommandSpec ZUNION =
      reading("zunion", "6.2.0")
          .complexity(UNION)
          .summary("Read the members that at least one input has")
          .grammar(KEYS + WEIGHED + " [WITHSCORES]")
          .run(call -> answer(call, Combination.Kind.UNION, "zunion"));

  static final CommandSpec ZUNIONSTORE =
      storing("zunionstore", "2.0.0")
          .complexity(UNION)
          .summary("Store the members that at least one input has")
          .grammar(STORED + WEIGHED)
          .run(call -> store(call, Combination.Kind.UNION, "zunionstore"));

  static final CommandSpec ZINTER =
      reading("zinter", "6.2.0")
          .complexity(INTER)
          .summary("Read the members that all inputs have")
          .grammar(KEYS + WEIGHED + " [WITHSCORES]")
          .run(call -> answer(call, Combination.Kind.INTER, "zinter"));

  static final CommandSpec ZINTERSTORE =
      storing("zinterstore", "2.0.0")
          .complexity(INTER)
          .summary("Store the members that all inputs have")
          .grammar(STORED + WEIGHED)
          .run(call -> store(call, Combination.Kind.INTER, "zinterstore"));

  static final CommandSpec ZINTERCARD =
      reading("zintercard", "7.0.0")
          .complexity("O(N*K) with N members in the smallest of K inputs")
          .summary("Count the members that all inputs have, up to a limit")
          .grammar(KEYS + " [LIMIT=limit]")
          .run(AlgebraCommands::zintercard);

  private static void zintercard(Call call) {
    Combination asked = Combination.parse(call, 1, Combination.Kind.CARDINALITY, "zintercard");
    long[] found = {0};
    asked.intersect((name, score) -> found[0]++);
    call.reply().integer(found[0]);
  }

  static final CommandSpec ZDIFF =
      reading("zdiff", "6.2.0")
          .complexity(DIFF)
          .summary("Read the members of the first input that no other has")
          .grammar(KEYS + " [WITHSCORES]")
          .run(call -> answer(call, Combination.Kind.DIFF, "zdiff"));

  static final CommandSpec ZDIFFSTORE =
      storing("zdiffstore", "6.2.0")
          .complexity(DIFF)
          .summary("Store the members of the first input that no other has")
          .grammar(STORED)
          .run(call -> store(call, Combination.Kind.DIFF, "zdiffstore"));

  private static void answer(Call call, Combination.Kind kind, String name) {
    Combination asked = Combination.parse(call, 1, kind, name);
    SortedSetValue result = asked.result(call.db().rules());
    ReplyWriter reply = call.reply();
    Scores.head(reply, result.size(), asked.withScores());
    result.forEach(m -> Scores.element(reply, m.key(), m.score(), asked.withScores()));
  }

  private static void store(Call call, Combination.Kind kind, String name) {
    Combination asked = Combination.parse(call, 2, kind, name);
    SortedSetValue result = asked.result(call.db().rules());
    result.settle();
    RangeCommands.store(call, result, name);
  }
}
