package glasshouse.engine.command.hash;

import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Counts;
import glasshouse.engine.keyspace.Dict;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.PairVisitor;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HRANDFIELD: one field; or, with a count, up to so many different ones; or, with a negative count,
 * exactly so many, each picked from all.
 */
final class PickCommand {
  /** Rejected picks stay few while less than a third of the fields is wanted. */
  private static final int SPARSE = 3;

  private PickCommand() {}

  static final CommandSpec HRANDFIELD =
      CommandSpec.of("hrandfield", -2)
          .flags(READONLY, RANDOM)
          .keys(1, 1, 1)
          .since("6.2.0")
          .group("hash")
          .complexity("O(N) for N fields returned")
          .summary("Pick random fields of a hash, with their values if wanted")
          .grammar("key [options(count [WITHVALUES])]")
          .run(PickCommand::pick);

  private static void pick(Call call) {
    Args args = call.args();
    if (args.count() == 2) {
      HashValue hash = call.read(1, HashValue.class);
      if (hash == null) {
        call.reply().nil();
      } else {
        hash.random(call.random(), writer(call.reply(), false));
      }
      return;
    }
    long count = args.longAt(2);
    if (count == Long.MIN_VALUE) {
      throw new ErrorReply(
          "ERR value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");
    }
    boolean values = args.count() == 4 && args.is(3, "WITHVALUES");
    if (args.count() > 3 && !values) {
      throw ErrorReply.syntax();
    }
    if (values && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new ErrorReply("ERR value is out of range");
    }
    pickMany(call, call.read(1, HashValue.class), count, values);
  }

  private static void pickMany(Call call, @Nullable HashValue hash, long count, boolean values) {
    ReplyWriter reply = call.reply();
    if (hash == null || count == 0) {
      reply.array(0);
      return;
    }
    long picks = count < 0 ? -count : Math.min(count, hash.size());
    // RESP3 has a pair for each pick, RESP2 a flat array.
    reply.array(values && reply.protocol() == 2 ? picks * 2 : picks);
    PairVisitor writer = writer(reply, values);
    if (count < 0) {
      for (long i = 0; i < picks && Counts.goesOn(reply); i++) {
        hash.random(call.random(), writer);
      }
    } else if (picks * SPARSE < hash.size()) {
      pickDifferent(call, hash, (int) picks, writer);
    } else {
      pickInOrder(call, hash, (int) picks, writer);
    }
  }

  private static PairVisitor writer(ReplyWriter reply, boolean values) {
    return (field, fieldAt, fieldLength, value, at, length) -> {
      if (values && reply.protocol() == 3) {
        reply.array(2);
      }
      reply.bulk(field, fieldAt, fieldLength);
      if (values) {
        reply.bulk(value, at, length);
      }
    };
  }

  /** Picks until enough different ones are found. */
  private static void pickDifferent(Call call, HashValue hash, int picks, PairVisitor writer) {
    Dict<Dict.Entry> picked = new Dict<>(call.db().rules().seed);
    while (picked.size() < picks) {
      hash.random(
          call.random(),
          (field, fieldAt, fieldLength, value, at, length) -> {
            if (picked.find(field, fieldAt, fieldLength) == null) {
              picked.insert(
                  new Dict.Entry(Arrays.copyOfRange(field, fieldAt, fieldAt + fieldLength)));
              writer.visit(field, fieldAt, fieldLength, value, at, length);
            }
          });
    }
  }

  /** Goes through all fields once, taking each with the chance that fills the rest of the picks. */
  private static void pickInOrder(Call call, HashValue hash, int picks, PairVisitor writer) {
    int[] left = {hash.size(), picks};
    hash.visit(
        (field, fieldAt, fieldLength, value, at, length) -> {
          if (call.random().nextInt(left[0]--) < left[1]) {
            left[1]--;
            writer.visit(field, fieldAt, fieldLength, value, at, length);
          }
        });
  }
}
