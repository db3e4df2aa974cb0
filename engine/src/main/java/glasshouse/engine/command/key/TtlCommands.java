package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.KeyEntry;

/** When a key expires: -2 without the key, -1 when it does not; seconds are rounded to nearest. */
final class TtlCommands {
  private TtlCommands() {}

  static final CommandSpec TTL =
      row("ttl", "1.0.0", true, true).summary("Seconds until a key expires");

  static final CommandSpec PTTL =
      row("pttl", "2.6.0", true, false).summary("Milliseconds until a key expires");

  static final CommandSpec EXPIRETIME =
      row("expiretime", "7.0.0", false, true).summary("Unix seconds at which a key expires");

  static final CommandSpec PEXPIRETIME =
      row("pexpiretime", "7.0.0", false, false).summary("Unix milliseconds at which a key expires");

  private static CommandSpec row(String name, String since, boolean relative, boolean seconds) {
    return CommandSpec.of(name, 2)
        .flags(READONLY, FAST)
        .keys(1, 1, 1)
        .since(since)
        .group("generic")
        .complexity("O(1)")
        .grammar("key")
        .run(call -> ttl(call, relative, seconds));
  }

  private static void ttl(Call call, boolean relative, boolean seconds) {
    KeyEntry entry = call.glance(1);
    if (entry == null) {
      call.reply().integer(-2);
    } else if (entry.expireAt() == KeyEntry.NEVER) {
      call.reply().integer(-1);
    } else {
      long time = relative ? Math.max(0, entry.expireAt() - call.now()) : entry.expireAt();
      call.reply().integer(seconds ? (time + 500) / 1000 : time);
    }
  }
}
