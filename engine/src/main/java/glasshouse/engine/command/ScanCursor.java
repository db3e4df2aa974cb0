package glasshouse.engine.command;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Cursors of SCAN, SSCAN, HSCAN and ZSCAN: unsigned 64-bit numbers. */
public final class ScanCursor {
  private ScanCursor() {}

  /**
   * Argument {@code i} as a cursor by the rules of strtoul(3): a sign is taken, nothing at all is
   * 0.
   *
   * @throws ErrorReply ERR invalid cursor
   */
  public static long read(Args args, int i) {
    String text = args.text(i);
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    if (text.isEmpty()) {
      return 0;
    }
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid();
    }
    try {
      long value = Long.parseUnsignedLong(digits);
      return text.startsWith("-") ? -value : value;
    } catch (NumberFormatException _) {
      throw invalid();
    }
  }

  private static ErrorReply invalid() {
    return new ErrorReply("ERR invalid cursor");
  }
}
