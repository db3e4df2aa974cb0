package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** Commands that look for an element by its content. */
final class SearchCommands {
  private SearchCommands() {}

  static final CommandSpec LPOS =
      CommandSpec.of("lpos", -3)
          .flags(READONLY)
          .keys(1, 1, 1)
          .since("6.0.6")
          .group("list")
          .complexity("O(N) for N elements compared")
          .summary("Tell at which indexes an element stands")
          .grammar("key element [RANK=rank] [COUNT=num-matches] [MAXLEN=len]")
          .run(SearchCommands::positions);

  private static void positions(Call call) {
    Args args = call.args();
    long rank = 1;
    long count = -1;
    long compared = 0;
    for (int i = 3; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw ErrorReply.syntax();
      } else if (args.is(i, "RANK")) {
        rank = rank(args.longAt(i + 1));
      } else if (args.is(i, "COUNT")) {
        count = notNegative(args, i + 1, "ERR COUNT can't be negative");
      } else if (args.is(i, "MAXLEN")) {
        compared = notNegative(args, i + 1, "ERR MAXLEN can't be negative");
      } else {
        throw ErrorReply.syntax();
      }
    }
    ListValue list = call.read(1, ListValue.class);
    ReplyWriter reply = call.reply();
    int mark = reply.open();
    int found = list == null ? 0 : positions(call, list, rank, Math.abs(count), compared);
    if (count >= 0) {
      reply.closeArray(mark, found);
    } else if (found == 0) {
      reply.nil();
    }
  }

  /**
   * Answers the indexes of matches from number {@code rank} on, {@code count} at most (0 for all),
   * comparing {@code compared} elements at most (0 for all); returns how many.
   */
  private static int positions(Call call, ListValue list, long rank, long count, long compared) {
    Args args = call.args();
    int size = list.size();
    int limit = compared == 0 ? size : (int) Math.min(compared, size);
    int step = rank > 0 ? 1 : -1;
    int from = rank > 0 ? 0 : size - 1;
    int last = rank > 0 ? limit - 1 : size - limit;
    // The smallest rank counts as -1, as in Redis, where its negation overflows.
    long skipped = rank == Long.MIN_VALUE ? 0 : Math.abs(rank) - 1;
    int found = 0;
    while (count == 0 || found < count) {
      int at = list.find(args.data(), args.offset(2), args.length(2), from, last);
      if (at < 0) {
        break;
      }
      if (skipped > 0) {
        skipped--;
      } else {
        call.reply().integer(at);
        found++;
      }
      if (at == last) {
        break;
      }
      from = at + step;
    }
    return found;
  }

  private static long rank(long rank) {
    if (rank == 0) {
      throw new ErrorReply(
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ..."
              + " or use negative to start from the end of the list");
    }
    return rank;
  }

  private static long notNegative(Args args, int i, String error) {
    if (!args.isLong(i) || args.longAt(i) < 0) {
      throw new ErrorReply(error);
    }
    return args.longAt(i);
  }

  static final CommandSpec LREM =
      CommandSpec.of("lrem", 4)
          .flags(WRITE)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("list")
          .complexity("O(N+M) for N elements, M of them removed")
          .summary("Remove elements equal to the given one, from the head or from the tail on")
          .grammar("key count element")
          .run(SearchCommands::removeEqual);

  private static void removeEqual(Call call) {
    Args args = call.args();
    long wanted = args.longAt(2);
    ListValue list = call.write(1, ListValue.class);
    int removed = 0;
    if (list != null) {
      removed = wanted < 0 ? removeUp(args, list, -wanted) : removeDown(args, list, wanted);
    }
    if (list != null && removed > 0) {
      call.changed(1, NotifyClass.LIST, "lrem");
      call.dirty(removed - 1);
      PopCommands.deleteIfEmpty(call, 1, list);
    }
    call.reply().integer(removed);
  }

  /** Removes from the head on, all when {@code wanted} is 0. */
  private static int removeDown(Args args, ListValue list, long wanted) {
    int removed = 0;
    int from = 0;
    while (from < list.size() && (wanted == 0 || removed < wanted)) {
      from = list.find(args.data(), args.offset(3), args.length(3), from, list.size() - 1);
      if (from < 0) {
        break;
      }
      list.remove(from, 1);
      removed++;
    }
    return removed;
  }

  /** Removes from the tail on; {@code wanted} is not 0, and negative only for all. */
  private static int removeUp(Args args, ListValue list, long wanted) {
    int removed = 0;
    int from = list.size() - 1;
    while (from >= 0 && (wanted < 0 || removed < wanted)) {
      from = list.find(args.data(), args.offset(3), args.length(3), from, 0);
      if (from < 0) {
        break;
      }
      list.remove(from--, 1);
      removed++;
    }
    return removed;
  }

  static final CommandSpec LINSERT =
      CommandSpec.of("linsert", 5)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("list")
          .complexity("O(N) for N elements before the pivot")
          .summary("Add an element next to the first one that equals the pivot")
          .grammar("key where(BEFORE|AFTER) pivot element")
          .run(SearchCommands::insert);

  private static void insert(Call call) {
    Args args = call.args();
    boolean after = args.is(2, "AFTER");
    if (!after && !args.is(2, "BEFORE")) {
      throw ErrorReply.syntax();
    }
    ListValue list = call.write(1, ListValue.class);
    if (list == null) {
      call.reply().integer(0);
      return;
    }
    int pivot = list.find(args.data(), args.offset(3), args.length(3), 0, list.size() - 1);
    if (pivot < 0) {
      call.reply().integer(-1);
      return;
    }
    list.insert(after ? pivot + 1 : pivot, args.data(), args.offset(4), args.length(4));
    call.changed(1, NotifyClass.LIST, "linsert");
    call.reply().integer(list.size());
  }
}
