package glasshouse.engine.command;

import glasshouse.engine.base.LongDouble;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The timeout of blocking commands, as getTimeoutFromObjectOrReply: seconds with decimals, or whole
 * milliseconds.
 */
public final class Timeout {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Timeout() {}

  /**
   * The Unix milliseconds at which the timeout of argument {@code i}, whole milliseconds, is over;
   * 0 for never.
   *
   * @throws ErrorReply when it is no number, or negative
   */
  public static long deadlineMillis(Args args, int i, long now) {
    if (!args.isLong(i)) {
      throw new ErrorReply("ERR timeout is not an integer or out of range");
    }
    long milliseconds = args.longAt(i);
    if (milliseconds < 0) {
      throw new ErrorReply("ERR timeout is negative");
    }
    return milliseconds == 0 ? 0 : after(now, milliseconds);
  }

  /**
   * The Unix milliseconds at which the timeout of argument {@code i} is over; 0 for never.
   *
   * @throws ErrorReply when it is no number, or negative; one beyond 2^63 milliseconds counts as
   *     negative, as in 7.0
   */
  public static long deadline(Args args, int i, long now) {
    LongDouble seconds = LongDouble.parse(args.data(), args.offset(i), args.length(i));
    if (seconds == null) {
      throw new ErrorReply("ERR timeout is not a float or out of range");
    }
    BigDecimal exact = seconds.value().multiply(THOUSAND).setScale(0, RoundingMode.CEILING);
    if (seconds.infinite() || exact.signum() < 0 || exact.compareTo(MAX) > 0) {
      throw new ErrorReply("ERR timeout is negative");
    }
    long milliseconds = exact.longValue();
    if (milliseconds == 0) {
      return 0;
    }
    return after(now, milliseconds);
  }

  private static long after(long now, long milliseconds) {
    return milliseconds > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + milliseconds;
  }
}
