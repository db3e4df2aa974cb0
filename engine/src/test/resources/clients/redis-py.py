"""What the client library redis-py makes of a server's answers, a line for each, for two servers to be compared."""
import asyncio
import sys
import redis
import redis.asyncio

port = int(sys.argv[1])
r = redis.Redis(port=port, decode_responses=True)


def show(name, value):
    print(name, sorted(value) if isinstance(value, set) else value)


def attempt(name, call, *words, **options):
    try:
        show(name, call(*words, **options))
    except redis.RedisError as error:
        show(name, f"{type(error).__name__}: {error}")


def values():
    attempt("set", r.set, "k", "v", ex=100)
    attempt("get", r.get, "k")
    attempt("ttl", lambda: r.ttl("k") > 90)
    attempt("nx", r.set, "k", "w", nx=True)
    attempt("mset", r.mset, {"a": 1, "b": 2.5})
    attempt("mget", r.mget, "a", "b", "none")
    attempt("incrbyfloat", r.incrbyfloat, "b", 0.25)
    attempt("wrong type", r.lpush, "k", 1)
    attempt("hset", r.hset, "h", mapping={"f": 1, "g": "x"})
    attempt("hgetall", r.hgetall, "h")
    attempt("rpush", r.rpush, "l", "a", "b", "c")
    attempt("lpos", r.lpos, "l", "c")
    attempt("blpop", r.blpop, ["none", "l"], 1)
    attempt("blpop nothing", r.blpop, "none", 0.01)
    attempt("sadd", r.sadd, "s", 1, 2, 3)
    attempt("smembers", r.smembers, "s")
    attempt("smismember", r.smismember, "s", [1, 9])
    attempt("zadd", r.zadd, "z", {"a": 1, "b": 2.5, "c": float("inf")})
    attempt("zrange", r.zrange, "z", 0, -1, withscores=True)
    attempt("zadd incr", r.zadd, "z", {"a": 3}, incr=True)
    attempt("zmpop", r.zmpop, 1, ["z"], min=True)
    attempt("geoadd", r.geoadd, "g", (13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania"))
    attempt("geosearch", r.geosearch, "g", member="Palermo", radius=200, unit="km", withdist=True, withcoord=True)
    attempt("bitfield", r.bitfield("bits").set("u8", "#0", 255).get("u4", 2).execute)
    attempt("pfadd", r.pfadd, "hll", "a", "b", "c")
    attempt("pfcount", r.pfcount, "hll")
    attempt("scan_iter", lambda: set(r.scan_iter(count=2)))
    attempt("object", r.object, "encoding", "h")
    attempt("dump and restore", lambda: redis.Redis(port=port).restore("k2", 0, redis.Redis(port=port).dump("k")))
    attempt("copy", r.copy, "k", "k3")
    attempt("type", r.type, "z")


def streams():
    attempt("xadd", r.xadd, "x", {"f": "v"}, id="1-1")
    attempt("xgroup", r.xgroup_create, "x", "g", id="0")
    attempt("xreadgroup", r.xreadgroup, "g", "c", {"x": ">"})
    attempt("xpending", r.xpending, "x", "g")
    attempt("xpending range", lambda: [p["message_id"] for p in r.xpending_range("x", "g", "-", "+", 10)])
    attempt("xautoclaim", r.xautoclaim, "x", "g", "d", 0)
    attempt("xack", r.xack, "x", "g", "1-1")
    attempt("xinfo", r.xinfo_groups, "x")
    attempt("xinfo stream", r.xinfo_stream, "x")
    attempt("xread", r.xread, {"x": "0"})


def scripts():
    double = r.register_script("return {KEYS[1], tonumber(ARGV[1]) * 2}")
    attempt("script", double, keys=["k"], args=[21])
    attempt("flush", r.script_flush)
    attempt("script again", double, keys=["k"], args=[21])
    attempt("script error", r.eval, "return redis.call('INCR', KEYS[1])", 1, "k")
    library = "#!lua name=py\nredis.register_function('twice', function(k, a) return a[1] * 2 end)"
    attempt("function", r.function_load, library)
    attempt("fcall", r.fcall, "twice", 0, 4)
    attempt("function list", r.function_list)


def transactions():
    with r.pipeline() as p:
        attempt("transaction", p.set("t", 1).incr("t").get("t").execute)
    with r.pipeline() as p:
        p.watch("t")
        r.set("t", "other")
        p.multi()
        attempt("watched", p.set("t", 2).execute)
    with r.pipeline(transaction=False) as p:
        for i in range(500):
            p.incr("n")
        attempt("pipeline", lambda: p.execute()[-1])
    attempt("optimistic", r.transaction, lambda p: p.multi() or p.incr("n"), "n")
    with r.lock("lock", timeout=10) as lock:
        show("lock", lock.owned())
        attempt("taken", r.lock("lock", blocking=False).acquire)
    attempt("free", r.exists, "lock")


def listening():
    p = r.pubsub()
    p.subscribe("news")
    p.psubscribe("n*")
    show("subscribed", [p.get_message(timeout=5)["data"] for _ in range(2)])
    attempt("publish", r.publish, "news", "hello")
    show("heard", [p.get_message(timeout=5) for _ in range(2)])
    attempt("numsub", r.pubsub_numsub, "news")
    p.close()


def server():
    attempt("config", r.config_get, "maxmemory-p*")
    attempt("info", lambda: r.info("replication")["role"])
    attempt("version", lambda: r.info("server")["redis_version"])
    attempt("client", lambda: r.client_setname("py") and r.client_getname())
    attempt("client info", lambda: r.client_info()["name"])
    attempt("client list", lambda: [c["name"] for c in r.client_list() if c["name"]])
    attempt("time", lambda: len(r.time()))
    attempt("acl", r.acl_setuser, "u", enabled=True, passwords=["+pw"], categories=["+@read"], keys=["k*"])
    attempt("acl user", lambda: r.acl_getuser("u")["flags"])
    other = redis.Redis(port=port, username="u", password="pw")
    attempt("may", other.get, "k")
    attempt("may not", other.set, "k", 1)
    attempt("wrong password", redis.Redis(port=port, username="u", password="no").ping)
    attempt("command", lambda: r.command()["get"])
    attempt("command count", lambda: r.command_count() > 200)
    attempt("slowlog", r.slowlog_reset)
    attempt("latency", r.execute_command, "LATENCY", "RESET")
    attempt("role", lambda: r.role()[0])
    attempt("memory", lambda: r.memory_usage("k") > 0)
    attempt("debug", r.execute_command, "DEBUG", "OBJECT", "none")
    attempt("lolwut", lambda: len(r.lolwut(5)) > 0)


async def asynchronous():
    a = redis.asyncio.Redis(port=port, decode_responses=True)
    show("many", max(await asyncio.gather(*(a.incr("async") for _ in range(200)))))
    async with a.pipeline() as p:
        show("async transaction", await p.set("t", 1).incr("t").execute())
    async with a.pubsub() as p:
        await p.subscribe("later")
        await p.get_message(timeout=5)
        await a.publish("later", "hello")
        show("async heard", await p.get_message(timeout=5))
    await a.close(close_connection_pool=True)


r.flushall()
values()
streams()
scripts()
transactions()
listening()
server()
asyncio.run(asynchronous())
r.close()
