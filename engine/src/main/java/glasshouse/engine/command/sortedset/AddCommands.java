package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * ZADD and ZINCRBY.
 *
 * <p>Order of checks: options, an even number of words behind them, options that exclude one
 * another, all scores, the type of the key.
 */
final class AddCommands {
  private static final int NX = 1;
  private static final int XX = 2;
  private static final int GT = 4;
  private static final int LT = 8;
  private static final int CH = 16;
  private static final int INCR = 32;

  private AddCommands() {}

  static final CommandSpec ZADD =
      CommandSpec.of("zadd", -4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("1.2.0")
          .group("sorted-set")
          .complexity("O(log(N)) per member")
          .summary("Put members with scores into a sorted set, or change their scores")
          .grammar(
              "key [condition(NX|XX)@3.0.2] [comparison(GT|LT)@6.2.0] "
                  + "[CH=change:token@3.0.2] [INCR=increment:token@3.0.2] (score member)...")
          .run(AddCommands::zadd);

  static void zadd(Call call) {
    Args args = call.args();
    int options = 0;
    int first = 2;
    for (int option = option(args, first); option != 0; option = option(args, first)) {
      options |= option;
      if (++first == args.count()) {
        break;
      }
    }
    int words = args.count() - first;
    if (words == 0 || words % 2 != 0) {
      throw ErrorReply.syntax();
    }
    check(options, words / 2);
    add(call, options, first);
  }

  private static int option(Args args, int i) {
    int length = args.length(i);
    if (length == 2) {
      return args.is(i, "NX")
          ? NX
          : args.is(i, "XX") ? XX : args.is(i, "GT") ? GT : args.is(i, "LT") ? LT : ch(args, i);
    }
    return length == 4 && args.is(i, "INCR") ? INCR : 0;
  }

  private static int ch(Args args, int i) {
    return args.is(i, "CH") ? CH : 0;
  }

  private static void check(int options, int pairs) {
    boolean greater = (options & GT) != 0;
    boolean less = (options & LT) != 0;
    boolean fresh = (options & NX) != 0;
    if (fresh && (options & XX) != 0) {
      throw new ErrorReply("ERR XX and NX options at the same time are not compatible");
    }
    if ((greater && fresh) || (less && fresh) || (greater && less)) {
      throw new ErrorReply("ERR GT, LT, and/or NX options at the same time are not compatible");
    }
    if ((options & INCR) != 0 && pairs > 1) {
      throw new ErrorReply("ERR INCR option supports a single increment-element pair");
    }
  }

  static final CommandSpec ZINCRBY =
      CommandSpec.of("zincrby", 4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("1.2.0")
          .group("sorted-set")
          .complexity("O(log(N))")
          .summary("Add to the score of a member, which is created when there is none")
          .grammar("key increment member")
          .run(AddCommands::zincrby);

  /** As in Redis, the increment may not be called as an option of ZADD is. */
  private static void zincrby(Call call) {
    if (option(call.args(), 2) != 0) {
      throw ErrorReply.syntax();
    }
    add(call, INCR, 2);
  }

  /** Adds the pairs from argument {@code first} on. */
  private static void add(Call call, int options, int first) {
    Args args = call.args();
    double score = Scores.parse(args, first);
    for (int i = first + 2; i < args.count(); i += 2) {
      Scores.parse(args, i);
    }
    SortedSetValue set = call.write(1, SortedSetValue.class);
    if (set == null && (options & XX) == 0) {
      set = new SortedSetValue(call.db().rules());
      call.set(1, set);
    }
    if ((options & INCR) != 0) {
      increase(call, options, first, score, set);
      return;
    }
    int added = 0;
    int updated = 0;
    for (int i = first; set != null && i < args.count(); i += 2) {
      double wanted = i == first ? score : Scores.parse(args, i);
      byte[] data = args.data();
      int offset = args.offset(i + 1);
      int length = args.length(i + 1);
      SortedSetValue.Member member = set.find(data, offset, length);
      if (member == null) {
        if ((options & XX) == 0) {
          set.add(data, offset, length, wanted);
          added++;
        }
      } else if (allowed(options, member, wanted) && member.score() != wanted) {
        set.rescore(member, wanted);
        updated++;
      }
    }
    if (added + updated > 0) {
      call.changed(1, NotifyClass.SORTED_SET, "zadd");
      call.dirty(added + updated - 1L);
    }
    call.reply().integer((options & CH) != 0 ? added + updated : added);
  }

  private static boolean allowed(int options, SortedSetValue.Member member, double score) {
    return (options & NX) == 0
        && ((options & LT) == 0 || score < member.score())
        && ((options & GT) == 0 || score > member.score());
  }

  private static void increase(
      Call call, int options, int first, double step, @Nullable SortedSetValue set) {
    Args args = call.args();
    int offset = args.offset(first + 1);
    int length = args.length(first + 1);
    SortedSetValue.Member member = set == null ? null : set.find(args.data(), offset, length);
    double score = member == null ? step : member.score() + step;
    boolean refused =
        member == null
            ? (options & XX) != 0
            : (options & NX) != 0 || (!Double.isNaN(score) && !allowed(options, member, score));
    if (set == null || refused) {
      call.reply().nil();
      return;
    }
    if (Double.isNaN(score)) {
      throw Scores.notANumber();
    }
    if (member == null) {
      set.add(args.data(), offset, length, score);
      call.changed(1, NotifyClass.SORTED_SET, "zincr");
    } else if (member.score() != score) {
      set.rescore(member, score);
      call.changed(1, NotifyClass.SORTED_SET, "zincr");
    }
    Scores.reply(call.reply(), score);
  }
}
