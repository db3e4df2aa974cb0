package glasshouse.engine.command.acl;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import java.util.Locale;

/**
 * Why a user may not do something.
 *
 * @param argument number of the key or channel that is out of bounds; 0 for the command itself
 */
public record Denial(Reason reason, int argument) {
  /** What was refused; of the refusals of several selectors the later one here is told. */
  public enum Reason {
    /** The command, or its subcommand. */
    COMMAND,
    /** A key. */
    KEY,
    /** A channel. */
    CHANNEL;

    /** As ACL LOG and ACL DRYRUN show it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Denial OF_COMMAND = new Denial(Reason.COMMAND, 0);

  boolean outranks(Denial other) {
    int order = reason.compareTo(other.reason);
    return order > 0 || (order == 0 && argument > other.argument);
  }

  /** The error line for a client that sent the command. */
  public String line(CommandSpec spec) {
    return switch (reason) {
      case COMMAND ->
          "NOPERM this user has no permissions to run the '" + spec.name() + "' command";
      case KEY -> "NOPERM this user has no permissions to access one of the keys used as arguments";
      case CHANNEL ->
          "NOPERM this user has no permissions to access one of the channels used as arguments";
    };
  }

  /** The error line for a command that was queued when it was still allowed. */
  public String lineInExec() {
    String why =
        switch (reason) {
          case COMMAND -> "no permission to execute the command or subcommand";
          case KEY -> "no permission to touch the specified keys";
          case CHANNEL -> "no permission to access one of the channels used as arguments";
        };
    return "NOPERM ACLs rules changed between the moment the transaction was accumulated and the"
        + " EXEC call. This command is no longer allowed for the following reason: "
        + why;
  }

  /** The error line for a script that calls the command. */
  public String lineInScript() {
    return switch (reason) {
      case COMMAND -> "ERR The user executing the script can't run this command or subcommand";
      case KEY ->
          "ERR The user executing the script can't access at least one of the keys mentioned in the"
              + " command arguments";
      case CHANNEL ->
          "ERR The user executing the script can't publish to the channel mentioned in the command";
    };
  }

  /** What ACL DRYRUN answers. */
  String dryRun(CommandSpec spec, Args args) {
    return switch (reason) {
      case COMMAND -> "This user has no permissions to run the '" + spec.name() + "' command";
      case KEY, CHANNEL ->
          "This user has no permissions to access the '"
              + args.text(argument)
              + "' "
              + reason.word();
    };
  }
}
