package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.BLOCKING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Timeout;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;

/**
 * Taking from the first of several lists that has something, and waiting while none has. A replica
 * is told what was taken, in the words of the command that does not wait.
 */
final class BlockingPops {
  private BlockingPops() {}

  static final CommandSpec BLPOP =
      row("blpop")
          .summary("Take the leftmost element of the first list that has one, waiting for it")
          .run(call -> pop(call, End.LEFT));

  static final CommandSpec BRPOP =
      row("brpop")
          .summary("Take the rightmost element of the first list that has one, waiting for it")
          .run(call -> pop(call, End.RIGHT));

  private static CommandSpec row(String name) {
    return CommandSpec.of(name, -3)
        .flags(WRITE, NOSCRIPT, BLOCKING)
        .keys(1, -2, 1)
        .since("2.0.0")
        .group("list")
        .complexity("O(N) for N keys")
        .grammar("key... timeout");
  }

  private static void pop(Call call, End end) {
    Args args = call.args();
    int last = args.count() - 1;
    long deadline = Timeout.deadline(args, last, call.now());
    for (int key = 1; key < last; key++) {
      if (looksAt(call, key) && takeOne(call, key, end)) {
        return;
      }
    }
    await(call, 1, last, deadline);
  }

  private static boolean takeOne(Call call, int key, End end) {
    ListValue list = call.write(key, ListValue.class);
    if (list == null) {
      return false;
    }
    Args args = call.args();
    call.reply().array(2);
    call.reply().bulk(args.data(), args.offset(key), args.length(key));
    end.take(list, 1, call.reply()::bulk);
    PopCommands.popped(call, key, list, end, 1);
    call.replicateAs(Bytes.of(end.popCommand), args.bytes(key));
    return true;
  }

  static final CommandSpec BLMPOP =
      CommandSpec.of("blmpop", -5)
          .flags(WRITE, BLOCKING)
          .keysCounted(2, 3)
          .since("7.0.0")
          .group("list")
          .complexity("O(N+M) for N keys and M elements returned")
          .summary("Take elements of the first list that is not empty, waiting for one")
          .grammar("timeout numkeys key... where(LEFT|RIGHT) [COUNT=count]")
          .run(BlockingPops::popSome);

  private static void popSome(Call call) {
    MultiPop asked = MultiPop.parse(call.args(), 2);
    long deadline = Timeout.deadline(call.args(), 1, call.now());
    for (int key = asked.firstKey(); key < asked.endKey(); key++) {
      if (looksAt(call, key) && PopCommands.takeSome(call, key, asked.end(), asked.count())) {
        return;
      }
    }
    await(call, asked.firstKey(), asked.endKey(), deadline);
  }

  /** On the first run every key is looked at; a waiter looks at the one that became ready. */
  static boolean looksAt(Call call, int key) {
    byte[] ready = call.readyKey();
    return ready == null || call.args().same(key, ready);
  }

  private static void await(Call call, int firstKey, int endKey, long deadline) {
    if (!call.mayBlock()) {
      call.reply().nilArray();
      return;
    }
    List<byte[]> keys = new ArrayList<>(endKey - firstKey);
    for (int key = firstKey; key < endKey; key++) {
      keys.add(call.args().bytes(key));
    }
    call.block(new Blocking(keys, ListValue.class, deadline, true));
  }
}
