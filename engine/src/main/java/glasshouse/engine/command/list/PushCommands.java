package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;

/** Adding at an end. */
final class PushCommands {
  private PushCommands() {}

  static final CommandSpec LPUSH =
      row("lpush")
          .since("1.0.0")
          .summary("Add elements at the left end, one after the other, making the list if needed")
          .run(call -> push(call, End.LEFT, true));

  static final CommandSpec RPUSH =
      row("rpush")
          .since("1.0.0")
          .summary("Add elements at the right end, one after the other, making the list if needed")
          .run(call -> push(call, End.RIGHT, true));

  static final CommandSpec LPUSHX =
      row("lpushx")
          .since("2.2.0")
          .summary("Add elements at the left end of a list that exists already")
          .run(call -> push(call, End.LEFT, false));

  static final CommandSpec RPUSHX =
      row("rpushx")
          .since("2.2.0")
          .summary("Add elements at the right end of a list that exists already")
          .run(call -> push(call, End.RIGHT, false));

  private static CommandSpec row(String name) {
    return CommandSpec.of(name, -3)
        .flags(WRITE, DENYOOM, FAST)
        .keys(1, 1, 1)
        .group("list")
        .complexity("O(N) for N elements")
        .grammar("key element...");
  }

  private static void push(Call call, End end, boolean create) {
    Args args = call.args();
    ListValue list = call.write(1, ListValue.class);
    if (list == null) {
      if (!create) {
        call.reply().integer(0);
        return;
      }
      list = new ListValue();
      call.set(1, list);
    }
    int count = args.count();
    byte[] data = args.data();
    for (int i = 2; i < count; i++) {
      end.push(list, data, args.offset(i), args.length(i));
    }
    call.reply().integer(list.size());
    call.changed(1, NotifyClass.LIST, end.pushEvent);
    call.dirty(count - 3);
  }
}
