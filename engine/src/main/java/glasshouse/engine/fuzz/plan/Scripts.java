package glasshouse.engine.fuzz.plan;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.script.api.RedisLib;
import java.util.List;

/** The scripts and functions that clients use. */
final class Scripts {
  private static final List<String> BODIES =
      List.of(
          "return redis.call('incr',KEYS[1])",
          "return redis.call('incrby',KEYS[1],3)",
          "redis.call('rpush','log',ARGV[1]) return redis.call('llen','log')",
          "redis.call('set',KEYS[1],ARGV[1]) redis.call('expire',KEYS[1],5) return 1",
          "return redis.call('get',KEYS[1])",
          "for i=1,3 do redis.call('hset','h'..i,KEYS[1],ARGV[1]) end return 3",
          "if redis.call('exists',KEYS[1])==1 then redis.call('del',KEYS[1]) end return 0",
          "redis.call('select',ARGV[2]) redis.call('set',KEYS[1],ARGV[1]) return 1");

  private static final String LIBRARY =
      """
      #!lua name=lib%d
      redis.register_function('f%d', function(keys, args)
        redis.call('incr', keys[1])
        return redis.call('rpush', 'log', args[1])
      end)
      """;

  private Scripts() {}

  static Args eval(Dice dice, String unique, String otherDb) {
    return Args.of("EVAL", dice.of(BODIES), "1", key(dice), unique, otherDb);
  }

  static Args evalSha(Dice dice, String unique, String otherDb) {
    String sha = RedisLib.sha1Hex(Bytes.of(dice.of(BODIES)));
    return Args.of("EVALSHA", sha, "1", key(dice), unique, otherDb);
  }

  static Args load(Dice dice) {
    return Args.of("SCRIPT", "LOAD", dice.of(BODIES));
  }

  static Args function(Dice dice, String unique) {
    int number = dice.between(1, 3);
    return switch (dice.between(0, 9)) {
      case 0, 1, 2 -> Args.of("FUNCTION", "LOAD", "REPLACE", LIBRARY.formatted(number, number));
      case 3 -> Args.of("FUNCTION", "DELETE", "lib" + number);
      case 4 -> Args.of("FUNCTION", "FLUSH");
      default -> Args.of("FCALL", "f" + number, "1", key(dice), unique);
    };
  }

  private static String key(Dice dice) {
    return "n" + dice.between(0, 5);
  }
}
