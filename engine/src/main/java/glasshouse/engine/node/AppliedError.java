package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.CommandSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line of the log for an error where nobody reads answers: in the stream of a master, in an
 * append only file.
 */
final class AppliedError {
  /** Errors that Redis keeps ready made: only these are logged as they would be sent. */
  private static final List<String> READY_MADE =
      List.of(
          "-ERR syntax error",
          "-ERR no such key",
          "-ERR source and destination objects are the same",
          "-ERR index out of range");

  private static final String PLAIN = "-ERR ";

  private AppliedError() {}

  /** The error that a reply begins with, as on the wire, without its end. */
  static String of(ByteBuilder reply) {
    String text = reply.toString();
    return text.substring(0, text.indexOf("\r\n"));
  }

  /**
   * The line.
   *
   * @param who and to whom it would have sent it
   * @param error as on the wire, without its end
   * @param command what brought it; null when there is no such command
   */
  static String line(String who, String error, @Nullable CommandSpec command) {
    boolean plain = error.startsWith(PLAIN) && !READY_MADE.contains(error);
    return "== CRITICAL == This "
        + who
        + ": '"
        + (plain ? error.substring(PLAIN.length()) : error)
        + "' after processing the command '"
        + (command == null ? "<unknown>" : command.name())
        + "'";
  }
}
