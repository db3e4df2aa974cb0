package glasshouse.engine.fuzz.plan;

import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;

/**
 * What clients send: commands of many kinds over several databases, on few keys, so that they meet.
 * Every entry of the lists {@code log} is sent once and never again.
 */
final class Workload {
  /** One kind of command. */
  private interface Kind {
    Args next(Dice dice);
  }

  private final List<String> databases;
  private final Weighted<Kind> single;
  private final Weighted<Integer> shapes;
  private int unique;

  Workload(Dice dice) {
    databases =
        dice.of(
            List.of("0", "5"),
            List.of("0", "1", "9", "12"),
            List.of("3", "4"),
            List.of("0"),
            List.of("7"));
    single = kinds().some(dice);
    shapes = new Weighted<Integer>().add(20, 1).add(3, 2).add(2, -1).some(dice);
  }

  private Weighted<Kind> kinds() {
    return new Weighted<Kind>()
        .add(12, d -> Args.of("SET", key("k", d), stamp()))
        .add(14, d -> Args.of("INCR", key("n", d)))
        .add(10, _ -> Args.of("RPUSH", "log", stamp()))
        .add(4, d -> Args.of("DEL", key("k", d), key("n", d)))
        .add(3, d -> Args.of("APPEND", key("k", d), "x"))
        .add(3, d -> Args.of("GET", key("k", d)))
        .add(5, d -> Args.of("SET", key("k", d), stamp(), "PX", "" + d.span(50, 8000)))
        .add(4, d -> Args.of("EXPIRE", key("n", d), "" + d.between(1, 4)))
        .add(2, d -> Args.of("PERSIST", key("n", d)))
        .add(1, d -> Args.of("GETEX", key("k", d), "PX", "500"))
        .add(6, d -> Args.of("LPUSH", key("l", d), stamp()))
        .add(3, d -> Args.of(d.of("LPOP", "RPOP"), key("l", d)))
        .add(3, d -> Args.of(d.of("BLPOP", "BRPOP"), key("l", d), key("l", d), timeout(d)))
        .add(2, d -> Args.of("BLMOVE", key("l", d), key("l", d), "LEFT", "RIGHT", timeout(d)))
        .add(4, d -> Args.of("SADD", key("s", d), stamp(), stamp()))
        .add(2, d -> Args.of("SPOP", key("s", d), "" + d.between(1, 3)))
        .add(3, d -> Args.of("HINCRBY", key("h", d), "f", "1"))
        .add(2, d -> Args.of("HINCRBYFLOAT", key("h", d), "g", "0.1"))
        .add(4, d -> Args.of("ZADD", key("z", d), "" + d.between(1, 9), stamp()))
        .add(2, d -> Args.of("BZPOPMIN", key("z", d), timeout(d)))
        .add(5, d -> Args.of("XADD", key("x", d), "MAXLEN", "20", "*", "f", stamp()))
        .add(2, d -> Args.of("XGROUP", "CREATE", key("x", d), "g", "0", "MKSTREAM"))
        .add(3, this::readGroup)
        .add(1, d -> Args.of("XACK", key("x", d), "g", "1-1"))
        .add(6, d -> Scripts.eval(d, stamp(), d.of(databases)))
        .add(8, d -> Scripts.evalSha(d, stamp(), d.of(databases)))
        .add(4, Scripts::load)
        .add(1, _ -> Args.of("SCRIPT", "FLUSH"))
        .add(4, d -> Scripts.function(d, stamp()))
        .add(2, d -> Args.of("SWAPDB", d.of(databases), d.of(databases)))
        .add(1, d -> Args.of(d.of("FLUSHALL", "FLUSHDB")))
        .add(1, d -> Args.of("MOVE", key("k", d), d.of(databases)))
        .add(1, d -> Args.of("RENAME", key("k", d), key("k", d)))
        .add(1, _ -> Args.of("BGSAVE"));
  }

  private Args readGroup(Dice d) {
    return Args.of(
        "XREADGROUP",
        "GROUP",
        "g",
        "c" + d.between(1, 2),
        "COUNT",
        "2",
        "BLOCK",
        "200",
        "STREAMS",
        key("x", d),
        ">");
  }

  private static String key(String type, Dice dice) {
    return type + dice.between(0, 5);
  }

  private static String timeout(Dice dice) {
    return dice.of("0.1", "0.5", "2");
  }

  private String stamp() {
    return "u" + unique++;
  }

  /** A number of one of the databases that are used. */
  int database(Dice dice) {
    return Integer.parseInt(dice.of(databases));
  }

  /** What is known to break promises in every release, see Hazard. */
  List<Args> hazard(Dice dice) {
    Args select = Args.of("SELECT", dice.of(databases));
    Args write = Args.of("RPUSH", key("l", dice), stamp());
    if (dice.chance(50)) {
      return List.of(
          select,
          Args.of("MULTI"),
          Args.of("REPLICAOF", "127.0.0.1", "1"),
          write,
          Args.of("REPLICAOF", "NO", "ONE"),
          Args.of("EXEC"));
    }
    return List.of(
        Args.of("CONFIG", "SET", "replica-read-only", "no"),
        select,
        write,
        Args.of("CONFIG", "SET", "replica-read-only", "yes"));
  }

  /** Commands for one write of one client. */
  List<Args> next(Dice dice) {
    List<Args> batch = new ArrayList<>();
    batch.add(Args.of("SELECT", dice.of(databases)));
    int shape = shapes.pick(dice);
    if (shape > 0) {
      for (int i = shape == 1 ? 1 : dice.between(2, 6); i > 0; i--) {
        batch.add(single.pick(dice).next(dice));
      }
      return batch;
    }
    batch.add(Args.of("MULTI"));
    for (int i = dice.between(1, 5); i > 0; i--) {
      batch.add(
          dice.chance(10) ? Args.of("SELECT", dice.of(databases)) : single.pick(dice).next(dice));
    }
    if (!dice.chance(15)) {
      batch.add(Args.of("EXEC"));
    }
    return batch;
  }
}
