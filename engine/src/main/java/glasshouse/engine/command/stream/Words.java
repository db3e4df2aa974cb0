package glasshouse.engine.command.stream;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** Arguments as they are sent to replicas and shown in errors, and errors of several commands. */
final class Words {
  private Words() {}

  /** Copies of all arguments. */
  static byte[][] of(Args args) {
    byte[][] words = new byte[args.count()][];
    for (int i = 0; i < words.length; i++) {
      words[i] = args.bytes(i);
    }
    return words;
  }

  /** An argument as Redis prints it in errors: as a C string. */
  static String shown(Args args, int i) {
    String word = args.text(i);
    int end = word.indexOf(0);
    return end < 0 ? word : word.substring(0, end);
  }

  /** There is no such key, or no such group in it. */
  static ErrorReply noGroup(Args args, int key, int group) {
    return new ErrorReply(
        "NOGROUP No such key '"
            + shown(args, key)
            + "' or consumer group '"
            + shown(args, group)
            + "'");
  }

  /** The key has no such group. */
  static ErrorReply noGroupIn(Args args, int key, int group) {
    return new ErrorReply(
        "NOGROUP No such consumer group '"
            + shown(args, group)
            + "' for key name '"
            + shown(args, key)
            + "'");
  }

  /** A subcommand has words that it does not take. */
  static ErrorReply badSubcommand(Args args, String command) {
    String part = shown(args, 1);
    return new ErrorReply(
        "ERR unknown subcommand or wrong number of arguments for '"
            + part.substring(0, Math.min(128, part.length()))
            + "'. Try "
            + command
            + " HELP.");
  }
}
