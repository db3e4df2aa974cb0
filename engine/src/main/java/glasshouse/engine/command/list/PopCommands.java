package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** Taking from an end, of one list or of the first of several that has something. */
final class PopCommands {
  private PopCommands() {}

  static final CommandSpec LPOP =
      row("lpop")
          .summary("Remove and return elements from the left end")
          .run(call -> pop(call, End.LEFT));

  static final CommandSpec RPOP =
      row("rpop")
          .summary("Remove and return elements from the right end")
          .run(call -> pop(call, End.RIGHT));

  private static CommandSpec row(String name) {
    return CommandSpec.of(name, -2)
        .flags(WRITE, FAST)
        .keys(1, 1, 1)
        .since("1.0.0")
        .group("list")
        .complexity("O(N) for N elements returned")
        .grammar("key [count@6.2.0]");
  }

  private static void pop(Call call, End end) {
    Args args = call.args();
    ReplyWriter reply = call.reply();
    if (args.count() > 3) {
      throw new ErrorReply("ERR wrong number of arguments for '" + end.popEvent + "' command");
    }
    boolean counted = args.count() == 3;
    long wanted = counted ? count(args) : 1;
    ListValue list = call.write(1, ListValue.class);
    if (list == null) {
      if (counted) {
        reply.nilArray();
      } else {
        reply.nil();
      }
      return;
    }
    int count = (int) Math.min(wanted, list.size());
    if (counted) {
      reply.array(count);
    }
    if (count > 0) {
      end.take(list, count, reply::bulk);
      popped(call, 1, list, end, count);
    }
  }

  private static long count(Args args) {
    if (!args.isLong(2) || args.longAt(2) < 0) {
      throw new ErrorReply("ERR value is out of range, must be positive");
    }
    return args.longAt(2);
  }

  static final CommandSpec LMPOP =
      CommandSpec.of("lmpop", -4)
          .flags(WRITE)
          .keysCounted(1, 2)
          .since("7.0.0")
          .group("list")
          .complexity("O(N+M) for N keys and M elements returned")
          .summary("Remove and return elements of the first list that is not empty")
          .grammar("numkeys key... where(LEFT|RIGHT) [COUNT=count]")
          .run(PopCommands::popFirst);

  private static void popFirst(Call call) {
    MultiPop asked = MultiPop.parse(call.args(), 1);
    for (int key = asked.firstKey(); key < asked.endKey(); key++) {
      if (takeSome(call, key, asked.end(), asked.count())) {
        return;
      }
    }
    call.reply().nilArray();
  }

  /**
   * Takes up to {@code wanted} elements of the list at argument {@code key} and answers them with
   * its name; false when there is no list.
   */
  static boolean takeSome(Call call, int key, End end, long wanted) {
    ListValue list = call.write(key, ListValue.class);
    if (list == null) {
      return false;
    }
    Args args = call.args();
    ReplyWriter reply = call.reply();
    int count = (int) Math.min(wanted, list.size());
    reply.array(2);
    reply.bulk(args.data(), args.offset(key), args.length(key));
    reply.array(count);
    end.take(list, count, reply::bulk);
    popped(call, key, list, end, count);
    call.replicateAs(Bytes.of(end.popCommand), args.bytes(key), Numbers.decimal(count));
    return true;
  }

  /** Tells that {@code count} elements have gone from {@code end}; deletes an empty list. */
  static void popped(Call call, int key, ListValue list, End end, int count) {
    call.changed(key, NotifyClass.LIST, end.popEvent);
    call.dirty(count - 1);
    deleteIfEmpty(call, key, list);
  }

  static void deleteIfEmpty(Call call, int key, ListValue list) {
    if (list.size() == 0) {
      call.db().delete(call.args().bytes(key));
      call.notify(key, NotifyClass.GENERIC, "del");
    }
  }
}
