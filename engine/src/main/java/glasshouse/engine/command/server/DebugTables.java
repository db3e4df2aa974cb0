package glasshouse.engine.command.server;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** DEBUG HTSTATS and HTSTATS-KEY: how long the chains of hash tables are. */
final class DebugTables {
  private DebugTables() {}

  static boolean ofDatabase(Call call) {
    long index = call.args().longAt(2);
    if (index < 0 || index >= call.host().keyspace().count()) {
      throw new ErrorReply("ERR Out of range database");
    }
    answer(call, call.host().keyspace().database((int) index).chains());
    return true;
  }

  static boolean ofKey(Call call) {
    KeyEntry entry = call.peek(2);
    if (entry == null) {
      throw new ErrorReply("ERR no such key");
    }
    String chains = chains(entry.value());
    if (chains == null) {
      throw new ErrorReply(
          "ERR The value stored at the specified key is not represented using an hash table");
    }
    answer(call, chains);
    return true;
  }

  private static @Nullable String chains(Value value) {
    return value instanceof SetValue set
        ? set.chains()
        : value instanceof HashValue hash
            ? hash.chains()
            : value instanceof SortedSetValue sorted ? sorted.chains() : null;
  }

  private static void answer(Call call, String text) {
    call.reply().verbatim("txt", Bytes.of(text));
  }
}
