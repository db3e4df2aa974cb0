package glasshouse.engine.resp;

import glasshouse.engine.base.Bytes;

/**
 * Thrown by a command to answer an error; the message is the whole error line without the leading
 * minus, for example {@code ERR syntax error}. Carries no stack trace: it is an answer, not a
 * fault.
 */
public final class ErrorReply extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error answer with this line. */
  public ErrorReply(String line) {
    super(line, null, false, false);
  }

  /** An error that ends with a client's word; line ends at its end are not said. */
  public static ErrorReply ending(String line, String word) {
    return new ErrorReply((line + Bytes.untilNul(word)).replaceFirst("[\r\n]+$", ""));
  }

  /** The error line without the leading minus. */
  public String line() {
    return String.valueOf(getMessage());
  }

  /** {@code ERR syntax error}. */
  public static ErrorReply syntax() {
    return new ErrorReply("ERR syntax error");
  }

  /** The line to who asks for what needs the data set while that is being loaded. */
  public static final String LOADING = "LOADING Redis is loading the dataset in memory";

  /** {@code ERR value is not an integer or out of range}. */
  public static ErrorReply notAnInteger() {
    return new ErrorReply("ERR value is not an integer or out of range");
  }

  /** {@code ERR value is not a valid float}. */
  public static ErrorReply notAFloat() {
    return new ErrorReply("ERR value is not a valid float");
  }

  /** {@code WRONGTYPE ...}. */
  public static ErrorReply wrongType() {
    return new ErrorReply("WRONGTYPE Operation against a key holding the wrong kind of value");
  }
}
