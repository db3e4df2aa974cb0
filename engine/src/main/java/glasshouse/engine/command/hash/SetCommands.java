package glasshouse.engine.command.hash;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Setting and removing fields. */
final class SetCommands {
  private SetCommands() {}

  static final CommandSpec HSET =
      CommandSpec.of("hset", -4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(N) for N fields")
          .summary("Set fields of a hash, making it if needed, and count the new ones")
          .grammar("key (field value)...")
          .run(call -> call.reply().integer(setAll(call, "hset")));

  static final CommandSpec HMSET =
      CommandSpec.of("hmset", -4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(N) for N fields")
          .summary("Set fields of a hash, making it if needed")
          .grammar("key (field value)...")
          .run(SetCommands::hmset);

  private static void hmset(Call call) {
    setAll(call, "hmset");
    call.reply().ok();
  }

  private static int setAll(Call call, String name) {
    Args args = call.args();
    int count = args.count();
    if (count % 2 == 1) {
      throw new ErrorReply("ERR wrong number of arguments for '" + name + "' command");
    }
    HashValue hash = writable(call);
    byte[] data = args.data();
    int created = 0;
    for (int i = 2; i < count; i += 2) {
      created += put(hash, args, i, data, args.offset(i + 1), args.length(i + 1)) ? 1 : 0;
    }
    call.changed(1, NotifyClass.HASH, "hset");
    call.dirty(count / 2 - 2);
    return created;
  }

  static final CommandSpec HSETNX =
      CommandSpec.of("hsetnx", 4)
          .flags(WRITE, DENYOOM, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Set a field of a hash unless it exists")
          .grammar("key field value")
          .run(SetCommands::hsetnx);

  private static void hsetnx(Call call) {
    Args args = call.args();
    HashValue hash = call.write(1, HashValue.class);
    if (hash != null && hash.find(args.data(), args.offset(2), args.length(2))) {
      call.reply().integer(0);
      return;
    }
    put(writable(call), args, 2, args.data(), args.offset(3), args.length(3));
    call.reply().integer(1);
    call.changed(1, NotifyClass.HASH, "hset");
  }

  static final CommandSpec HDEL =
      CommandSpec.of("hdel", -3)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(N) for N fields")
          .summary("Remove fields from a hash, and the key with the last of them")
          .grammar("key field...")
          .run(SetCommands::hdel);

  private static void hdel(Call call) {
    Args args = call.args();
    HashValue hash = call.write(1, HashValue.class);
    int removed = 0;
    if (hash != null) {
      for (int i = 2; i < args.count(); i++) {
        removed += hash.remove(args.data(), args.offset(i), args.length(i)) ? 1 : 0;
      }
    }
    if (hash != null && removed > 0) {
      call.changed(1, NotifyClass.HASH, "hdel");
      call.dirty(removed - 1);
      if (hash.size() == 0) {
        call.db().delete(args.bytes(1));
        call.notify(1, NotifyClass.GENERIC, "del");
      }
    }
    call.reply().integer(removed);
  }

  /** The hash under argument 1, made when there is none. */
  static HashValue writable(Call call) {
    HashValue hash = call.write(1, HashValue.class);
    if (hash == null) {
      hash = new HashValue(call.db().rules());
      call.set(1, hash);
    }
    return hash;
  }

  /** Sets the field that argument {@code field} names; true when it is new. */
  static boolean put(HashValue hash, Args args, int field, byte[] value, int offset, int length) {
    return hash.put(args.data(), args.offset(field), args.length(field), value, offset, length);
  }
}
