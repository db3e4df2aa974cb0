package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.SORT_FOR_SCRIPT;
import static glasshouse.engine.command.CommandFlag.TOUCHES_ARBITRARY_KEYS;

import glasshouse.engine.base.Glob;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;

/** Keys by pattern and by chance. */
final class KeysCommands {
  /** On a replica whose keys have all expired, the search for a living one gives up. */
  private static final int TRIES = 100;

  private KeysCommands() {}

  static final CommandSpec KEYS =
      CommandSpec.of("keys", 2)
          .flags(READONLY, SORT_FOR_SCRIPT)
          .since("1.0.0")
          .group("generic")
          .categories("dangerous")
          .complexity("O(n), n being the number of keys in the database")
          .summary("All keys that fit a pattern")
          .grammar("pattern")
          .run(KeysCommands::keys);

  private static void keys(Call call) {
    ReplyWriter reply = call.reply();
    Args args = call.args();
    byte[] pattern = args.bytes(1);
    boolean all = pattern.length == 1 && pattern[0] == '*';
    int mark = reply.open();
    long[] count = {0};
    call.db()
        .forEach(
            entry -> {
              boolean fits = all || Glob.matches(pattern, entry.key());
              if (fits && !entry.expired(call.moment())) {
                reply.bulk(entry.key());
                count[0]++;
              }
            });
    reply.closeArray(mark, count[0]);
  }

  static final CommandSpec RANDOMKEY =
      CommandSpec.of("randomkey", 1)
          .flags(READONLY, TOUCHES_ARBITRARY_KEYS, RANDOM)
          .since("1.0.0")
          .group("generic")
          .complexity("O(1)")
          .summary("A key of the database, by chance")
          .run(KeysCommands::randomkey);

  private static void randomkey(Call call) {
    Database db = call.db();
    boolean deletes = call.host().keyspace().expiry() == Keyspace.Expiry.DELETE;
    KeyEntry entry = db.random(call.random());
    for (int tries = 1; entry != null; tries++) {
      byte[] key = entry.key();
      boolean tired = !deletes && tries == TRIES && db.size() == db.expiring();
      if (tired || db.find(key, call.moment()) != null) {
        call.reply().bulk(key);
        return;
      }
      entry = db.random(call.random());
    }
    call.reply().nil();
  }
}
