package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.Mark;
import glasshouse.engine.config.Parameter;
import glasshouse.engine.resp.Args;

/** Which arguments MONITOR and SLOWLOG must not show: passwords. */
final class Secrets {
  private Secrets() {}

  /**
   * True for an argument of AUTH, behind AUTH of HELLO and MIGRATE, of ACL SETUSER, and of a secret
   * parameter.
   */
  static boolean hides(Config config, CommandSpec spec, Args args, int i) {
    return switch (spec.name()) {
      case "auth" -> i > 0;
      case "hello" -> i > 2 && behindAuth(args, i);
      case "acl|setuser" -> i > 1;
      case "migrate" -> i > 5 && behindMigrateAuth(args, i);
      case "config|set" -> i > 2 && i % 2 == 1 && isSecret(config, args.text(i - 1));
      default -> false;
    };
  }

  private static boolean behindAuth(Args args, int i) {
    return args.is(i - 1, "AUTH") || (i > 3 && args.is(i - 2, "AUTH"));
  }

  /** Options end where the keys begin. */
  private static boolean behindMigrateAuth(Args args, int i) {
    for (int at = 6; at < i; at++) {
      if (args.is(at, "KEYS")) {
        return false;
      }
      int words = args.is(at, "AUTH") ? 1 : args.is(at, "AUTH2") ? 2 : 0;
      if (i <= at + words) {
        return true;
      }
      at += words;
    }
    return false;
  }

  private static boolean isSecret(Config config, String name) {
    Parameter parameter = config.find(name);
    return parameter != null && parameter.is(Mark.SENSITIVE);
  }

  /** The arguments with {@code (redacted)} where something is hidden; often just {@code args}. */
  static Args redacted(Config config, CommandSpec spec, Args args) {
    byte[][] words = new byte[args.count()][];
    boolean any = false;
    for (int i = 0; i < words.length; i++) {
      boolean hidden = hides(config, spec, args, i);
      words[i] = hidden ? Bytes.of("(redacted)") : args.bytes(i);
      any |= hidden;
    }
    return any ? Args.of(words) : args;
  }
}
