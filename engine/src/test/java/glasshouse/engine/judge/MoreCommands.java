package glasshouse.engine.judge;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.rdb.DumpPayload;
import glasshouse.engine.rdb.RandomData;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for {@link RandomCommands} that need a server of their own: they change its parameters,
 * count on a clock that runs, load libraries, or speak RESP3.
 */
final class MoreCommands {
  private MoreCommands() {}

  /** What makes a connection and a server as they were; the replies say nothing. */
  static final List<String> FRESH =
      List.of(
          "RESET",
          "CONFIG SET hash-max-listpack-entries 512 hash-max-listpack-value 64"
              + " set-max-intset-entries 512 zset-max-listpack-entries 128"
              + " zset-max-listpack-value 64 list-max-listpack-size -2 stream-node-max-entries 100"
              + " hll-sparse-max-bytes 3000",
          // Waiting ends when a server looks at its clock.
          "CONFIG SET hz 500",
          "DEBUG SET-ACTIVE-EXPIRE 0",
          "FUNCTION FLUSH",
          "SCRIPT FLUSH",
          "FLUSHALL");

  static final String[] TABLE = {
    "SET K V EX 100000",
    "SET K V PX 100000000 NX GET",
    "SET K V PXAT 9999999999999 XX",
    "SET K V EXAT 9999999999 GET",
    "SET K V EXAT 1",
    "SETEX K 100000 V",
    "PSETEX K 100000000 V",
    "SETNX K V",
    "GETEX K",
    "GETEX K PERSIST",
    "GETEX K EX 100000",
    "GETEX K PXAT 1",
    "INCRBY K I",
    "DECR K",
    "BITOP OR K K K",
    "BITFIELD_RO K GET u7 P GET i64 P",
    "BITFIELD K OVERFLOW SAT INCRBY i3 P I OVERFLOW FAIL INCRBY u2 P I",
    "BITFIELD K SET i64 #1 E GET u63 3",
    "BITPOS K B I I BIT",
    "LCS K K LEN",
    "LCS K K IDX MINMATCHLEN 2 WITHMATCHLEN",
    "EXPIRE K 100000 XX",
    "EXPIREAT K 9000000000 GT",
    "EXPIRE K 50000 LT",
    "PEXPIRE K 100000000",
    "EXPIREAT K 9999999999 NX",
    "EXPIREAT K 1",
    "EXPIRETIME K",
    "PEXPIRETIME K",
    "PTTL K",
    "PASS",
    "PASS",
    "PASS",
    "KEYS A",
    "SCAN 0 COUNT 10000",
    "SCAN 0 MATCH A COUNT 10000 TYPE hash",
    "SSCAN K 0 COUNT 10000",
    "HSCAN K 0 MATCH A COUNT 10000",
    "ZSCAN K 0 COUNT 10000",
    "COPY K K DB D REPLACE",
    "COPY K K DB D",
    "MOVE K D",
    "SELECT D",
    "SWAPDB D D",
    "RESTORE K 0 R",
    "RESTORE K 0 R REPLACE",
    "RESTORE K 0 R REPLACE",
    "RESTORE K 100000 R REPLACE IDLETIME 5",
    "RESTORE K 9999999999999 R ABSTTL FREQ 3",
    "RESTORE K 1 R ABSTTL REPLACE",
    "RESTORE K 0 V",
    "SORT K BY w* GET # GET w*",
    "SORT K BY w*->m1 LIMIT 0 3",
    "SORT K DESC GET k*->M STORE K",
    "SORT_RO K ALPHA GET k*",
    "OBJECT FREQ K",
    "DEBUG DIGEST-VALUE K K",
    "UNLINK K",
    "RPUSHX K V V",
    "LINSERT K AFTER V V",
    "LPOS K V RANK I COUNT 2 MAXLEN P",
    "LMPOP 3 K K K RIGHT COUNT P",
    "LMOVE K K RIGHT LEFT",
    "BLPOP K K 0.001",
    "BRPOP K 0.001",
    "BLMOVE K K LEFT LEFT 0.001",
    "BRPOPLPUSH K K 0.001",
    "BLMPOP 0.001 2 K K LEFT",
    "BZPOPMIN K K 0.001",
    "BZPOPMAX K 0.001",
    "BZMPOP 0.001 1 K MAX COUNT 3",
    "BLPOP K x",
    "HRANDFIELD K 1000 WITHVALUES",
    "HRANDFIELD K 1000",
    "SRANDMEMBER K 1000",
    "ZRANDMEMBER K 1000 WITHSCORES",
    "SPOP K 1000",
    "HSET K V V",
    "HGETALL K",
    "HINCRBYFLOAT K M 1e-7",
    "SINTERCARD 3 K K K",
    "SINTERCARD 0 K",
    "SADD K E E E",
    "ZADD K I V I V I V",
    "ZADD K F E F E",
    "ZADD K NX GT I M",
    "ZADD K GT LT I M",
    "ZADD K XX INCR I M",
    "ZCOUNT K (I +inf",
    "ZCOUNT K x I",
    "ZRANGE K I I WITHSCORES",
    "ZRANGE L [m2 [m6 BYLEX LIMIT 1 2",
    "ZRANGE L + - BYLEX REV",
    "ZRANGE K +inf (I BYSCORE REV LIMIT 0 3 WITHSCORES",
    "ZREVRANGE K I I",
    "ZREVRANGEBYSCORE K +inf -inf WITHSCORES",
    "ZREVRANGEBYLEX L (m5 -",
    "ZRANGESTORE K K I I BYSCORE LIMIT 1 3",
    "ZRANGESTORE K L [m1 [m4 BYLEX",
    "ZRANK K V",
    "ZINTERCARD 2 K K LIMIT 1",
    "ZUNIONSTORE K 2 K K AGGREGATE MIN",
    "ZUNION 2 K K AGGREGATE MAX WEIGHTS 2 F",
    "ZINTER 2 K K WITHSCORES",
    "ZMPOP 2 K K MAX",
    "GEOSEARCH K FROMMEMBER M BYBOX 4000 4000 km DESC COUNT 3",
    "GEORADIUS_RO K N N 2000 mi WITHCOORD WITHDIST DESC",
    "PFCOUNT H H H",
    "PFMERGE H H H",
    "PFDEBUG TODENSE H",
    "PFDEBUG GETREG H",
    "PFADD H E E E E E E E E E E E E E E E E E E E E E E E E E E E E E E",
    "CONFIG SET hll-sparse-max-bytes P",
    "XADD K J-J f V",
    "XADD K MINID ~ J J-* M V",
    "XADD K NOMKSTREAM MAXLEN ~ 2 J-* M V",
    "XRANGE K (J + COUNT 2",
    "XREAD COUNT 3 BLOCK 1 STREAMS K K J $",
    "XGROUP CREATE K g J MKSTREAM ENTRIESREAD P",
    "XGROUP SETID K g J",
    "XGROUP DESTROY K g",
    "XGROUP CREATECONSUMER K g c2",
    "XGROUP DELCONSUMER K g c",
    "XREADGROUP GROUP g c COUNT 3 STREAMS K >",
    "XREADGROUP GROUP g c2 NOACK STREAMS K >",
    "XCLAIM K g c2 0 J-J FORCE JUSTID",
    "XAUTOCLAIM K g c 0 0 COUNT 3 JUSTID",
    "XSETID K J-J",
    "XINFO GROUPS K",
    "CONFIG SET hash-max-listpack-entries P",
    "CONFIG SET hash-max-listpack-value P",
    "CONFIG SET set-max-intset-entries P",
    "CONFIG SET zset-max-listpack-entries P",
    "CONFIG SET zset-max-listpack-value P",
    "CONFIG SET list-max-listpack-size P",
    "CONFIG SET stream-node-max-entries P",
    "CONFIG GET *-max-*",
    "HELLO 3",
    "HELLO 2",
    "WATCH K",
    "WATCH K K",
    "UNWATCH",
    "MULTI",
    "EXEC",
    "EXEC",
    "PUBLISH K V",
    "PUBSUB NUMSUB K",
    "WAIT 0 0",
    "TYPE K",
    "TYPE H",
    "TOUCH K H",
    "COMMAND GETKEYS ZUNIONSTORE K 2 K K",
    "LOLWUT VERSION x",
    "CLIENT SETNAME M",
    "CLIENT GETNAME",
    "EVAL Q 2 K K V M",
    "EVAL Q 2 K H V M",
    "EVAL_RO Q 2 K K V M",
    "EVALSHA 0123456789012345678901234567890123456789 0",
    "SCRIPT EXISTS 0123456789012345678901234567890123456789",
    "FUNCTION LOAD REPLACE LIB",
    "FUNCTION LOAD LIB",
    "FUNCTION DELETE lib",
    "FUNCTION LIST LIBRARYNAME l*",
    "FCALL push 1 K V",
    "FCALL push 1 K V",
    "FCALL_RO push 1 K V",
    "FCALL_RO look 1 K V",
    "FCALL nosuch 1 K V",
  };

  /** Sets an expiry and lets it pass: TIME goes on within a script, though keys stand still. */
  static final String PASS =
      "local function ms() local t = redis.call('TIME') return t[1] * 1000 + t[2] / 1000 end"
          + " local r = redis.call('PEXPIRE', KEYS[1], 3) local a = ms()"
          + " while ms() < a + 5 do end return {r, redis.call('EXISTS', KEYS[1])}";

  static final String LIBRARY =
      """
      #!lua name=lib
      redis.register_function('push', function(keys, args)
        return redis.call('RPUSH', keys[1], args[1], #args) end)
      redis.register_function{function_name='look', flags={'no-writes'},
        callback=function(keys) return redis.call('TYPE', keys[1]) end}
      """;

  static final String[] SCRIPTS = {
    "return redis.call('SET', KEYS[1], ARGV[1], 'EX', 100000, 'GET')",
    "return {redis.pcall('INCR', KEYS[1]), redis.pcall('LPUSH', KEYS[2], ARGV[1])}",
    "redis.setresp(3) return type(redis.call('HGETALL', KEYS[1]).map)",
    "redis.setresp(3) return redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')",
    "redis.setresp(3) local r = redis.call('ZSCORE', KEYS[1], ARGV[2]) return {r and 1, type(r)}",
    "return cjson.encode(redis.call('LRANGE', KEYS[1], 0, -1))",
    "return cjson.decode('[1,2.5,null,\"x\",{\"a\":[true,false]}]')",
    "local t = {} for i, v in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do t[i] = v .. i end"
        + " return t",
    "redis.call('SELECT', 2) redis.call('RPUSH', KEYS[2], ARGV[1]) return redis.call('DBSIZE')",
    "return redis.call('NOSUCH', KEYS[1])",
    "return redis.call('GET')",
    "error({err = 'My Error ' .. ARGV[2]})",
    "error('text')",
    "return redis.sha1hex(KEYS[1] .. ARGV[1])",
    "return {bit.band(7, #ARGV[1]), bit.tohex(255), struct.pack('>I2', #KEYS)}",
    "return cmsgpack.unpack(cmsgpack.pack({1, 'a', ARGV[1], {x = 1}}))",
    "return {double = 3.5}",
    "return {map = {a = 1}, 2}",
    "return {1, 2, nil, 4}",
    "return tostring(1e15) .. tostring(0.1) .. tostring(-0) .. tostring(2^53)",
    "return string.format('%5.2f|%d|%s|%q|%x', 3.14159, 42, ARGV[2], ARGV[1], 255)",
    "return {redis.call('EXPIRE', KEYS[1], 100000), redis.call('PERSIST', KEYS[1])}",
    "if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('RENAME', KEYS[1], KEYS[2])"
        + " else return redis.call('SADD', KEYS[1], 1, 2, ARGV[2]) end",
    "return redis.call('COPY', KEYS[1], KEYS[2], 'REPLACE')",
    "return redis.pcall('XADD', KEYS[1], '5-*', 'f', ARGV[1])",
    "return redis.call('BLPOP', KEYS[1], 0)",
    "return redis.status_reply(ARGV[2])",
    "return {err = 'ERR given ' .. ARGV[2]}",
    "return x",
    "local a = {} a[1] = a return #a",
    "#!lua flags=no-writes\nreturn redis.call('SET', KEYS[1], 1)",
    "#!lua flags=allow-oom,no-writes\nreturn redis.call('STRLEN', KEYS[1])",
    "#!lua name=x\nreturn 1",
  };

  /** Payloads of values of all types. */
  static List<String> payloads() {
    Keyspace keyspace = new Keyspace(16, new ValueRules(1));
    RandomData.fill(keyspace, 3, 120, 0);
    List<String> payloads = new ArrayList<>();
    for (int db : new int[] {0, 1, 2, 15}) {
      keyspace
          .database(db)
          .forEach(
              entry -> {
                byte[] payload = DumpPayload.of(entry.value());
                if (payload.length < 3000) {
                  payloads.add(Bytes.text(payload));
                }
              });
    }
    return payloads;
  }
}
