package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;

/** Commands on lists; here those that work by index. */
public final class ListFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        PushCommands.LPUSH,
        PushCommands.RPUSH,
        PushCommands.LPUSHX,
        PushCommands.RPUSHX,
        PopCommands.LPOP,
        PopCommands.RPOP,
        PopCommands.LMPOP,
        BlockingPops.BLPOP,
        BlockingPops.BRPOP,
        BlockingPops.BLMPOP,
        MoveCommands.LMOVE,
        MoveCommands.RPOPLPUSH,
        MoveCommands.BLMOVE,
        MoveCommands.BRPOPLPUSH,
        LLEN,
        LINDEX,
        LSET,
        LRANGE,
        LTRIM,
        SearchCommands.LPOS,
        SearchCommands.LREM,
        SearchCommands.LINSERT);
  }

  static final CommandSpec LLEN =
      CommandSpec.of("llen", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(1)")
          .summary("Count the elements of a list")
          .grammar("key")
          .run(ListFamily::length);

  private static void length(Call call) {
    ListValue list = call.read(1, ListValue.class);
    call.reply().integer(list == null ? 0 : list.size());
  }

  static final CommandSpec LINDEX =
      CommandSpec.of("lindex", 3)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(N) for N elements between the index and the nearer end")
          .summary("Read the element at an index, negative ones counting from the tail")
          .grammar("key index")
          .run(ListFamily::index);

  private static void index(Call call) {
    ListValue list = call.read(1, ListValue.class);
    if (list == null) {
      call.reply().nil();
      return;
    }
    long index = fromHead(call.args().longAt(2), list);
    if (index < 0 || index >= list.size()) {
      call.reply().nil();
    } else {
      list.range((int) index, 1, call.reply()::bulk);
    }
  }

  static final CommandSpec LSET =
      CommandSpec.of("lset", 4)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(N) for N elements between the index and the nearer end")
          .summary("Replace the element at an index")
          .grammar("key index element")
          .run(ListFamily::set);

  private static void set(Call call) {
    Args args = call.args();
    ListValue list = call.write(1, ListValue.class);
    if (list == null) {
      throw new ErrorReply("ERR no such key");
    }
    long index = fromHead(args.longAt(2), list);
    if (index < 0 || index >= list.size()) {
      throw new ErrorReply("ERR index out of range");
    }
    list.set((int) index, args.data(), args.offset(3), args.length(3));
    call.changed(1, NotifyClass.LIST, "lset");
    call.reply().ok();
  }

  static final CommandSpec LRANGE =
      CommandSpec.of("lrange", 4)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(S+N) for S elements to the nearer end and N elements returned")
          .summary("Read the elements between two indexes, both included")
          .grammar("key start stop")
          .run(ListFamily::range);

  private static void range(Call call) {
    long start = call.args().longAt(2);
    long stop = call.args().longAt(3);
    ListValue list = call.read(1, ListValue.class);
    int from = list == null ? 0 : (int) first(start, list);
    int count = list == null ? 0 : (int) (last(stop, list) - from + 1);
    call.reply().array(Math.max(0, count));
    if (list != null && count > 0) {
      list.range(from, count, call.reply()::bulk);
    }
  }

  static final CommandSpec LTRIM =
      CommandSpec.of("ltrim", 4)
          .flags(WRITE)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(N) for N elements removed")
          .summary("Keep the elements between two indexes, both included, and remove the others")
          .grammar("key start stop")
          .run(ListFamily::trim);

  private static void trim(Call call) {
    long start = call.args().longAt(2);
    long stop = call.args().longAt(3);
    ListValue list = call.write(1, ListValue.class);
    if (list != null) {
      int before = list.size();
      int from = (int) first(start, list);
      int to = (int) last(stop, list);
      if (from > to) {
        list.remove(0, before);
      } else {
        list.trim(from, to);
      }
      call.changed(1, NotifyClass.LIST, "ltrim");
      call.dirty(before - list.size() - 1);
      PopCommands.deleteIfEmpty(call, 1, list);
    }
    call.reply().ok();
  }

  /** The index counted from the head; negative when it lies before the head. */
  private static long fromHead(long index, ListValue list) {
    return index < 0 ? index + list.size() : index;
  }

  /** The first index of a range: from 0 to the number of elements. */
  private static long first(long start, ListValue list) {
    return Math.clamp(fromHead(start, list), 0, list.size());
  }

  /** The last index of a range: -1 when it lies before the head, else that of an element. */
  private static long last(long stop, ListValue list) {
    return Math.clamp(fromHead(stop, list), -1, list.size() - 1);
  }
}
