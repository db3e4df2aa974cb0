package glasshouse.engine.command.set;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.Scan;
import glasshouse.engine.command.ScanCursor;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on one set. */
public final class SetFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        SADD,
        SREM,
        SISMEMBER,
        SMISMEMBER,
        SCARD,
        SMEMBERS,
        MoveCommand.SMOVE,
        SSCAN,
        RandomCommands.SPOP,
        RandomCommands.SRANDMEMBER,
        AlgebraCommands.SINTER,
        AlgebraCommands.SINTERSTORE,
        AlgebraCommands.SINTERCARD,
        AlgebraCommands.SUNION,
        AlgebraCommands.SUNIONSTORE,
        AlgebraCommands.SDIFF,
        AlgebraCommands.SDIFFSTORE);
  }

  static final CommandSpec SADD =
      CommandSpec.of("sadd", -3)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1) per member")
          .summary("Put members into a set, which is created when there is none")
          .grammar("key member...")
          .run(SetFamily::sadd);

  private static void sadd(Call call) {
    Args args = call.args();
    SetValue set = call.write(1, SetValue.class);
    if (set == null) {
      set = new SetValue(call.db().rules());
      call.set(1, set);
    }
    int added = 0;
    for (int i = 2; i < args.count(); i++) {
      if (set.add(args.data(), args.offset(i), args.length(i))) {
        added++;
      }
    }
    if (added > 0) {
      call.changed(1, NotifyClass.SET, "sadd");
      call.dirty(added - 1L);
    }
    call.reply().integer(added);
  }

  static final CommandSpec SREM =
      CommandSpec.of("srem", -3)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1) per member")
          .summary("Take members out of a set")
          .grammar("key member...")
          .run(SetFamily::srem);

  private static void srem(Call call) {
    Args args = call.args();
    SetValue set = call.write(1, SetValue.class);
    int removed = 0;
    for (int i = 2; set != null && i < args.count() && set.size() > 0; i++) {
      if (set.remove(args.data(), args.offset(i), args.length(i))) {
        removed++;
      }
    }
    if (set != null && removed > 0) {
      call.changed(1, NotifyClass.SET, "srem");
      call.dirty(removed - 1L);
      deleteIfEmpty(call, 1, set);
    }
    call.reply().integer(removed);
  }

  /** Deletes the key at argument {@code i} when its set has lost its last member. */
  static void deleteIfEmpty(Call call, int i, SetValue set) {
    if (set.size() == 0) {
      call.db().delete(call.args().bytes(i));
      call.notify(i, NotifyClass.GENERIC, "del");
    }
  }

  static final CommandSpec SISMEMBER =
      CommandSpec.of("sismember", 3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1)")
          .summary("Ask whether a set has a member")
          .grammar("key member")
          .run(SetFamily::sismember);

  private static void sismember(Call call) {
    Args args = call.args();
    SetValue set = call.read(1, SetValue.class);
    call.reply().integer(contains(set, args, 2) ? 1 : 0);
  }

  private static boolean contains(@Nullable SetValue set, Args args, int i) {
    return set != null && set.contains(args.data(), args.offset(i), args.length(i));
  }

  static final CommandSpec SMISMEMBER =
      CommandSpec.of("smismember", -3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("6.2.0")
          .group("set")
          .complexity("O(1) per member")
          .summary("Ask for several members whether a set has them")
          .grammar("key member...")
          .run(SetFamily::smismember);

  private static void smismember(Call call) {
    Args args = call.args();
    SetValue set = call.read(1, SetValue.class);
    call.reply().array(args.count() - 2L);
    for (int i = 2; i < args.count(); i++) {
      call.reply().integer(contains(set, args, i) ? 1 : 0);
    }
  }

  static final CommandSpec SCARD =
      CommandSpec.of("scard", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1)")
          .summary("Count the members of a set")
          .grammar("key")
          .run(SetFamily::scard);

  private static void scard(Call call) {
    SetValue set = call.read(1, SetValue.class);
    call.reply().integer(set == null ? 0 : set.size());
  }

  static final CommandSpec SMEMBERS =
      CommandSpec.of("smembers", 2)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(N) in the members")
          .summary("Read all members of a set")
          .grammar("key")
          .run(SetFamily::smembers);

  private static void smembers(Call call) {
    SetValue set = call.read(1, SetValue.class);
    ReplyWriter reply = call.reply();
    if (set == null) {
      reply.set(0);
      return;
    }
    reply.set(set.size());
    set.forEach(reply::bulk);
  }

  static final CommandSpec SSCAN =
      CommandSpec.of("sscan", -3)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("2.8.0")
          .group("set")
          .complexity("O(1) per call, O(N) for all members")
          .summary("Read a set in steps, however it changes meanwhile")
          .grammar("key cursor [MATCH=pattern] [COUNT=count]")
          .run(SetFamily::sscan);

  private static void sscan(Call call) {
    long cursor = ScanCursor.read(call.args(), 2);
    SetValue set = call.read(1, SetValue.class);
    if (set == null) {
      Scan.replyEmpty(call.reply());
      return;
    }
    Scan scan = new Scan(call.args(), 3);
    scan.run(cursor, c -> set.scan(c, m -> visit(scan, m)), call.reply());
  }

  private static void visit(Scan scan, byte[] member) {
    if (scan.wants(member)) {
      scan.add(member);
    }
  }
}
