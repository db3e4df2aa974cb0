package glasshouse.engine.command;

import glasshouse.engine.base.Limits;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** Integer arguments with bounds, and the error texts that go with them. */
public final class Counts {
  private Counts() {}

  /**
   * Argument {@code i} as a number that is not negative.
   *
   * @throws ErrorReply {@code ERR value is out of range, must be positive}, also for no number
   */
  public static long positive(Args args, int i) {
    return atLeast(args, i, 0, "value is out of range, must be positive");
  }

  /**
   * Argument {@code i} as a number of at least {@code least}.
   *
   * @throws ErrorReply {@code ERR } and {@code error}, also for no number
   */
  public static long atLeast(Args args, int i, long least, String error) {
    if (!args.isLong(i) || args.longAt(i) < least) {
      throw new ErrorReply("ERR " + error);
    }
    return args.longAt(i);
  }

  /**
   * The number of keys at argument {@code i} that follow it.
   *
   * @throws ErrorReply when it is less than 1, or more than there are arguments
   */
  public static int keys(Args args, int i) {
    long keys = atLeast(args, i, 1, "numkeys should be greater than 0");
    if (keys > args.count() - i - 1) {
      throw new ErrorReply("ERR Number of keys can't be greater than number of args");
    }
    return (int) keys;
  }

  /**
   * Argument {@code i} as a count whose sign has a meaning.
   *
   * @throws ErrorReply not an integer, or {@code ERR value is out of range}
   */
  public static long signed(Args args, int i) {
    long value = args.longAt(i);
    if (value == Long.MIN_VALUE) {
      throw new ErrorReply(
          "ERR value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");
    }
    return value;
  }

  /**
   * False when nobody will be sent the rest of a reply whose length a client chose.
   *
   * @throws ErrorReply beyond {@link Limits#REPLY_MAX} bytes, before it needs more memory than
   *     there is
   */
  public static boolean goesOn(ReplyWriter reply) {
    if (reply.out().length() > Limits.REPLY_MAX) {
      throw new ErrorReply("ERR reply is longer than " + Limits.REPLY_MAX + " bytes");
    }
    return !reply.out().overflowed();
  }
}
