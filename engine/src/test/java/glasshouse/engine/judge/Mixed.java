package glasshouse.engine.judge;

import java.util.Random;

/** Writes of all kinds, decided by a seed, that a replica must follow. */
final class Mixed {
  private static final int DATABASES = 4;

  private static final String LIBRARY =
      """
      #!lua name=mixed
      redis.register_function('count', function(keys)
        redis.call('HSET', keys[1], 'round', 'ROUND')
        return redis.call('HINCRBY', keys[1], 'calls', 1) end)
      """;

  private Mixed() {}

  /** Data of all types in several databases, some with expiry, so large that bytes matter. */
  static void load(Talk talk, int rounds) {
    for (int i = 0; i < rounds; i++) {
      talk.line("SELECT " + i % DATABASES);
      talk.line("SET string:" + i + " " + "v".repeat(i));
      talk.line("RPUSH list:" + i % 7 + " " + i + " a" + i);
      talk.line("HSET hash:" + i % 5 + " f" + i + " " + i);
      talk.line("SADD set:" + i % 3 + " " + i + " m" + i);
      talk.line("ZADD zset:" + i % 4 + " " + i * 0.5 + " m" + i);
      talk.line("XADD stream:" + i % 3 + " MAXLEN ~ 90 * f" + i % 2 + " " + i);
      talk.line("XGROUP CREATE stream:" + i % 3 + " g 0");
      talk.line("PEXPIRE string:" + i + " " + (i % 2 == 0 ? 1_000_000 + i : 300_000));
    }
  }

  /** {@code rounds} writes by one client to the server behind {@code port}. */
  static void write(int port, long seed, int rounds) {
    Random random = new Random(seed);
    try (Talk talk = new Talk(port);
        Talk other = new Talk(port)) {
      for (int i = 0; i < rounds; i++) {
        talk.line("SELECT " + random.nextInt(DATABASES));
        one(talk, other, random, i);
      }
      talk.line("SELECT 9");
      talk.line("SET last " + seed);
    }
  }

  private static void one(Talk talk, Talk other, Random random, int i) {
    String n = String.valueOf(random.nextInt(6));
    switch (random.nextInt(24)) {
      case 0 -> talk.line("SET s" + n + " " + i);
      case 1 -> talk.line("INCRBYFLOAT f" + n + " 0.1");
      case 2 -> talk.line("SET e" + n + " v PX 100000");
      case 3 -> talk.line("GETEX e" + n + " EX 500");
      case 4 -> talk.line("RPUSH l" + n + " a b " + i);
      case 5 -> talk.line("LPOP l" + n + " 2");
      case 6 -> talk.line("HINCRBYFLOAT h" + n + " f" + i % 5 + " 1.5");
      case 7 -> talk.line("HSET h" + n + " g" + i + " " + i);
      case 8 -> talk.line("SADD set" + n + " " + i + " " + (i + 1) + " x");
      case 9 -> talk.line("SPOP set" + n + " 2");
      case 10 -> talk.line("ZADD z" + n + " " + i + " m" + i % 9);
      case 11 -> talk.line("ZPOPMIN z" + n);
      case 12 -> talk.line("EXPIRE l" + n + " " + (random.nextBoolean() ? 1000 : -1));
      case 13 -> transaction(talk, n, i);
      case 14 -> blocked(talk, other, n, i);
      case 15 -> talk.line("SET gone" + n + " v PX 1");
      case 16 -> talk.line("COPY z" + n + " zcopy DB " + random.nextInt(DATABASES) + " REPLACE");
      case 17 ->
          talk.run(
              "EVAL",
              "redis.call('INCR', KEYS[1]) return redis.call('SPOP'," + " 'set' .. ARGV[1])",
              "1",
              "script" + n,
              n);
      case 19 -> talk.line("XADD x" + n + " MAXLEN ~ 150 * f" + i % 3 + " " + i + " g " + n);
      case 20 -> talk.line("XREADGROUP GROUP g c" + i % 3 + " COUNT 2 STREAMS x" + n + " >");
      case 21 -> talk.line("XGROUP CREATE x" + n + " g $ MKSTREAM");
      case 22 -> talk.line("XAUTOCLAIM x" + n + " g c" + i % 3 + " 0 0 COUNT 3 JUSTID");
      case 18 -> talk.line("SUNIONSTORE union set0 set1 set" + n);
      default -> talk.line("SORT l" + n + " ALPHA STORE sorted");
    }
  }

  private static void transaction(Talk talk, String n, int i) {
    talk.line("MULTI");
    talk.line("SET s" + n + " t" + i);
    talk.line("SELECT " + i % DATABASES);
    talk.line("INCR counter");
    talk.line("BLPOP none 0");
    talk.line("RPOPLPUSH l" + n + " l1");
    talk.line("EXEC");
  }

  private static void blocked(Talk talk, Talk other, String n, int i) {
    other.line("SELECT 5");
    talk.line("SELECT 5");
    talk.line("DEL wait" + n);
    talk.line("XGROUP CREATE waited g $ MKSTREAM");
    other.send(
        switch (i % 6) {
          case 3 -> new String[] {"BRPOPLPUSH", "wait" + n, "moved", "0"};
          case 4 -> new String[] {"BRPOP", "wait" + n, "0"};
          case 5 -> "XREADGROUP GROUP g w BLOCK 0 STREAMS waited >".split(" ");
          case 0 -> new String[] {"BLPOP", "wait" + n, "0"};
          case 1 -> new String[] {"BLMOVE", "wait" + n, "moved", "LEFT", "RIGHT", "0"};
          default -> new String[] {"BLMPOP", "0", "1", "wait" + n, "RIGHT", "COUNT", "2"};
        });
    talk.line("RPUSH wait" + n + " " + i + " b c");
    talk.line("XADD waited MAXLEN 20 * i " + i);
    other.reply();
  }

  /** Scripts by text and by name, known and forgotten, and functions, on several databases. */
  static void scripts(Talk talk, int round) {
    String script = "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('INCR', 'runs')";
    for (int i = 0; i < 6; i++) {
      talk.line("SELECT " + i % DATABASES);
      String sha = talk.run("SCRIPT", "LOAD", script + " -- " + i % 2).replace("\"", "");
      talk.run("EVALSHA", sha, "1", "by-sha", String.valueOf(round));
      talk.run("EVAL", script, "1", "by-text", String.valueOf(i));
      talk.run("FUNCTION", "LOAD", "REPLACE", LIBRARY.replace("ROUND", String.valueOf(round)));
      talk.run("FCALL", "count", "1", "by-function");
      talk.run(
          "EVAL", "return redis.call('PEXPIRE', KEYS[1], 100000 + ARGV[1])", "1", "by-sha", "7");
      if (i == 3) {
        talk.line("SCRIPT FLUSH");
      }
      talk.run("EVALSHA", sha, "1", "by-sha", "again");
    }
    talk.line("SELECT 0");
  }
}
