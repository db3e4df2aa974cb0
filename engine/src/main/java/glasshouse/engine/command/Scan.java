package glasshouse.engine.command;

import glasshouse.engine.base.Glob;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What SSCAN and ZSCAN have in common: MATCH and COUNT, and how many buckets one call looks at
 * (db.c, scanGenericCommand: until COUNT elements were seen, ten times COUNT buckets at most).
 * Order of checks: cursor ({@link ScanCursor}), key, options.
 */
public final class Scan {
  private static final long BUCKETS_PER_COUNT = 10;

  private final List<byte[]> found = new ArrayList<>();
  private byte @Nullable [] pattern;
  private long count = 10;
  private long seen;

  /**
   * The options from argument {@code from} on.
   *
   * @throws ErrorReply syntax error, or not an integer
   */
  public Scan(Args args, int from) {
    for (int i = from; i < args.count(); i += 2) {
      boolean valued = i + 1 < args.count();
      if (valued && args.is(i, "COUNT")) {
        count = args.longAt(i + 1);
        if (count < 1) {
          throw ErrorReply.syntax();
        }
      } else if (valued && args.is(i, "MATCH")) {
        byte[] given = args.bytes(i + 1);
        pattern = given.length == 1 && given[0] == '*' ? null : given;
      } else {
        throw ErrorReply.syntax();
      }
    }
  }

  /** Answers a scan of a key that does not exist. */
  public static void replyEmpty(ReplyWriter reply) {
    reply.array(2);
    reply.bulk(0);
    reply.array(0);
  }

  /** True when {@code key} passes MATCH; every element that is seen is to be asked for once. */
  public boolean wants(byte[] key) {
    seen++;
    return pattern == null || Glob.matches(pattern, key);
  }

  /** Adds a bulk string to the answer. */
  public void add(byte[] bulk) {
    found.add(bulk);
  }

  /**
   * Scans from {@code cursor} on and answers.
   *
   * @param step scans one bucket and gives the next cursor, as {@code Dict.scan}
   */
  public void run(long cursor, LongUnaryOperator step, ReplyWriter reply) {
    long next = cursor;
    long buckets = count > Long.MAX_VALUE / BUCKETS_PER_COUNT ? count : count * BUCKETS_PER_COUNT;
    do {
      next = step.applyAsLong(next);
    } while (next != 0 && buckets-- > 0 && seen < count);
    reply.array(2);
    reply.bulk(Long.toUnsignedString(next));
    reply.array(found.size());
    for (byte[] bulk : found) {
      reply.bulk(bulk);
    }
  }
}
