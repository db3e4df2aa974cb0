package glasshouse.engine.command.string;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.ExpireTime;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * The words behind SET key value and GETEX key. Those that exclude one another share a group, of
 * which one may be given, once: the form of expiry (EX, PX, EXAT, PXAT, KEEPTTL, PERSIST), the
 * condition (NX, XX). GET may be repeated.
 */
final class SetOptions {
  ExpireTime.@Nullable Form form;
  int timeArgument;
  boolean keepTtl;
  boolean persist;
  boolean ifAbsent;
  boolean ifPresent;
  boolean get;

  private SetOptions() {}

  /**
   * Reads the options from argument {@code from} on.
   *
   * @param set true for SET, false for GETEX, which knows fewer words and PERSIST
   * @throws ErrorReply ERR syntax error
   */
  static SetOptions read(Args args, int from, boolean set) {
    SetOptions options = new SetOptions();
    for (int i = from; i < args.count(); i++) {
      if (options.readTime(args, i)) {
        i++;
      } else if (!(set ? options.readSetWord(args, i) : options.readPersist(args, i))) {
        throw ErrorReply.syntax();
      }
    }
    return options;
  }

  /** The expiry in Unix milliseconds; only when {@link #form} is given. */
  long expireAt(Call call, ExpireTime.Form given, String command) {
    return ExpireTime.positive(call, timeArgument, given, command);
  }

  private boolean readTime(Args args, int i) {
    ExpireTime.Form found = null;
    for (ExpireTime.Form candidate : ExpireTime.Form.values()) {
      if (args.is(i, candidate.name())) {
        found = candidate;
      }
    }
    boolean clash = keepTtl || persist || (form != null && form != found);
    if (found == null || clash || i + 1 == args.count()) {
      return false;
    }
    form = found;
    timeArgument = i + 1;
    return true;
  }

  private boolean readSetWord(Args args, int i) {
    if (args.is(i, "NX") && !ifPresent) {
      ifAbsent = true;
    } else if (args.is(i, "XX") && !ifAbsent) {
      ifPresent = true;
    } else if (args.is(i, "GET")) {
      get = true;
    } else if (args.is(i, "KEEPTTL") && form == null) {
      keepTtl = true;
    } else {
      return false;
    }
    return true;
  }

  private boolean readPersist(Args args, int i) {
    persist = args.is(i, "PERSIST") && form == null;
    return persist;
  }
}
