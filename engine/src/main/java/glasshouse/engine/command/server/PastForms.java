package glasshouse.engine.command.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What COMMAND DOCS says of a command's past: which release changed it, in our own words, and which
 * advised against it and for what instead.
 */
final class PastForms {
  /** A change of a command after its first release. */
  record Change(String release, String what) {}

  /** Since when something else is to be used. */
  record Successor(String since, String use) {}

  private static final String CHANGES =
      """
      2.0.0 zrangebyscore : WITHSCORES
      2.1.6 zrevrangebyscore : bounds may be exclusive
      2.4.0 hdel : several fields at once
      2.4.0 lpush rpush : several elements at once
      2.4.0 sadd srem zadd zrem : several members at once
      2.6.0 srandmember : a count
      2.6.12 set : EX, PX, NX and XX
      2.8.0 pttl ttl : -2 for a key that is not there
      2.8.12 client|kill : filters
      2.8.12 client|kill : the filter ID
      2.8.12 client|list : field id
      3.0.0 migrate : COPY and REPLACE
      3.0.0 restore restore-asking : REPLACE
      3.0.2 zadd : XX, NX, CH and INCR
      3.0.3 exists : several keys at once
      3.0.6 migrate : KEYS
      3.2.0 client|kill : TYPE knows master
      3.2.0 renamenx : no error when both names are the same
      3.2.0 spop : a count
      3.2.2 bgsave : SCHEDULE
      4.0.0 cluster|meet : the port of the bus
      4.0.0 cluster|slots : ids of nodes
      4.0.0 flushall flushdb : ASYNC
      4.0.0 hset : several fields at once
      4.0.0 lpushx rpushx : several elements at once
      4.0.0 slowlog|get : address and name of the client
      4.0.7 migrate : AUTH
      5.0.0 client|kill : TYPE knows replica, and slave still
      5.0.0 client|list : the filter TYPE
      5.0.0 restore restore-asking : ABSTTL
      5.0.0 restore restore-asking : IDLETIME and FREQ
      6.0.0 auth : a name before the password
      6.0.0 blpop brpop brpoplpush bzpopmax bzpopmin : fractions of a second in the timeout
      6.0.0 client|list : field user
      6.0.0 migrate : AUTH2
      6.0.0 scan : TYPE
      6.0.0 set : KEEPTTL
      6.0.0 xinfo|stream : FULL
      6.2.0 acl|getuser acl|setuser : patterns of channels
      6.2.0 client|kill : the filter LADDR
      6.2.0 client|list : fields argv-mem, tot-mem, laddr and redir, and the filter ID
      6.2.0 client|pause : a mode, which may be WRITE
      6.2.0 flushall flushdb : SYNC
      6.2.0 geoadd : CH, NX and XX
      6.2.0 georadius georadius_ro : ANY behind COUNT
      6.2.0 hello : without arguments tells about the connection
      6.2.0 lpop rpop : a count
      6.2.0 script|flush : ASYNC and SYNC
      6.2.0 set : GET, EXAT and PXAT
      6.2.0 xadd : NOMKSTREAM, MINID and LIMIT
      6.2.0 xpending : IDLE, and bounds that may be exclusive
      6.2.0 xrange xrevrange : bounds may be exclusive
      6.2.0 xtrim : MINID and LIMIT
      6.2.0 zadd : GT and LT
      6.2.0 zrange : REV, BYSCORE, BYLEX and LIMIT
      7.0.0 acl|getuser : selectors, and patterns as they are written in rules
      7.0.0 acl|setuser : selectors, and patterns for reading or writing only
      7.0.0 bitcount bitpos : BYTE and BIT
      7.0.0 client|list : fields resp, multi-mem, rbs and rbp
      7.0.0 cluster|slots : more about the network
      7.0.0 command|info : without a name tells about all
      7.0.0 config|get : several patterns at once
      7.0.0 config|set : several parameters at once
      7.0.0 expire expireat pexpire pexpireat : NX, XX, GT and LT
      7.0.0 georadius georadiusbymember geosearch geosearchstore : units in capitals
      7.0.0 info : several sections at once
      7.0.0 set : NX together with GET
      7.0.0 shutdown : NOW, FORCE and ABORT
      7.0.0 xadd : ids of which only the time is given
      7.0.0 xautoclaim : the reply names entries that were gone
      7.0.0 xgroup|create xgroup|setid : ENTRIESREAD
      7.0.0 xinfo|groups : fields entries-read and lag
      7.0.0 xinfo|stream : max-deleted-entry-id, entries-added, recorded-first-entry-id, \
        entries-read and lag
      7.0.0 xsetid : ENTRIESADDED and MAXDELETEDID
      7.0.3 client|list : field ssub
      """;

  private static final String SUCCESSORS =
      """
      2.0.0 substr : `GETRANGE`
      4.0.0 hmset : `HSET` with multiple field-value pairs
      5.0.0 cluster|slaves : `CLUSTER REPLICAS`
      5.0.0 slaveof : `REPLICAOF`
      6.2.0 brpoplpush : `BLMOVE` with the `RIGHT` and `LEFT` arguments
      6.2.0 georadius : `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument
      6.2.0 georadius_ro : `GEOSEARCH` with the `BYRADIUS` argument
      6.2.0 georadiusbymember : `GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and \
      `FROMMEMBER` arguments
      6.2.0 georadiusbymember_ro : `GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments
      6.2.0 getset : `SET` with the `!GET` argument
      6.2.0 rpoplpush : `LMOVE` with the `RIGHT` and `LEFT` arguments
      6.2.0 zrangebylex : `ZRANGE` with the `BYLEX` argument
      6.2.0 zrangebyscore : `ZRANGE` with the `BYSCORE` argument
      6.2.0 zrevrange : `ZRANGE` with the `REV` argument
      6.2.0 zrevrangebylex : `ZRANGE` with the `REV` and `BYLEX` arguments
      6.2.0 zrevrangebyscore : `ZRANGE` with the `REV` and `BYSCORE` arguments
      7.0.0 cluster|slots : `CLUSTER SHARDS`
      """;

  /** Commands that servers and their tests use among themselves. */
  private static final List<String> SYSTEM =
      List.of("debug", "pfdebug", "pfselftest", "replconf", "restore-asking");

  private static final Map<String, List<Change>> HISTORY = parsed(CHANGES);
  private static final Map<String, List<Change>> REPLACED = parsed(SUCCESSORS);

  private PastForms() {}

  private static Map<String, List<Change>> parsed(String table) {
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    for (String row : table.split("\n", -1)) {
      int colon = row.indexOf(" : ");
      if (colon > 0) {
        String[] words = row.substring(0, colon).split(" ");
        for (int i = 1; i < words.length; i++) {
          changes
              .computeIfAbsent(words[i], _ -> new ArrayList<>())
              .add(new Change(words[0], row.substring(colon + 3).replaceAll(" +", " ")));
        }
      }
    }
    return changes;
  }

  /** What changed since the command came, the oldest first. */
  static List<Change> history(String command) {
    return HISTORY.getOrDefault(command, List.of());
  }

  /** What is to be used in its place: none or one. */
  static List<Successor> successor(String command) {
    return REPLACED.getOrDefault(command, List.of()).stream()
        .map(change -> new Successor(change.release(), change.what()))
        .toList();
  }

  /** True when it is not for users. */
  static boolean isSystem(String command) {
    return SYSTEM.contains(command);
  }
}
