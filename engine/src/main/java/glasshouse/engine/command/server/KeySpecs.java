package glasshouse.engine.command.server;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What commands do with their keys, as COMMAND INFO of Redis 7.0.15 tells it. A row is one or more
 * specs, then the commands that have them. A spec is its flags, where keys begin (an index, or a
 * keyword and from where it is looked for), and how many there are: last key, step and limit; or
 * {@code #} with where their number stands, the first key and the step; {@code ?} for what only the
 * command itself can tell.
 */
final class KeySpecs {
  private static final String TABLE =
      """
      OW+insert 1 -1,2,0 : msetnx
      OW+insert 1 0,1,0 : setnx
      OW+update 1 -1,2,0 : mset
      OW+update 1 0,1,0 : psetex restore restore-asking setex
      OW+update 1 0,1,0 ; RO+access 2 #0,1,1 : zdiffstore zinterstore zunionstore
      OW+update 1 0,1,0 ; RO+access 2 -1,1,0 : sdiffstore sunionstore
      OW+update 1 0,1,0 ; RO+access 2 0,1,0 : geosearchstore zrangestore
      OW+update 2 0,1,0 ; RO+access 3 -1,1,0 : bitop
      RM+delete 1 -1,1,0 : del unlink
      RO 1 -1,1,0 : exists touch watch
      RO 1 0,1,0 : hexists hlen hstrlen llen scard sismember strlen type xlen zcard
      RO 2 0,1,0 : memory|usage object|idletime object|freq object|encoding object|refcount
      RO+access 1 #0,1,1 : sintercard zdiff zinter zintercard zunion
      RO+access 1 -1,1,0 : mget sdiff sinter sunion
      RO+access 1 0,1,0 : bitcount bitfield_ro bitpos dump expiretime geodist geohash geopos \
        georadius_ro georadiusbymember_ro geosearch get getbit getrange hget hgetall hkeys \
        hmget hrandfield hscan hvals lindex lpos lrange pexpiretime pttl smembers smismember \
        srandmember sscan substr ttl xpending xrange xrevrange zcount zlexcount zmscore \
        zrandmember zrange zrangebylex zrangebyscore zrank zrevrange zrevrangebylex \
        zrevrangebyscore zrevrank zscan zscore
      RO+access 1 0,1,0 ; OW+update 2 0,1,0 : copy
      RO+access 1 0,1,0 ; OW+update STORE/5 0,1,0 ; OW+update STOREDIST/5 0,1,0 : \
        georadiusbymember
      RO+access 1 0,1,0 ; OW+update STORE/6 0,1,0 ; OW+update STOREDIST/6 0,1,0 : georadius
      RO+access 1 0,1,0 ; RO+access ? ? : sort_ro
      RO+access 1 0,1,0 ; RO+access ? ? ; OW+update ? ? : sort
      RO+access 1 1,1,0 : lcs
      RO+access 2 #0,1,1 : eval_ro evalsha_ro fcall_ro
      RO+access 2 0,1,0 : xinfo|consumers xinfo|stream xinfo|groups
      RO+access STREAMS/1 -1,1,2 : xread
      RO+access STREAMS/4 -1,1,2 : xreadgroup
      RW+access 1 -1,1,0 : pfcount
      RW+access 2 0,1,0 : pfdebug
      RW+access+delete 1 #0,1,1 : lmpop zmpop
      RW+access+delete 1 -2,1,0 : blpop brpop bzpopmax bzpopmin
      RW+access+delete 1 0,1,0 : getdel lpop rpop spop zpopmax zpopmin
      RW+access+delete 1 0,1,0 ; OW+insert 2 0,1,0 : renamenx
      RW+access+delete 1 0,1,0 ; OW+update 2 0,1,0 : rename
      RW+access+delete 1 0,1,0 ; RW+insert 2 0,1,0 : blmove brpoplpush lmove rpoplpush smove
      RW+access+delete 2 #0,1,1 : blmpop bzmpop
      RW+access+delete 3 0,1,0 ; RW+access+delete+incomplete KEYS/-2 -1,1,0 : migrate
      RW+access+insert 1 0,1,0 ; RO+access 2 -1,1,0 : pfmerge
      RW+access+update 1 0,1,0 : decr decrby getex getset hincrby hincrbyfloat incr incrby \
        incrbyfloat move setbit zincrby
      RW+access+update 2 #0,1,1 : eval evalsha fcall
      RW+access+update+variable_flags 1 0,1,0 : bitfield set
      RW+delete 1 0,1,0 : hdel lrem ltrim srem xautoclaim xdel xtrim zrem zremrangebylex \
        zremrangebyrank zremrangebyscore
      RW+delete 2 0,1,0 : xgroup|destroy xgroup|delconsumer
      RW+insert 1 0,1,0 : append hsetnx linsert lpush lpushx pfadd rpush rpushx sadd
      RW+insert 2 0,1,0 : xgroup|create xgroup|createconsumer
      RW+update 1 0,1,0 : expire expireat geoadd hmset hset lset persist pexpire pexpireat \
        setrange xack xadd xclaim xsetid zadd
      RW+update 1 0,1,0 ; RO+access 2 -1,1,0 : sinterstore
      RW+update 2 0,1,0 : xgroup|setid
      not_key 1 -1,1,0 : ssubscribe sunsubscribe
      not_key 1 0,1,0 : spublish
      """;

  private static final Map<String, List<KeySpec>> SPECS = parsed();

  private KeySpecs() {}

  private static Map<String, List<KeySpec>> parsed() {
    Map<String, List<KeySpec>> specs = new LinkedHashMap<>();
    for (String row : TABLE.split("\n", -1)) {
      int colon = row.indexOf(" : ");
      if (colon > 0) {
        List<KeySpec> found =
            Arrays.stream(row.substring(0, colon).split(" ; ")).map(KeySpec::of).toList();
        for (String command : row.substring(colon + 3).trim().split(" +")) {
          specs.put(command, found);
        }
      }
    }
    return specs;
  }

  /** The specs of a command by its full name; empty for one without keys. */
  static List<KeySpec> of(String command) {
    return SPECS.getOrDefault(command, List.of());
  }

  /**
   * The words that say what becomes of a key.
   *
   * @param spec number of the key among the keys of the command
   * @param args the command; SET and BITFIELD do more or less by their options
   */
  static List<String> flags(String command, int spec, Args args) {
    if (command.equals("set")) {
      return has(args, 3, "GET") ? List.of("RW", "access", "update") : List.of("OW", "update");
    }
    if (command.equals("bitfield")) {
      boolean writes = has(args, 2, "SET") || has(args, 2, "INCRBY");
      return writes ? List.of("RW", "access", "update") : List.of("RO", "access");
    }
    if (command.equals("sort") && spec > 0) {
      return List.of("OW", "update");
    }
    List<KeySpec> specs = of(command);
    return specs.isEmpty() ? List.of("RW") : specs.get(Math.min(spec, specs.size() - 1)).flags();
  }

  private static boolean has(Args args, int from, String word) {
    for (int i = from; i < args.count(); i++) {
      if (args.is(i, word)) {
        return true;
      }
    }
    return false;
  }

  /** Why the flags of a spec are what they are, in our own words; empty where nothing is said. */
  private static String note(String command, int index) {
    String asked = index == 0 ? command : command + "/" + index;
    return switch (asked) {
      case "bitfield" -> "Reads and changes";
      case "eval", "fcall" -> "What becomes of the keys is unknown, so they count as changed";
      case "eval_ro", "fcall_ro" -> "What becomes of the keys is unknown, so they count as read";
      case "getex" -> "RW as it may change when the key expires";
      case "pfcount" -> "RW as it may store what it has counted";
      case "set" -> "RW with GET";
      case "sort/1", "sort_ro/1" -> "BY and GET: names of keys follow from what is sorted";
      case "sort/2" -> "STORE: may stand anywhere";
      case "xadd" -> "UPDATE as it may trim";
      default -> "";
    };
  }

  /** Answers the specs as COMMAND INFO does. */
  static void reply(ReplyWriter reply, String command) {
    List<KeySpec> specs = of(command);
    reply.set(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      KeySpec spec = specs.get(i);
      String note = note(command, i);
      reply.map(note.isEmpty() ? 3 : 4);
      if (!note.isEmpty()) {
        reply.bulk("notes");
        reply.bulk(note);
      }
      reply.bulk("flags");
      reply.set(spec.flags().size());
      spec.flags().forEach(reply::simple);
      reply.bulk("begin_search");
      begin(reply, spec.begin());
      reply.bulk("find_keys");
      find(reply, spec.find());
    }
  }

  private static void begin(ReplyWriter reply, String where) {
    int slash = where.indexOf('/');
    if (where.equals("?")) {
      type(reply, "unknown", 0);
    } else if (slash > 0) {
      type(reply, "keyword", 2);
      reply.bulk("keyword");
      reply.bulk(where.substring(0, slash));
      number(reply, "startfrom", where.substring(slash + 1));
    } else {
      type(reply, "index", 1);
      number(reply, "index", where);
    }
  }

  private static void find(ReplyWriter reply, String how) {
    if (how.equals("?")) {
      type(reply, "unknown", 0);
      return;
    }
    boolean counted = how.startsWith("#");
    String[] numbers = how.substring(counted ? 1 : 0).split(",");
    type(reply, counted ? "keynum" : "range", 3);
    number(reply, counted ? "keynumidx" : "lastkey", numbers[0]);
    number(reply, counted ? "firstkey" : "keystep", numbers[1]);
    number(reply, counted ? "keystep" : "limit", numbers[2]);
  }

  private static void type(ReplyWriter reply, String type, int fields) {
    reply.map(2);
    reply.bulk("type");
    reply.bulk(type);
    reply.bulk("spec");
    reply.map(fields);
  }

  private static void number(ReplyWriter reply, String name, String digits) {
    reply.bulk(name);
    reply.integer(Long.parseLong(digits));
  }
}
