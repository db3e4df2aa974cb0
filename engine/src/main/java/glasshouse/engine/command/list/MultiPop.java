package glasshouse.engine.command.list;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/**
 * What LMPOP and BLMPOP have in common: {@code numkeys key [key ...] LEFT|RIGHT [COUNT count]},
 * checked from left to right.
 *
 * @param firstKey the argument of the first key
 * @param endKey the argument behind the last key
 * @param end which end to take from
 * @param count how many elements at most, at least 1
 */
record MultiPop(int firstKey, int endKey, End end, long count) {

  /** Reads the arguments from {@code numkeys} on. */
  static MultiPop parse(Args args, int numkeys) {
    long keys = positive(args, numkeys, "ERR numkeys should be greater than 0");
    if (keys >= args.count() - numkeys - 1) {
      throw ErrorReply.syntax();
    }
    int endKey = numkeys + 1 + (int) keys;
    End end = End.at(args, endKey);
    int options = args.count() - endKey - 1;
    if (options == 0) {
      return new MultiPop(numkeys + 1, endKey, end, 1);
    }
    if (options < 2 || !args.is(endKey + 1, "COUNT")) {
      throw ErrorReply.syntax();
    }
    long count = positive(args, endKey + 2, "ERR count should be greater than 0");
    if (options > 2) {
      throw ErrorReply.syntax();
    }
    return new MultiPop(numkeys + 1, endKey, end, count);
  }

  private static long positive(Args args, int i, String error) {
    if (!args.isLong(i) || args.longAt(i) < 1) {
      throw new ErrorReply(error);
    }
    return args.longAt(i);
  }
}
