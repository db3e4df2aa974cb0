package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.ExpireTime;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;

/** Reading that leaves something behind: GETEX and GETDEL. */
final class GetexCommand {
  private GetexCommand() {}

  static final CommandSpec GETEX =
      CommandSpec.of("getex", -2)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("6.2.0")
          .group("string")
          .complexity("O(1)")
          .summary("Read the string that a key holds and change when the key expires")
          .grammar(
              "key [expiration(EX=seconds|PX=milliseconds|EXAT=unix-time-seconds|"
                  + "PXAT=unix-time-milliseconds|PERSIST)]")
          .run(GetexCommand::getex);

  private static void getex(Call call) {
    SetOptions options = SetOptions.read(call.args(), 2, false);
    KeyEntry entry = call.lookup(1);
    if (entry == null) {
      call.reply().nil();
      return;
    }
    StringValue value = Call.typed(entry, StringValue.class);
    ExpireTime.Form form = options.form;
    long at = form == null ? 0 : options.expireAt(call, form, "getex");
    StringFamily.reply(call, value);
    if (form != null && !form.relative() && ExpireTime.over(call, at)) {
      delete(call, entry, call.host().expiresLazily());
    } else if (form != null) {
      call.db().expireAt(entry, at);
      call.changed(1, NotifyClass.GENERIC, "expire");
      ExpireTime.replicateExpiry(call, entry.key(), form, at);
    } else if (options.persist && call.db().persist(entry)) {
      call.changed(1, NotifyClass.GENERIC, "persist");
      call.replicateAs(Words.PERSIST, entry.key());
    }
  }

  private static void delete(Call call, KeyEntry entry, boolean lazily) {
    call.db().delete(entry.key());
    call.changed(1, NotifyClass.GENERIC, "del");
    call.replicateDeletion(entry.key(), lazily);
  }

  static final CommandSpec GETDEL =
      CommandSpec.of("getdel", 2)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("6.2.0")
          .group("string")
          .complexity("O(1)")
          .summary("Read the string that a key holds and delete the key")
          .grammar("key")
          .run(GetexCommand::getdel);

  private static void getdel(Call call) {
    KeyEntry entry = call.lookup(1);
    if (entry == null) {
      call.reply().nil();
      return;
    }
    StringFamily.reply(call, Call.typed(entry, StringValue.class));
    delete(call, entry, call.host().deletesLazily());
  }
}
