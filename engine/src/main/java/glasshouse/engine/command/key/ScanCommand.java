package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.TOUCHES_ARBITRARY_KEYS;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Glob;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.ScanCursor;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SCAN: the keys of a database in portions. */
final class ScanCommand {
  private ScanCommand() {}

  static final CommandSpec SCAN =
      CommandSpec.of("scan", -2)
          .flags(READONLY, TOUCHES_ARBITRARY_KEYS, RANDOM)
          .since("2.8.0")
          .group("generic")
          .complexity("O(1) for every call, O(n) for a whole scan")
          .summary("Go through the keys of the database in portions")
          .grammar("cursor [MATCH=pattern] [COUNT=count] [TYPE=type@6.0.0]")
          .run(ScanCommand::scan);

  private static void scan(Call call) {
    Args args = call.args();
    long cursor = ScanCursor.read(args, 1);
    byte[] pattern = null;
    byte[] type = null;
    long count = 10;
    for (int i = 2; i < args.count(); i += 2) {
      if (args.is(i, "COUNT") && i + 1 < args.count()) {
        count = args.longAt(i + 1);
        if (count < 1) {
          throw ErrorReply.syntax();
        }
      } else if (args.is(i, "MATCH") && i + 1 < args.count()) {
        byte[] given = args.bytes(i + 1);
        pattern = given.length == 1 && given[0] == '*' ? null : given;
      } else if (args.is(i, "TYPE") && i + 1 < args.count()) {
        type = args.bytes(i + 1);
      } else {
        throw ErrorReply.syntax();
      }
    }
    List<KeyEntry> found = new ArrayList<>();
    long steps = count > Long.MAX_VALUE / 10 ? Long.MAX_VALUE : count * 10;
    do {
      cursor = call.db().scan(cursor, found::add);
    } while (cursor != 0 && --steps > 0 && found.size() < count);
    reply(call, cursor, found, pattern, type);
  }

  private static void reply(
      Call call,
      long cursor,
      List<KeyEntry> found,
      byte @Nullable [] pattern,
      byte @Nullable [] type) {
    Database db = call.db();
    call.reply().array(2);
    call.reply().bulk(Long.toUnsignedString(cursor));
    int mark = call.reply().open();
    long written = 0;
    for (KeyEntry entry : found) {
      if (pattern != null && !Glob.matches(pattern, entry.key())) {
        continue;
      }
      KeyEntry alive = db.find(entry.key(), call.moment());
      if (alive != null && (type == null || isType(alive, type))) {
        call.reply().bulk(alive.key());
        written++;
      }
    }
    call.reply().closeArray(mark, written);
  }

  private static boolean isType(KeyEntry entry, byte[] type) {
    String name = entry.value().typeName();
    return Bytes.text(type).equalsIgnoreCase(name);
  }
}
