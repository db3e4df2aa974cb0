package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Counts;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** ZRANDMEMBER: with a negative count members may come several times. */
final class RandomCommand {
  private RandomCommand() {}

  static final CommandSpec ZRANDMEMBER =
      SortedSetFamily.row("zrandmember", -2)
          .flags(READONLY, RANDOM)
          .since("6.2.0")
          .complexity("O(N) in the absolute count")
          .summary("Read random members of a sorted set")
          .grammar("key [options(count [WITHSCORES])]")
          .run(RandomCommand::zrandmember);

  private static void zrandmember(Call call) {
    Args args = call.args();
    ReplyWriter reply = call.reply();
    boolean withScores = args.count() > 3;
    long count = args.count() > 2 ? count(args) : 1;
    SortedSetValue set = call.read(1, SortedSetValue.class);
    if (args.count() == 2) {
      if (set == null) {
        reply.nil();
      } else {
        reply.bulk(set.random(call.random()).key());
      }
    } else if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0) {
      Scores.head(reply, -count, withScores);
      for (long i = 0; i < -count && Counts.goesOn(reply); i++) {
        answer(reply, set.random(call.random()), withScores);
      }
    } else {
      distinct(call, set, (int) Math.min(count, set.size()), withScores);
    }
  }

  private static long count(Args args) {
    long count = Counts.signed(args, 2);
    if (args.count() > 4 || (args.count() == 4 && !args.is(3, "WITHSCORES"))) {
      throw ErrorReply.syntax();
    }
    if (args.count() == 4 && (count < -(Long.MAX_VALUE / 2) || count > Long.MAX_VALUE / 2)) {
      throw new ErrorReply("ERR value is out of range");
    }
    return count;
  }

  private static void distinct(Call call, SortedSetValue set, int count, boolean withScores) {
    ReplyWriter reply = call.reply();
    Scores.head(reply, count, withScores);
    int size = set.size();
    if (count == size) {
      set.rangeDown(size - 1, size, m -> answer(reply, m, withScores));
      return;
    }
    if (count < size / 3) {
      SetValue seen = new SetValue(call.db().rules());
      while (seen.size() < count) {
        SortedSetValue.Member member = set.random(call.random());
        if (seen.add(member.key())) {
          answer(reply, member, withScores);
        }
      }
      return;
    }
    // One walk over the ranks (Knuth, algorithm S): every choice of that many is equally likely.
    int wanted = count;
    for (int rank = 0; wanted > 0; rank++) {
      if (call.random().nextInt(size - rank) < wanted) {
        answer(reply, set.at(rank), withScores);
        wanted--;
      }
    }
  }

  private static void answer(ReplyWriter reply, SortedSetValue.Member member, boolean withScores) {
    Scores.element(reply, member.key(), member.score(), withScores);
  }
}
