package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.ErrorReply;

/** A key gets another name, in the same database; its expiry goes with it. */
final class RenameCommands {
  private RenameCommands() {}

  static final CommandSpec RENAME =
      CommandSpec.of("rename", 3)
          .flags(WRITE)
          .keys(1, 2, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(1)")
          .summary("Give a key another name, replacing a key of that name")
          .grammar("key newkey#1")
          .run(RenameCommands::rename);

  private static void rename(Call call) {
    KeyEntry entry = source(call);
    if (!call.args().same(2, entry.key())) {
      move(call, entry);
    }
    call.reply().ok();
  }

  static final CommandSpec RENAMENX =
      CommandSpec.of("renamenx", 3)
          .flags(WRITE, FAST)
          .keys(1, 2, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(1)")
          .summary("Give a key another name unless a key of that name exists")
          .grammar("key newkey#1")
          .run(RenameCommands::renamenx);

  private static void renamenx(Call call) {
    KeyEntry entry = source(call);
    boolean free = call.use(2) == null;
    if (free) {
      move(call, entry);
    }
    call.reply().integer(free ? 1 : 0);
  }

  private static KeyEntry source(Call call) {
    KeyEntry entry = call.use(1);
    if (entry == null) {
      throw new ErrorReply("ERR no such key");
    }
    return entry;
  }

  private static void move(Call call, KeyEntry entry) {
    Database db = call.db();
    Value value = entry.value();
    final long expireAt = entry.expireAt();
    db.delete(entry.key());
    if (call.use(2) != null) {
      db.delete(call.args().bytes(2));
    }
    KeyEntry moved = call.set(2, value);
    db.rules().ages.pass(entry, moved);
    if (expireAt != KeyEntry.NEVER) {
      db.expireAt(moved, expireAt);
    }
    call.changed(1, NotifyClass.GENERIC, "rename_from");
    if (call.host().keysAreWatched()) {
      call.host().keyModified(db, moved.key());
    }
    call.notify(2, NotifyClass.GENERIC, "rename_to");
  }
}
