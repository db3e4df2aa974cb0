package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Several keys at once. */
final class ManyCommands {
  private ManyCommands() {}

  static final CommandSpec MGET =
      CommandSpec.of("mget", -2)
          .flags(READONLY, FAST)
          .keys(1, -1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(n), n being the number of keys")
          .summary("Read the strings of several keys; nil for what is no string")
          .grammar("key...")
          .run(ManyCommands::mget);

  private static void mget(Call call) {
    int count = call.args().count();
    call.reply().array(count - 1);
    for (int i = 1; i < count; i++) {
      KeyEntry entry = call.lookup(i);
      if (entry != null && entry.value() instanceof StringValue value) {
        StringFamily.reply(call, value);
      } else {
        call.reply().nil();
      }
    }
  }

  static final CommandSpec MSET =
      CommandSpec.of("mset", -3)
          .flags(WRITE, DENYOOM)
          .keys(1, -1, 2)
          .since("1.0.1")
          .group("string")
          .complexity("O(n), n being the number of keys")
          .summary("Let several keys hold a string each")
          .grammar("(key value)...")
          .run(ManyCommands::mset);

  private static void mset(Call call) {
    checkPairs(call, "mset");
    setAll(call);
    call.reply().ok();
  }

  static final CommandSpec MSETNX =
      CommandSpec.of("msetnx", -3)
          .flags(WRITE, DENYOOM)
          .keys(1, -1, 2)
          .since("1.0.1")
          .group("string")
          .complexity("O(n), n being the number of keys")
          .summary("Let several keys hold a string each unless one of them exists")
          .grammar("(key value)...")
          .run(ManyCommands::msetnx);

  private static void msetnx(Call call) {
    checkPairs(call, "msetnx");
    for (int i = 1; i < call.args().count(); i += 2) {
      if (call.use(i) != null) {
        call.reply().integer(0);
        return;
      }
    }
    setAll(call);
    call.reply().integer(1);
  }

  private static void checkPairs(Call call, String name) {
    if (call.args().count() % 2 == 0) {
      throw new ErrorReply("ERR wrong number of arguments for '" + name + "' command");
    }
  }

  private static void setAll(Call call) {
    Args args = call.args();
    for (int i = 1; i < args.count(); i += 2) {
      call.set(i, StringValue.of(args.data(), args.offset(i + 1), args.length(i + 1)));
      call.changed(i, NotifyClass.STRING, "set");
    }
  }
}
