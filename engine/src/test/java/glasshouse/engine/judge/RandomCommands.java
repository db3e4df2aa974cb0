package glasshouse.engine.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Commands of all families over few keys, decided by a seed. Left out is what depends on time or
 * chance of the server alone (RANDOMKEY, SPOP of some, TIME).
 */
final class RandomCommands {
  private static final String[] TABLE = {
    "SET K V",
    "SET K V NX",
    "SET K V XX GET",
    "SET K V KEEPTTL",
    "GET K",
    "GETSET K V",
    "GETDEL K",
    "APPEND K V",
    "STRLEN K",
    "GETRANGE K I I",
    "SETRANGE K P V",
    "INCR K",
    "DECRBY K I",
    "INCRBYFLOAT K F",
    "MSET K V K V",
    "MSETNX K V K V",
    "MGET K K K",
    "SETBIT K P B",
    "GETBIT K P",
    "BITCOUNT K",
    "BITCOUNT K I I",
    "BITCOUNT K I I BIT",
    "BITPOS K B",
    "BITPOS K B I I",
    "BITOP AND K K K",
    "BITOP XOR K K K",
    "BITOP NOT K K",
    "BITFIELD K SET u8 P I GET i5 P INCRBY u4 P I",
    "LCS K K",
    "SUBSTR K I I",
    "DEL K",
    "UNLINK K K",
    "EXISTS K K",
    "TYPE K",
    "RENAME K K",
    "RENAMENX K K",
    "COPY K K",
    "COPY K K REPLACE",
    "PERSIST K",
    "TTL K",
    "EXPIRE K 100000",
    "EXPIRE K 100000 NX",
    "EXPIRE K -1",
    "PEXPIREAT K 9999999999999",
    "DBSIZE",
    "OBJECT ENCODING K",
    "SORT K",
    "SORT K ALPHA",
    "SORT K ALPHA DESC LIMIT I I",
    "SORT K BY nosort GET #",
    "SORT K ALPHA STORE K",
    "MOVE K 1",
    "TOUCH K K",
    "LPUSH K V V",
    "RPUSH K V V V",
    "LPUSHX K V",
    "LPOP K",
    "RPOP K I",
    "LRANGE K I I",
    "LLEN K",
    "LINDEX K I",
    "LSET K I V",
    "LINSERT K BEFORE V V",
    "LREM K I V",
    "LTRIM K I I",
    "RPOPLPUSH K K",
    "LMOVE K K LEFT RIGHT",
    "LPOS K V RANK I",
    "LPOS K V COUNT 0",
    "LMPOP 2 K K LEFT COUNT 2",
    "HSET K M V M V",
    "HSETNX K M V",
    "HGET K M",
    "HDEL K M M",
    "HGETALL K",
    "HKEYS K",
    "HVALS K",
    "HLEN K",
    "HEXISTS K M",
    "HINCRBY K M I",
    "HINCRBYFLOAT K M F",
    "HMGET K M M",
    "HSTRLEN K M",
    "SADD K M M M",
    "SREM K M",
    "SMEMBERS K",
    "SISMEMBER K M",
    "SMISMEMBER K M M",
    "SCARD K",
    "SMOVE K K M",
    "SINTER K K",
    "SUNION K K",
    "SDIFF K K",
    "SINTERSTORE K K K",
    "SUNIONSTORE K K K",
    "SDIFFSTORE K K K",
    "SINTERCARD 2 K K LIMIT 2",
    "SADD K I I",
    "ZADD L 0 M 0 M",
    "ZADD K I M I M",
    "ZADD K NX F M",
    "ZADD K XX CH F M",
    "ZADD K GT CH I M",
    "ZADD K INCR F M",
    "ZADD K LT I M",
    "ZINCRBY K F M",
    "ZREM K M",
    "ZSCORE K M",
    "ZMSCORE K M M",
    "ZCARD K",
    "ZCOUNT K I I",
    "ZCOUNT K -inf (I",
    "ZRANGE K I I",
    "ZRANGE K I I REV WITHSCORES",
    "ZRANGEBYSCORE K -inf +inf WITHSCORES LIMIT 1 2",
    "ZRANGE K (I +inf BYSCORE",
    "ZRANGEBYLEX L - +",
    "ZRANGEBYLEX L [m1 (m4",
    "ZLEXCOUNT L [m2 +",
    "ZRANK K M",
    "ZREVRANK K M",
    "ZPOPMIN K",
    "ZPOPMAX K 2",
    "ZREMRANGEBYRANK K I I",
    "ZREMRANGEBYSCORE K I I",
    "ZREMRANGEBYLEX L [m1 [m2",
    "ZUNIONSTORE K 2 K K WEIGHTS I I",
    "ZINTERSTORE K 2 K K AGGREGATE MAX",
    "ZUNION 2 K K WITHSCORES",
    "ZINTER 2 K K",
    "ZDIFF 2 K K WITHSCORES",
    "ZDIFFSTORE K 2 K K",
    "ZRANGESTORE K K I I",
    "ZINTERCARD 2 K K",
    "ZMPOP 2 K K MIN COUNT 2",
    "GEOADD K N N M",
    "GEOADD K NX CH N N M N N M",
    "GEODIST K M M km",
    "GEOPOS K M M",
    "GEOHASH K M M",
    "GEORADIUS K N N 900 km STORE K",
    "GEORADIUSBYMEMBER K M 2000 km STOREDIST K",
    "GEOSEARCH K FROMLONLAT N N BYBOX 3000 2000 km ASC WITHDIST WITHCOORD WITHHASH",
    "GEOSEARCHSTORE K K FROMMEMBER M BYRADIUS 1000 mi COUNT 2",
    "PFADD H V V V",
    "PFADD H",
    "PFADD H E E E E E E E E",
    "PFCOUNT H",
    "PFCOUNT H H K",
    "PFMERGE H H",
    "PFMERGE K H",
    "PFDEBUG ENCODING H",
    "PFDEBUG DECODE H",
    "GET H",
    "APPEND H V",
    "XADD K J-* M V",
    "XADD K J-* M V M V",
    "XADD K MAXLEN 3 J-* M V",
    "XLEN K",
    "XRANGE K - +",
    "XREVRANGE K + - COUNT 2",
    "XDEL K J J",
    "XTRIM K MAXLEN 1",
    "XREAD COUNT 2 STREAMS K K 0 $",
    "XGROUP CREATE K g 0 MKSTREAM",
    "XREADGROUP GROUP g c COUNT 1 STREAMS K >",
    "XACK K g J",
    "XPENDING K g",
    "XINFO STREAM K",
    "MULTI",
    "EXEC",
    "DISCARD",
    "SELECT B",
    "SWAPDB 0 1",
    "FLUSHDB",
    "ECHO V",
    "PING V",
    "GET",
    "SET K",
    "NOSUCH K",
    "SET K V EX 0",
    "ZADD K x M",
    "INCRBY K x",
    "LPOP K -1",
    "EVAL S 1 K V",
  };

  /** Replies whose order says nothing. */
  private static final Set<String> SETS =
      Set.of(
          "SMEMBERS SINTER SUNION SDIFF HGETALL HKEYS HVALS KEYS SCAN SSCAN HSCAN ZSCAN HRANDFIELD"
              .concat(" SRANDMEMBER ZRANDMEMBER SPOP GEORADIUS CONFIG FUNCTION")
              .split(" "));

  private static final String[] VALUES = {
    "",
    "a",
    "10",
    "-3",
    "3.5",
    "hello world",
    "99999999999999999999",
    "x\u0000\u00ff",
    "v",
    "07",
    "0000000000000000000000000000000000000000000000000000000000000000000000000000000000",
  };

  private static final String[] SCRIPTS = {
    "return redis.call('APPEND', KEYS[1], ARGV[1])",
    "redis.call('SELECT', 1) return redis.pcall('INCR', KEYS[1])",
    "return {redis.call('TYPE', KEYS[1]), #KEYS, ARGV[1], 1.9, false, {1, 2}}",
    "for i = 1, 3 do redis.call('RPUSH', KEYS[1], i) end return redis.status_reply('DONE')",
    "return redis.error_reply('MINE ' .. ARGV[1])",
  };

  private static final List<String> PAYLOADS = MoreCommands.payloads();

  private final Random random;
  private final List<String[]> rows = new ArrayList<>();
  private final List<String> payloads;

  /** Commands that need no clock and nothing but a node. */
  RandomCommands(long seed) {
    this(seed, List.of(TABLE), List.of());
  }

  private RandomCommands(long seed, List<String> table, List<String> payloads) {
    this.random = new Random(seed);
    this.payloads = payloads;
    for (String row : table) {
      String[] words = row.split(" ");
      boolean waits = row.contains("0.001") || row.contains("BLOCK");
      int weight =
          switch (waits ? "PASS" : words[0]) {
            case "FLUSHDB", "SWAPDB", "MULTI", "DISCARD", "MOVE", "PASS", "HELLO" -> 1;
            case "EXEC" -> 6;
            default -> 5;
          };
      for (int i = 0; i < weight; i++) {
        rows.add(words);
      }
    }
  }

  /** These and {@link MoreCommands}. */
  static RandomCommands ofAllFamilies(long seed) {
    List<String> table = new ArrayList<>(List.of(TABLE));
    table.addAll(List.of(MoreCommands.TABLE));
    return new RandomCommands(seed, table, PAYLOADS);
  }

  /** The next command. */
  String[] next() {
    String[] row = rows.get(random.nextInt(rows.size()));
    if (row[0].equals("PASS")) {
      return new String[] {"EVAL", MoreCommands.PASS, "1", word("K")};
    }
    String[] words = new String[row.length];
    for (int i = 0; i < row.length; i++) {
      words[i] = i == 0 ? row[0] : word(row[i]);
    }
    return words;
  }

  private String word(String kind) {
    return switch (kind) {
      case "K" -> "k" + random.nextInt(8);
      case "L" -> "lex" + random.nextInt(2);
      case "V" -> VALUES[random.nextInt(VALUES.length)];
      case "M" ->
          random.nextInt(20) == 0 ? VALUES[random.nextInt(VALUES.length)] : "m" + random.nextInt(7);
      case "I" -> Integer.toString(random.nextInt(9) - 4);
      case "(I" -> "(" + (random.nextInt(9) - 4);
      case "H" -> "hll" + random.nextInt(3);
      case "E" -> Integer.toString(random.nextInt());
      case "N" -> Integer.toString(random.nextInt(41) - 20);
      case "P" -> Integer.toString(random.nextInt(40));
      case "J" -> Integer.toString(random.nextInt(9));
      case "J-*" -> random.nextInt(9) + "-*";
      case "B" -> Integer.toString(random.nextInt(2));
      case "F" -> new String[] {"0.1", "-2.5", "1e3", "inf", "3", "nan"}[random.nextInt(6)];
      case "S" -> SCRIPTS[random.nextInt(SCRIPTS.length)];
      case "D" -> Integer.toString(random.nextInt(3));
      case "A" -> new String[] {"*", "k*", "m[1-4]", "?7"}[random.nextInt(4)];
      case "J-J" -> random.nextInt(9) + "-" + random.nextInt(3);
      case "Q" -> MoreCommands.SCRIPTS[random.nextInt(MoreCommands.SCRIPTS.length)];
      case "LIB" -> MoreCommands.LIBRARY;
      case "R" -> payloads.get(random.nextInt(payloads.size()));
      default -> kind;
    };
  }

  /** True when the elements of the reply may come in any order. */
  static boolean unordered(String... command) {
    return SETS.contains(command[0]) || List.of(command).contains("nosort");
  }
}
