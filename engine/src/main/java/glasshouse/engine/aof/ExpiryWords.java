package glasshouse.engine.aof;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import java.util.List;

/**
 * A file is read later than it is written, so times in it are absolute. From 7.0 they are so in the
 * stream already; before, they were translated for the file alone (catAppendOnlyExpireAtCommand).
 */
public final class ExpiryWords {
  private ExpiryWords() {}

  /**
   * The commands that stand for {@code args} in a file.
   *
   * @param now Unix milliseconds at which the command ran
   */
  public static List<Args> absolute(Args args, long now) {
    if (args.is(0, "EXPIRE")) {
      return List.of(at(args, now + args.longAt(2) * 1000));
    }
    if (args.is(0, "PEXPIRE")) {
      return List.of(at(args, now + args.longAt(2)));
    }
    if (args.is(0, "EXPIREAT")) {
      return List.of(at(args, args.longAt(2) * 1000));
    }
    if (args.is(0, "SETEX")) {
      return set(args, 3, now + args.longAt(2) * 1000);
    }
    if (args.is(0, "PSETEX")) {
      return set(args, 3, now + args.longAt(2));
    }
    if (args.is(0, "SET")) {
      for (int i = 3; i + 1 < args.count(); i++) {
        if (args.is(i, "EX")) {
          return set(args, 2, now + args.longAt(i + 1) * 1000);
        }
        if (args.is(i, "PX")) {
          return set(args, 2, now + args.longAt(i + 1));
        }
      }
    }
    return List.of(args);
  }

  private static Args at(Args args, long when) {
    return Args.of(Bytes.of("PEXPIREAT"), args.bytes(1), Bytes.of(Long.toString(when)));
  }

  private static List<Args> set(Args args, int value, long when) {
    return List.of(Args.of(Bytes.of("SET"), args.bytes(1), args.bytes(value)), at(args, when));
  }
}
