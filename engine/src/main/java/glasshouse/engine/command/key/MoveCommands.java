package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Host;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Keys between databases. */
final class MoveCommands {
  private MoveCommands() {}

  static final CommandSpec MOVE =
      CommandSpec.of("move", 3)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(1)")
          .summary("Move a key to another database unless it exists there")
          .grammar("key db")
          .run(MoveCommands::move);

  private static void move(Call call) {
    Database from = call.db();
    Database to = database(call, 2);
    if (to == from) {
      throw same();
    }
    KeyEntry entry = call.use(1);
    if (entry == null || to.find(entry.key(), call.moment()) != null) {
      call.reply().integer(0);
      return;
    }
    from.delete(entry.key());
    to.rules().ages.pass(entry, put(to, entry.key(), entry, entry.value()));
    Host host = call.host();
    call.changed(1, NotifyClass.GENERIC, "move_from");
    if (host.keysAreWatched()) {
      host.keyModified(to, entry.key());
    }
    if (host.publishes(NotifyClass.GENERIC)) {
      host.publishKeyEvent(NotifyClass.GENERIC, "move_to", to, entry.key());
    }
    call.reply().integer(1);
  }

  static final CommandSpec COPY =
      CommandSpec.of("copy", -3)
          .flags(WRITE, DENYOOM)
          .keys(1, 2, 1)
          .since("6.2.0")
          .group("generic")
          .complexity("O(n), n being the number of elements of the value")
          .summary("Copy the value of a key to another key")
          .grammar("source destination#1 [DB=destination-db] [REPLACE]")
          .run(MoveCommands::copy);

  private static void copy(Call call) {
    Args args = call.args();
    Database to = call.db();
    boolean replace = false;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "REPLACE")) {
        replace = true;
      } else if (args.is(i, "DB") && i + 1 < args.count()) {
        to = database(call, ++i);
      } else {
        throw ErrorReply.syntax();
      }
    }
    byte[] destination = args.bytes(2);
    if (to == call.db() && args.same(1, destination)) {
      throw same();
    }
    KeyEntry entry = call.lookup(1);
    boolean free = entry != null && to.find(destination, call.moment()) == null;
    if (entry == null || (!free && !replace)) {
      call.reply().integer(0);
      return;
    }
    to.delete(destination);
    put(to, destination, entry, entry.value().copy());
    call.changed(to, destination, NotifyClass.GENERIC, "copy_to");
    call.reply().integer(1);
  }

  private static KeyEntry put(Database to, byte[] key, KeyEntry entry, Value value) {
    KeyEntry made = to.set(key, value);
    if (entry.expireAt() != KeyEntry.NEVER) {
      to.expireAt(made, entry.expireAt());
    }
    return made;
  }

  /** The database that argument {@code i} names. */
  private static Database database(Call call, int i) {
    Keyspace keyspace = call.host().keyspace();
    long index = call.args().longAt(i);
    if (index < Integer.MIN_VALUE || index > Integer.MAX_VALUE) {
      throw new ErrorReply(
          "ERR value is out of range, value must between -2147483648 and 2147483647");
    }
    if (index < 0 || index >= keyspace.count()) {
      throw new ErrorReply("ERR DB index is out of range");
    }
    return keyspace.database((int) index);
  }

  private static ErrorReply same() {
    return new ErrorReply("ERR source and destination objects are the same");
  }
}
