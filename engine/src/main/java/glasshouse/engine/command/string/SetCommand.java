package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.ExpireTime;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;

/**
 * SET with its options, and the older commands that are SET with one option.
 *
 * <p>Order of checks in SET: syntax, the time, the type of the old value (with GET), the condition.
 */
final class SetCommand {
  private SetCommand() {}

  static final CommandSpec SET =
      CommandSpec.of("set", -3)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string, whatever it held before")
          .grammar(
              "key value [condition(NX|XX)@2.6.12] [GET@6.2.0] "
                  + "[expiration(EX=seconds@2.6.12|PX=milliseconds@2.6.12|"
                  + "EXAT=unix-time-seconds@6.2.0|PXAT=unix-time-milliseconds@6.2.0|"
                  + "KEEPTTL@6.0.0)]")
          .run(SetCommand::set);

  private static void set(Call call) {
    Args args = call.args();
    if (args.count() == 3) {
      put(call, 2);
      call.reply().ok();
      return;
    }
    SetOptions options = SetOptions.read(args, 3, true);
    ExpireTime.Form form = options.form;
    final long at = form == null ? 0 : options.expireAt(call, form, "set");
    if (options.get) {
      StringFamily.get(call);
    }
    KeyEntry old = call.peek(1);
    if (old == null ? options.ifPresent : options.ifAbsent) {
      call.use(1);
      if (!options.get) {
        call.reply().nil();
      }
      return;
    }
    if (form != null) {
      expiring(call, 2, at);
      replicateExpiring(call, 2, at);
    } else if (options.keepTtl && old != null) {
      replace(call, old);
    } else {
      put(call, 2);
    }
    if (options.get && form == null) {
      replicateWithoutGet(call);
    }
    if (!options.get) {
      call.reply().ok();
    }
  }

  private static void put(Call call, int valueAt) {
    call.set(1, value(call, valueAt));
    call.changed(1, NotifyClass.STRING, "set");
  }

  private static StringValue value(Call call, int i) {
    Args args = call.args();
    return StringValue.of(args.data(), args.offset(i), args.length(i));
  }

  private static void replace(Call call, KeyEntry entry) {
    call.db().replace(entry, value(call, 2));
    call.changed(1, NotifyClass.STRING, "set");
  }

  private static void expiring(Call call, int valueAt, long at) {
    KeyEntry entry = call.set(1, value(call, valueAt));
    call.db().expireAt(entry, at);
    call.changed(1, NotifyClass.STRING, "set");
    call.notify(1, NotifyClass.GENERIC, "expire");
  }

  private static void replicateExpiring(Call call, int valueAt, long at) {
    Args args = call.args();
    byte[] value = args.bytes(valueAt);
    ExpireTime.replicateAs(call, Words.SET, args.bytes(1), value, Words.PXAT, Numbers.decimal(at));
  }

  private static void replicateWithoutGet(Call call) {
    Args args = call.args();
    List<byte[]> words = new ArrayList<>();
    for (int i = 0; i < args.count(); i++) {
      if (i < 3 || !args.is(i, "GET")) {
        words.add(args.bytes(i));
      }
    }
    call.replicateAs(words.toArray(new byte[0][]));
  }

  static final CommandSpec SETNX =
      CommandSpec.of("setnx", 3)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string unless the key exists")
          .grammar("key value")
          .run(SetCommand::setnx);

  private static void setnx(Call call) {
    boolean absent = call.use(1) == null;
    if (absent) {
      put(call, 2);
    }
    call.reply().integer(absent ? 1 : 0);
  }

  static final CommandSpec SETEX =
      CommandSpec.of("setex", 4)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string for so many seconds")
          .grammar("key seconds value")
          .run(call -> setex(call, ExpireTime.Form.EX, "setex"));

  static final CommandSpec PSETEX =
      CommandSpec.of("psetex", 4)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .since("2.6.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string for so many milliseconds")
          .grammar("key milliseconds value")
          .run(call -> setex(call, ExpireTime.Form.PX, "psetex"));

  private static void setex(Call call, ExpireTime.Form form, String name) {
    long at = ExpireTime.positive(call, 2, form, name);
    expiring(call, 3, at);
    replicateExpiring(call, 3, at);
    call.reply().ok();
  }

  static final CommandSpec GETSET =
      CommandSpec.of("getset", 3)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("string")
          .complexity("O(1)")
          .summary("Let a key hold a string and answer the one it held before")
          .grammar("key value")
          .run(SetCommand::getset);

  private static void getset(Call call) {
    StringFamily.get(call);
    put(call, 2);
    call.replicateAs(Words.SET, call.args().bytes(1), call.args().bytes(2));
  }
}
