package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.CommandSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line of the log for an error where nobody reads answers: in the stream of a master, in an
 * append only file.
 */
final class AppliedError {
  /**
   * Errors that Redis keeps ready made, or writes with their code: only these are logged as they
   * would be sent. The last alternative is what scripts raise.
   */
  private static final Pattern AS_SENT =
      Pattern.compile(
          "-ERR (syntax error|no such key|source and destination objects are the same"
              + "|index out of range|invalid longitude,latitude pair .*"
              + "|.* script: [^ ]+, on [^ ]*:-?[0-9]+\\.)");

  private static final String PLAIN = "-ERR ";

  private AppliedError() {}

  /** The errors in a reply of protocol 2, as on the wire, without their ends; EXEC has several. */
  static List<String> in(ByteBuilder reply) {
    byte first = reply.isEmpty() ? 0 : reply.array()[0];
    if (first != '-' && first != '*') {
      return List.of();
    }
    List<String> errors = new ArrayList<>();
    byte[] bytes = reply.array();
    for (int at = 0; at < reply.length(); ) {
      int end = at;
      while (bytes[end] != '\r') {
        end++;
      }
      String line = Bytes.text(Arrays.copyOfRange(bytes, at, end));
      at = end + 2;
      if (line.startsWith("-")) {
        errors.add(line);
      } else if (line.startsWith("$") && !line.equals("$-1")) {
        at += Integer.parseInt(line.substring(1)) + 2;
      }
    }
    return errors;
  }

  /**
   * The line.
   *
   * @param who and to whom it would have sent it
   * @param error as on the wire, without its end
   * @param command what brought it; null when there is no such command
   */
  static String line(String who, String error, @Nullable CommandSpec command) {
    boolean plain = error.startsWith(PLAIN) && !AS_SENT.matcher(error).matches();
    return "== CRITICAL == This "
        + who
        + ": '"
        + (plain ? error.substring(PLAIN.length()) : error)
        + "' after processing the command '"
        + (command == null ? "<unknown>" : command.name())
        + "'";
  }
}
