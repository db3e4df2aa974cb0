package glasshouse.engine.command.server;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.Arrays;

/** DEBUG POPULATE count [prefix] [size]: keys {@code prefix:0} and on that are not there yet. */
final class DebugPopulate {
  private DebugPopulate() {}

  static void run(Call call) {
    Args args = call.args();
    long count = positive(args, 2);
    String prefix = args.count() > 3 ? args.text(3) : "key";
    long size = args.count() > 4 ? positive(args, 4) : 0;
    for (long i = 0; i < count; i++) {
      byte[] key = Bytes.of(prefix + ":" + i);
      if (call.db().physical(key) == null) {
        byte[] value = Bytes.of("value:" + i);
        byte[] sized = size == 0 ? value : Arrays.copyOf(value, (int) size);
        call.db().set(key, StringValue.of(sized, 0, sized.length));
      }
    }
    call.reply().ok();
  }

  private static long positive(Args args, int i) {
    if (!args.isLong(i) || args.longAt(i) < 0 || args.longAt(i) > Integer.MAX_VALUE) {
      throw new ErrorReply("ERR value is out of range, must be positive");
    }
    return args.longAt(i);
  }
}
