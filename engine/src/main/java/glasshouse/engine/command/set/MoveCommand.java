package glasshouse.engine.command.set;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.resp.Args;
import org.jspecify.annotations.Nullable;

/** SMOVE. A missing source answers 0 before the type of the target is looked at. */
final class MoveCommand {
  private MoveCommand() {}

  static final CommandSpec SMOVE =
      CommandSpec.of("smove", 4)
          .flags(WRITE, FAST)
          .keys(1, 2, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1)")
          .summary("Take a member out of one set and put it into another")
          .grammar("source destination#1 member")
          .run(MoveCommand::smove);

  private static void smove(Call call) {
    Args args = call.args();
    KeyEntry from = call.use(1);
    KeyEntry to = call.use(2);
    if (from == null) {
      call.reply().integer(0);
      return;
    }
    SetValue source = Call.typed(from, SetValue.class);
    SetValue target = to == null ? null : Call.typed(to, SetValue.class);
    boolean there = source.contains(args.data(), args.offset(3), args.length(3));
    if (there && source != target) {
      move(call, source, to, target == null ? new SetValue(call.db().rules()) : target);
    }
    call.reply().integer(there ? 1 : 0);
  }

  private static void move(Call call, SetValue source, @Nullable KeyEntry to, SetValue target) {
    Args args = call.args();
    call.write(1, SetValue.class);
    source.remove(args.data(), args.offset(3), args.length(3));
    call.changed(1, NotifyClass.SET, "srem");
    SetFamily.deleteIfEmpty(call, 1, source);
    if (to == null) {
      call.set(2, target);
    } else {
      call.write(2, SetValue.class);
    }
    if (target.add(args.data(), args.offset(3), args.length(3))) {
      call.changed(2, NotifyClass.SET, "sadd");
    }
  }
}
