package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.ExpireTime;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * EXPIRE and its kin. Order of checks: the conditions among themselves, the number, its range, the
 * key, the conditions against the key. A time that is over deletes the key.
 */
final class ExpireCommands {
  private static final byte[] NAME = Bytes.of("PEXPIREAT");

  /** When the expiry may be set, by what it was before. */
  private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {
    static Condition read(Args args) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (int i = 3; i < args.count(); i++) {
        if (args.is(i, "NX")) {
          nx = true;
        } else if (args.is(i, "XX")) {
          xx = true;
        } else if (args.is(i, "GT")) {
          gt = true;
        } else if (args.is(i, "LT")) {
          lt = true;
        } else {
          throw ErrorReply.ending("ERR Unsupported option ", args.text(i));
        }
      }
      if (nx && (xx || gt || lt)) {
        throw new ErrorReply("ERR NX and XX, GT or LT options at the same time are not compatible");
      }
      if (gt && lt) {
        throw new ErrorReply("ERR GT and LT options at the same time are not compatible");
      }
      return new Condition(nx, xx, gt, lt);
    }

    boolean holds(long before, long wanted) {
      boolean never = before == KeyEntry.NEVER;
      return !(nx && !never)
          && !(xx && never)
          && !(gt && (never || wanted <= before))
          && !(lt && !never && wanted >= before);
    }
  }

  private ExpireCommands() {}

  static final CommandSpec EXPIRE =
      row("expire", "1.0.0", ExpireTime.Form.EX)
          .summary("Let a key expire in so many seconds")
          .grammar("key seconds [condition(NX|XX|GT|LT)@7.0.0]");

  static final CommandSpec PEXPIRE =
      row("pexpire", "2.6.0", ExpireTime.Form.PX)
          .summary("Let a key expire in so many milliseconds")
          .grammar("key milliseconds [condition(NX|XX|GT|LT)@7.0.0]");

  static final CommandSpec EXPIREAT =
      row("expireat", "1.2.0", ExpireTime.Form.EXAT)
          .summary("Let a key expire at a Unix time in seconds")
          .grammar("key unix-time-seconds [condition(NX|XX|GT|LT)@7.0.0]");

  static final CommandSpec PEXPIREAT =
      row("pexpireat", "2.6.0", ExpireTime.Form.PXAT)
          .summary("Let a key expire at a Unix time in milliseconds")
          .grammar("key unix-time-milliseconds [condition(NX|XX|GT|LT)@7.0.0]");

  private static CommandSpec row(String name, String since, ExpireTime.Form form) {
    return CommandSpec.of(name, -3)
        .flags(WRITE, FAST)
        .keys(1, 1, 1)
        .since(since)
        .group("generic")
        .complexity("O(1)")
        .run(call -> expire(call, form, name));
  }

  private static void expire(Call call, ExpireTime.Form form, String name) {
    Condition condition = Condition.read(call.args());
    long at = ExpireTime.any(call, call.args().longAt(2), form, name);
    KeyEntry entry = call.use(1);
    if (entry == null || !condition.holds(entry.expireAt(), at)) {
      call.reply().integer(0);
      return;
    }
    if (ExpireTime.over(call, at)) {
      call.db().delete(entry.key());
      call.changed(1, NotifyClass.GENERIC, "del");
      call.replicateDeletion(entry.key(), call.host().expiresLazily());
    } else {
      call.db().expireAt(entry, Math.max(0, at));
      call.changed(1, NotifyClass.GENERIC, "expire");
      if (form != ExpireTime.Form.PXAT) {
        replicate(call, at);
      }
    }
    call.reply().integer(1);
  }

  /** The client's words with another name and time; conditions stay, as in Redis 7.0. */
  private static void replicate(Call call, long at) {
    byte[][] words = new byte[call.args().count()][];
    for (int i = 3; i < words.length; i++) {
      words[i] = call.args().bytes(i);
    }
    words[0] = NAME;
    words[1] = call.args().bytes(1);
    words[2] = Numbers.decimal(at);
    ExpireTime.replicateAs(call, words);
  }

  static final CommandSpec PERSIST =
      CommandSpec.of("persist", 2)
          .flags(WRITE, FAST)
          .keys(1, 1, 1)
          .since("2.2.0")
          .group("generic")
          .complexity("O(1)")
          .summary("Let a key no longer expire")
          .grammar("key")
          .run(ExpireCommands::persist);

  private static void persist(Call call) {
    KeyEntry entry = call.use(1);
    boolean had = entry != null && call.db().persist(entry);
    if (had) {
      call.changed(1, NotifyClass.GENERIC, "persist");
    }
    call.reply().integer(had ? 1 : 0);
  }
}
