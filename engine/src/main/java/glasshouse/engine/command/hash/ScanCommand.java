package glasshouse.engine.command.hash;

import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Scan;
import glasshouse.engine.command.ScanCursor;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.PairVisitor;
import java.util.Arrays;

/** HSCAN: a large hash in portions, a small one at once. */
final class ScanCommand {
  private ScanCommand() {}

  static final CommandSpec HSCAN =
      CommandSpec.of("hscan", -3)
          .flags(READONLY, RANDOM)
          .keys(1, 1, 1)
          .since("2.8.0")
          .group("hash")
          .complexity("O(1) for every call, O(N) for a whole scan of N fields")
          .summary("Go through the fields of a hash, with their values, in portions")
          .grammar("key cursor [MATCH=pattern] [COUNT=count]")
          .run(ScanCommand::scan);

  private static void scan(Call call) {
    long cursor = ScanCursor.read(call.args(), 2);
    HashValue hash = call.read(1, HashValue.class);
    if (hash == null) {
      Scan.replyEmpty(call.reply());
      return;
    }
    Scan scan = new Scan(call.args(), 3);
    PairVisitor visitor = collector(scan);
    scan.run(cursor, c -> hash.scan(c, visitor), call.reply());
  }

  private static PairVisitor collector(Scan scan) {
    return (field, fieldAt, fieldLength, value, at, length) -> {
      byte[] name = Arrays.copyOfRange(field, fieldAt, fieldAt + fieldLength);
      if (scan.wants(name)) {
        scan.add(name);
        scan.add(Arrays.copyOfRange(value, at, at + length));
      }
    };
  }
}
