package glasshouse.engine.command.sortedset;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.Scan;
import glasshouse.engine.command.ScanCursor;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on members of one sorted set. */
public final class SortedSetFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        AddCommands.ZADD,
        AddCommands.ZINCRBY,
        ZREM,
        ZSCORE,
        ZMSCORE,
        ZCARD,
        ZCOUNT,
        ZLEXCOUNT,
        ZRANK,
        ZREVRANK,
        ZSCAN,
        RangeCommands.ZRANGE,
        RangeCommands.ZRANGESTORE,
        RangeCommands.ZREVRANGE,
        RangeCommands.ZRANGEBYSCORE,
        RangeCommands.ZREVRANGEBYSCORE,
        RangeCommands.ZRANGEBYLEX,
        RangeCommands.ZREVRANGEBYLEX,
        RemoveCommands.ZREMRANGEBYRANK,
        RemoveCommands.ZREMRANGEBYSCORE,
        RemoveCommands.ZREMRANGEBYLEX,
        PopCommands.ZPOPMIN,
        PopCommands.ZPOPMAX,
        PopCommands.ZMPOP,
        PopCommands.BZPOPMIN,
        PopCommands.BZPOPMAX,
        PopCommands.BZMPOP,
        AlgebraCommands.ZUNION,
        AlgebraCommands.ZUNIONSTORE,
        AlgebraCommands.ZINTER,
        AlgebraCommands.ZINTERSTORE,
        AlgebraCommands.ZINTERCARD,
        AlgebraCommands.ZDIFF,
        AlgebraCommands.ZDIFFSTORE,
        RandomCommand.ZRANDMEMBER);
  }

  /** A row that has one key, its first argument. */
  static CommandSpec row(String name, int arity) {
    return CommandSpec.of(name, arity).keys(1, 1, 1).group("sorted-set");
  }

  /** Runs the call, whose words must be those of ZADD, as ZADD (GEOADD is one in other words). */
  public static void zadd(Call call) {
    AddCommands.zadd(call);
  }

  static final CommandSpec ZREM =
      row("zrem", -3)
          .flags(WRITE, FAST)
          .since("1.2.0")
          .complexity("O(log(N)) per member")
          .summary("Take members out of a sorted set")
          .grammar("key member...")
          .run(SortedSetFamily::zrem);

  private static void zrem(Call call) {
    Args args = call.args();
    SortedSetValue set = call.write(1, SortedSetValue.class);
    int removed = 0;
    for (int i = 2; set != null && i < args.count() && set.size() > 0; i++) {
      if (set.remove(args.data(), args.offset(i), args.length(i))) {
        removed++;
      }
    }
    if (set != null) {
      removed(call, set, removed, "zrem");
    }
    call.reply().integer(removed);
  }

  /** Says that {@code count} members are gone, and deletes the key when all are. */
  static void removed(Call call, SortedSetValue set, int count, String event) {
    if (count == 0) {
      return;
    }
    call.changed(1, NotifyClass.SORTED_SET, event);
    call.dirty(count - 1L);
    if (set.size() == 0) {
      call.db().delete(call.args().bytes(1));
      call.notify(1, NotifyClass.GENERIC, "del");
    }
  }

  static final CommandSpec ZSCORE =
      row("zscore", 3)
          .flags(READONLY, FAST)
          .since("1.2.0")
          .complexity("O(1)")
          .summary("Read the score of a member")
          .grammar("key member")
          .run(SortedSetFamily::zscore);

  private static void zscore(Call call) {
    replyScore(call, find(call.read(1, SortedSetValue.class), call.args(), 2));
  }

  private static void replyScore(Call call, SortedSetValue.@Nullable Member member) {
    if (member == null) {
      call.reply().nil();
    } else {
      Scores.reply(call.reply(), member.score());
    }
  }

  private static SortedSetValue.@Nullable Member find(
      @Nullable SortedSetValue set, Args args, int i) {
    return set == null ? null : set.find(args.data(), args.offset(i), args.length(i));
  }

  static final CommandSpec ZMSCORE =
      row("zmscore", -3)
          .flags(READONLY, FAST)
          .since("6.2.0")
          .complexity("O(1) per member")
          .summary("Read the scores of several members")
          .grammar("key member...")
          .run(SortedSetFamily::zmscore);

  private static void zmscore(Call call) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    call.reply().array(call.args().count() - 2L);
    for (int i = 2; i < call.args().count(); i++) {
      replyScore(call, find(set, call.args(), i));
    }
  }

  static final CommandSpec ZCARD =
      row("zcard", 2)
          .flags(READONLY, FAST)
          .since("1.2.0")
          .complexity("O(1)")
          .summary("Count the members of a sorted set")
          .grammar("key")
          .run(SortedSetFamily::zcard);

  private static void zcard(Call call) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    call.reply().integer(set == null ? 0 : set.size());
  }

  static final CommandSpec ZCOUNT =
      row("zcount", 4)
          .flags(READONLY, FAST)
          .since("2.0.0")
          .complexity("O(log(N))")
          .summary("Count the members whose score lies between two bounds")
          .grammar("key min:double max:double")
          .run(call -> count(call, Span.Scored.parse(call.args(), 2, 3)));

  static final CommandSpec ZLEXCOUNT =
      row("zlexcount", 4)
          .flags(READONLY, FAST)
          .since("2.8.9")
          .complexity("O(log(N))")
          .summary("Count the members whose name lies between two bounds")
          .grammar("key min max")
          .run(call -> count(call, Span.Named.parse(call.args(), 2, 3)));

  private static void count(Call call, Span span) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    call.reply().integer(set == null ? 0 : span.count(set));
  }

  static final CommandSpec ZRANK =
      row("zrank", 3)
          .flags(READONLY, FAST)
          .since("2.0.0")
          .complexity("O(log(N))")
          .summary("Say how many members are below one")
          .grammar("key member")
          .run(call -> rank(call, false));

  static final CommandSpec ZREVRANK =
      row("zrevrank", 3)
          .flags(READONLY, FAST)
          .since("2.0.0")
          .complexity("O(log(N))")
          .summary("Say how many members are above one")
          .grammar("key member")
          .run(call -> rank(call, true));

  private static void rank(Call call, boolean reverse) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    SortedSetValue.Member member = find(set, call.args(), 2);
    if (set == null || member == null) {
      call.reply().nil();
      return;
    }
    int rank = set.rank(member);
    call.reply().integer(reverse ? set.size() - 1 - rank : rank);
  }

  static final CommandSpec ZSCAN =
      row("zscan", -3)
          .flags(READONLY)
          .since("2.8.0")
          .complexity("O(1) per call, O(N) for all members")
          .summary("Read a sorted set in steps, however it changes meanwhile")
          .grammar("key cursor [MATCH=pattern] [COUNT=count]")
          .run(SortedSetFamily::zscan);

  private static void zscan(Call call) {
    long cursor = ScanCursor.read(call.args(), 2);
    SortedSetValue set = call.read(1, SortedSetValue.class);
    if (set == null) {
      Scan.replyEmpty(call.reply());
      return;
    }
    boolean listpack = set.isListpack();
    Scan scan = new Scan(call.args(), 3);
    scan.run(cursor, c -> set.scan(c, m -> visit(scan, m, listpack)), call.reply());
  }

  private static void visit(Scan scan, SortedSetValue.Member member, boolean listpack) {
    if (scan.wants(member.key())) {
      scan.add(member.key());
      scan.add(Scores.scanned(member, listpack));
    }
  }
}
