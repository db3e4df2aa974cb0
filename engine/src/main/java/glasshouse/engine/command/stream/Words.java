package glasshouse.engine.command.stream;

import glasshouse.engine.base.Bytes;
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
    return Bytes.untilNul(args.text(i));
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
}
