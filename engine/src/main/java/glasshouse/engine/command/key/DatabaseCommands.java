package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;

/** Whole databases: counting, emptying, exchanging. */
final class DatabaseCommands {
  private DatabaseCommands() {}

  static final CommandSpec DBSIZE =
      CommandSpec.of("dbsize", 1)
          .flags(READONLY, FAST)
          .since("1.0.0")
          .group("server")
          .categories("keyspace")
          .complexity("O(1)")
          .summary("Number of keys in the database")
          .run(call -> call.reply().integer(call.db().size()));

  static final CommandSpec FLUSHDB =
      CommandSpec.of("flushdb", -1)
          .flags(WRITE)
          .since("1.0.0")
          .group("server")
          .categories("keyspace", "dangerous")
          .complexity("O(n), n being the number of keys in the database")
          .summary("Remove all keys of the database")
          .grammar("[async(ASYNC@4.0.0|SYNC@6.2.0)]")
          .run(call -> flush(call, List.of(call.db())));

  static final CommandSpec FLUSHALL =
      CommandSpec.of("flushall", -1)
          .flags(WRITE)
          .since("1.0.0")
          .group("server")
          .categories("keyspace", "dangerous")
          .complexity("O(n), n being the number of keys in all databases")
          .summary("Remove all keys of all databases")
          .grammar("[async(ASYNC@4.0.0|SYNC@6.2.0)]")
          .run(
              call -> {
                flush(call, databases(call));
                call.host().flushedAll(call.effects().dirty());
              });

  /** ASYNC and SYNC are the same here: what is let go is collected later anyway. */
  private static void flush(Call call, List<Database> databases) {
    Args args = call.args();
    if (args.count() > 2 || (args.count() == 2 && !args.is(1, "ASYNC") && !args.is(1, "SYNC"))) {
      throw ErrorReply.syntax();
    }
    for (Database db : databases) {
      call.host().flushing(db);
      call.dirty(db.size());
      db.clear();
    }
    call.host().flushed();
    call.replicateAlways();
    call.reply().ok();
  }

  private static List<Database> databases(Call call) {
    Keyspace keyspace = call.host().keyspace();
    List<Database> all = new ArrayList<>();
    for (int i = 0; i < keyspace.count(); i++) {
      all.add(keyspace.database(i));
    }
    return all;
  }

  static final CommandSpec SWAPDB =
      CommandSpec.of("swapdb", 3)
          .flags(WRITE, FAST)
          .since("4.0.0")
          .group("server")
          .categories("keyspace", "dangerous")
          .complexity("O(n), n being the number of clients that watch or wait for keys")
          .summary("Exchange the contents of two databases")
          .grammar("index1 index2")
          .run(DatabaseCommands::swapdb);

  private static void swapdb(Call call) {
    Keyspace keyspace = call.host().keyspace();
    int first = index(call, 1, "first");
    int second = index(call, 2, "second");
    if (first < 0 || first >= keyspace.count() || second < 0 || second >= keyspace.count()) {
      throw new ErrorReply("ERR DB index is out of range");
    }
    if (first != second) {
      keyspace.swap(first, second);
      call.host().swapped(keyspace.database(first), keyspace.database(second));
    }
    call.dirty(1);
    call.reply().ok();
  }

  private static int index(Call call, int i, String which) {
    long index = call.args().isLong(i) ? call.args().longAt(i) : Long.MAX_VALUE;
    if (index < Integer.MIN_VALUE || index > Integer.MAX_VALUE) {
      throw new ErrorReply("ERR invalid " + which + " DB index");
    }
    return (int) index;
  }
}
