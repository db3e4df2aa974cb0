package glasshouse.engine.judge;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OBJECT ENCODING beside the real server's, with commands near small thresholds that change on the
 * way.
 */
@Needs(Judge.REDIS_SERVER)
class EncodingDifferenceTest {
  private static final int BATCHES =
      Integer.getInteger("glasshouse.random.commands", 50_000) / 1000;
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);

  /** What DUMP gives of one key becomes another: in a script, as each server has its own bytes. */
  private static final String RESTORE =
      "EVAL local\td=redis.call('dump',KEYS[1])if(d)then\treturn\tredis.call('restore',KEYS[2],"
          + "'0',d,'replace')end 2 ";

  private static final String[] TABLE = {
    "SET s V",
    "SET s N",
    "APPEND s V",
    "SETRANGE s P V",
    "INCR s",
    "INCRBYFLOAT s 0.5",
    "GETSET s V",
    "SETBIT s P 1",
    "BITFIELD s SET u8 P 7",
    "GETEX s PERSIST",
    "MSET s V t N",
    "BITOP NOT s t",
    "COPY s t REPLACE",
    "RENAME t s",
    "SETEX s 1000 V",
    "GETRANGE s 0 3",
    "PFADD s V",
    "SETNX s N",
    "PFCOUNT s",
    "INCRBY s 10",
    "APPEND t N",
    "RPUSH l V N",
    "LPUSH l V",
    "LSET l 0 V",
    "LINSERT l BEFORE V V",
    "LTRIM l 0 3",
    "LMOVE l m LEFT RIGHT",
    "SORT l ALPHA STORE m",
    "COPY l m REPLACE",
    "RENAME m l",
    "SADD a N N",
    "SADD a V",
    "SREM a V N",
    "SPOP b 100",
    "SMOVE a b N",
    "SUNIONSTORE b a a",
    "SINTERSTORE b a a",
    "SDIFFSTORE b a c",
    "COPY a b REPLACE",
    "RENAME b a",
    "SADD b N N N",
    "SUNIONSTORE a b b",
    "HSET h F V",
    "HSET h F N F N",
    "HDEL h F F F",
    "HINCRBY h G 1",
    "HINCRBYFLOAT h G 0.5",
    "HSETNX h F V",
    "COPY h i REPLACE",
    "RENAME i h",
    "ZADD z N F",
    "ZADD z N V N F",
    "ZREM z F F F",
    "ZINCRBY z 1 V",
    "ZUNIONSTORE y 2 z a",
    "ZINTERSTORE y 2 z z",
    "ZDIFFSTORE y 2 z x",
    "ZRANGESTORE y z 0 -1",
    "ZPOPMIN z",
    "COPY z y REPLACE",
    "RENAME y z",
    "GEOADD z 1 2 F",
    "GEORADIUS z 1 2 1000 km STORE y",
    "SORT a ALPHA STORE m",
    "SORT z ALPHA STORE m",
    RESTORE + "s t",
    RESTORE + "l m",
    RESTORE + "a b",
    RESTORE + "h i",
    RESTORE + "z y",
    "DEBUG RELOAD",
    "DEBUG RELOAD",
    "CONFIG"
  };

  private static final String[] LIMITS = {
    "hash-max-listpack-entries 0-5", "hash-max-ziplist-value 0-12", "set-max-intset-entries 0-6",
    "zset-max-listpack-entries 0-5", "zset-max-ziplist-value 0-12", "list-max-ziplist-size 1-4"
  };

  @TempDir Path directory;

  @Test
  void everyValueHasTheFormThatRedisGivesIt() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      new Duel(judge, subject, List.of(), c -> c[0].equals("SPOP"))
          .fight(EncodingDifferenceTest::commands, SEED, BATCHES);
    }
  }

  private static List<String[]> commands(long seed) {
    Random random = new Random(seed);
    List<String[]> commands = new ArrayList<>();
    for (String limit : LIMITS) {
      commands.add(config(random, limit));
    }
    for (int i = 0; i < 100; i++) {
      String row = TABLE[random.nextInt(TABLE.length)];
      String[] words =
          row.equals("CONFIG")
              ? config(random, LIMITS[random.nextInt(LIMITS.length)])
              : row.split(" ");
      for (int w = 1; w < words.length; w++) {
        words[w] = word(random, words[w]);
      }
      commands.add(words);
      for (String key : List.of("s", "t", "l", "m", "a", "b", "h", "i", "z", "y")) {
        commands.add(new String[] {"OBJECT", "ENCODING", key});
      }
    }
    return commands;
  }

  private static String[] config(Random random, String limit) {
    int blank = limit.indexOf(' ');
    int most = Integer.parseInt(limit.substring(limit.indexOf('-', blank) + 1));
    int least = limit.charAt(blank + 1) - '0';
    String value = Integer.toString(random.nextInt(least, most + 1));
    return new String[] {"CONFIG", "SET", limit.substring(0, blank), value};
  }

  private static String word(Random random, String kind) {
    return switch (kind) {
      case "V" ->
          switch (random.nextInt(4)) {
            case 0 -> "v".repeat(random.nextInt(1, 14));
            case 1 -> "w".repeat(random.nextInt(40, 50));
            case 2 -> Integer.toString(random.nextInt(12));
            default -> "x";
          };
      case "N" -> Integer.toString(random.nextInt(12) - 2);
      case "F" -> "f" + random.nextInt(9);
      case "P" -> Integer.toString(random.nextInt(60));
      default -> kind;
    };
  }
}
