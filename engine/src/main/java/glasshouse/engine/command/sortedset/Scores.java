package glasshouse.engine.command.sortedset;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** Scores as clients write and read them. */
final class Scores {
  /** Up to here {@code %.17g} prints an integer as its digits. */
  private static final double PLAIN = 1e17;

  /** A listpack keeps an integer up to this size as one (util.c, double2ll). */
  private static final double INTEGER = 0x1p62;

  private Scores() {}

  /**
   * The score at argument {@code i}; never NaN.
   *
   * @throws ErrorReply {@code ERR value is not a valid float}
   */
  static double parse(Args args, int i) {
    double score = Reals.parse(args.data(), args.offset(i), args.length(i));
    if (Double.isNaN(score)) {
      throw ErrorReply.notAFloat();
    }
    return score;
  }

  /** {@code ERR resulting score is not a number (NaN)}. */
  static ErrorReply notANumber() {
    return new ErrorReply("ERR resulting score is not a number (NaN)");
  }

  /** Answers a score: digits in RESP2, a double in RESP3. */
  static void reply(ReplyWriter reply, double score) {
    if (reply.protocol() == 2 && isPlain(score)) {
      reply.bulk((long) score);
    } else {
      reply.real(Reals.text17(score));
    }
  }

  private static boolean isPlain(double score) {
    return score == (long) score
        && Math.abs(score) < PLAIN
        && Double.doubleToRawLongBits(score) != Double.doubleToRawLongBits(-0.0);
  }

  /** The score as ZSCAN shows it: always a bulk string, and integers of a listpack in digits. */
  static byte[] scanned(SortedSetValue.Member member, boolean listpack) {
    double score = member.score();
    boolean digits =
        isPlain(score) || (listpack && score == (long) score && Math.abs(score) <= INTEGER);
    return digits ? Numbers.decimal((long) score) : Bytes.of(Reals.text17(score));
  }

  /** Answers members with or without scores; in RESP3 each with its score is a pair. */
  static void element(ReplyWriter reply, byte[] name, double score, boolean withScores) {
    if (withScores && reply.protocol() == 3) {
      reply.array(2);
    }
    reply.bulk(name);
    if (withScores) {
      reply(reply, score);
    }
  }

  /** The head of an array of {@code count} such elements. */
  static void head(ReplyWriter reply, long count, boolean withScores) {
    reply.array(withScores && reply.protocol() == 2 ? count * 2 : count);
  }
}
