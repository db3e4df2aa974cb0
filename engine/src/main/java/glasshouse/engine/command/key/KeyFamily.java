package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import java.util.List;

/** Deleting keys and asking for them, and the list of all commands of the family. */
public final class KeyFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        DEL,
        UNLINK,
        EXISTS,
        TOUCH,
        TYPE,
        ExpireCommands.EXPIRE,
        ExpireCommands.PEXPIRE,
        ExpireCommands.EXPIREAT,
        ExpireCommands.PEXPIREAT,
        ExpireCommands.PERSIST,
        TtlCommands.TTL,
        TtlCommands.PTTL,
        TtlCommands.EXPIRETIME,
        TtlCommands.PEXPIRETIME,
        KeysCommands.KEYS,
        KeysCommands.RANDOMKEY,
        ScanCommand.SCAN,
        RenameCommands.RENAME,
        RenameCommands.RENAMENX,
        MoveCommands.MOVE,
        MoveCommands.COPY,
        DumpCommands.DUMP,
        DumpCommands.RESTORE,
        DumpCommands.RESTORE_ASKING,
        ObjectCommand.OBJECT,
        SortCommand.SORT,
        SortCommand.SORT_RO,
        DatabaseCommands.DBSIZE,
        DatabaseCommands.FLUSHDB,
        DatabaseCommands.FLUSHALL,
        DatabaseCommands.SWAPDB);
  }

  static final CommandSpec DEL =
      CommandSpec.of("del", -2)
          .flags(WRITE)
          .keys(1, -1, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(n), n being the number of keys")
          .summary("Delete keys and count those that existed")
          .grammar("key...")
          .run(KeyFamily::del);

  static final CommandSpec UNLINK =
      CommandSpec.of("unlink", -2)
          .flags(WRITE, FAST)
          .keys(1, -1, 1)
          .since("4.0.0")
          .group("generic")
          .complexity("O(1) for each key")
          .summary("Delete keys, freeing their memory later, and count those that existed")
          .grammar("key...")
          .run(KeyFamily::del);

  private static void del(Call call) {
    long deleted = 0;
    for (int i = 1; i < call.args().count(); i++) {
      KeyEntry entry = call.peek(i);
      if (entry != null) {
        call.db().delete(entry.key());
        call.changed(i, NotifyClass.GENERIC, "del");
        deleted++;
      }
    }
    call.reply().integer(deleted);
  }

  static final CommandSpec EXISTS =
      CommandSpec.of("exists", -2)
          .flags(READONLY, FAST)
          .keys(1, -1, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(n), n being the number of keys")
          .summary("Count the keys that exist; one named twice counts twice")
          .grammar("key...")
          .run(KeyFamily::exists);

  private static void exists(Call call) {
    long found = 0;
    for (int i = 1; i < call.args().count(); i++) {
      found += call.glance(i) == null ? 0 : 1;
    }
    call.reply().integer(found);
  }

  static final CommandSpec TOUCH =
      CommandSpec.of("touch", -2)
          .flags(READONLY, FAST)
          .keys(1, -1, 1)
          .since("3.2.1")
          .group("generic")
          .complexity("O(n), n being the number of keys")
          .summary("Note a use of keys and count those that exist")
          .grammar("key...")
          .run(KeyFamily::touch);

  private static void touch(Call call) {
    long found = 0;
    for (int i = 1; i < call.args().count(); i++) {
      found += call.lookup(i) == null ? 0 : 1;
    }
    call.reply().integer(found);
  }

  static final CommandSpec TYPE =
      CommandSpec.of("type", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("generic")
          .complexity("O(1)")
          .summary("Name the type of value that a key holds")
          .grammar("key")
          .run(KeyFamily::type);

  private static void type(Call call) {
    KeyEntry entry = call.glance(1);
    call.reply().simple(entry == null ? "none" : entry.value().typeName());
  }
}
