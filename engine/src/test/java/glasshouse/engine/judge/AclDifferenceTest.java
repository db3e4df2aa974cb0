package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rules are given to users of our node and of the real server, random commands are tried for
 * these users: each answer must be the same, and so must be what GETUSER says. More rounds: {@code
 * -Dglasshouse.random.acl=N}, other ones: {@code -Dglasshouse.random.seed=N}.
 */
@Needs(Judge.REDIS_SERVER)
class AclDifferenceTest {
  private static final int ROUNDS = Integer.getInteger("glasshouse.random.acl", 200);
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);
  private static final int TRIES = 12;

  private static final String[] RULES = {
    "on",
    "off",
    "nopass",
    "resetpass",
    "reset",
    "sanitize-payload",
    "skip-sanitize-payload",
    ">secret",
    ">other",
    "<secret",
    "#zz",
    "!0123",
    "clearselectors",
    "allkeys",
    "~*",
    "resetkeys",
    "~k1",
    "~k*",
    "~k[2-4]",
    "%R~k3",
    "%W~k3",
    "%RW~k4",
    "%R~*",
    "%W~*",
    "%r~k5*",
    "%wr~k6",
    "%~k",
    "%RR~k",
    "%X~k",
    "%R",
    "~",
    "~a b",
    "allchannels",
    "&*",
    "resetchannels",
    "&c1",
    "&c*",
    "&c2*",
    "&",
    "allcommands",
    "nocommands",
    "+@all",
    "-@all",
    "+@read",
    "-@read",
    "+@write",
    "-@write",
    "+@string",
    "-@string",
    "+@hash",
    "+@LIST",
    "-@set",
    "+@sortedset",
    "+@keyspace",
    "-@keyspace",
    "+@admin",
    "-@admin",
    "+@dangerous",
    "-@dangerous",
    "+@fast",
    "-@fast",
    "+@slow",
    "-@slow",
    "+@blocking",
    "+@pubsub",
    "-@pubsub",
    "+@connection",
    "+@transaction",
    "+@scripting",
    "-@scripting",
    "+@bitmap",
    "+@nosuch",
    "+get",
    "-get",
    "+GET",
    "+set",
    "-set",
    "+mget",
    "-del",
    "+del",
    "+config",
    "-config",
    "+config|get",
    "-config|get",
    "+config|nosuch",
    "+config|",
    "+config|get|x",
    "-config|get|x",
    "-config|",
    "+client|id",
    "-client|id",
    "+client",
    "+select|0",
    "+select|1",
    "+SELECT|0",
    "-select|0",
    "+select",
    "-select",
    "+get|k1",
    "+nosuch",
    "-nosuch",
    "+",
    "-",
    "+@",
    "zz",
    "",
    "(+get ~k1)",
    "(%R~k2 +@read)",
    "(+set",
    "~k5)",
    "(",
    ")",
    "()",
    "(+@all -@dangerous %RW~k4 &c1)",
    "(allkeys",
    "+@write",
    "-set)",
    "(nosuch)",
    "((+get))",
    "(+@all ~*)",
    "(+mget ~k1 ~k2)",
    "(+publish &c2)",
    "(-@all +select|1)",
    "(on)",
    "(unbal \"x)",
  };

  private static final String[] TRIED = {
    "PUBLISH C V",
    "SPUBLISH C V",
    "SUBSCRIBE C C",
    "SSUBSCRIBE C",
    "PSUBSCRIBE C c*",
    "UNSUBSCRIBE C",
    "PUNSUBSCRIBE c*",
    "SUNSUBSCRIBE C",
    "CONFIG GET x",
    "CONFIG SET x y",
    "CONFIG HELP",
    "CONFIG",
    "CONFIG NOSUCH",
    "CLIENT ID",
    "CLIENT LIST",
    "SELECT 0",
    "SELECT 1",
    "select 0",
    "AUTH x",
    "HELLO 3",
    "RESET",
    "QUIT",
    "PING",
    "NOSUCH",
    "GET",
    "GET K K",
    "EVAL s 1 K",
    "EVAL s 2 K K a",
    "EVAL s 9 K",
    "EVAL s x K",
    "EVAL_RO s 1 K",
    "EVALSHA s 1 K",
    "SORT K",
    "SORT K STORE K",
    "SORT K BY w LIMIT 0 1 GET x STORE K",
    "SORT K GET",
    "SORT_RO K",
    "SORT K STORE",
    "SORT K STORE K STORE K",
    "SORT K FOO",
    "SORT K LIMIT x STORE K",
    "OBJECT ENCODING K",
    "MEMORY USAGE K",
    "DEBUG OBJECT K",
    "WATCH K K",
    "SINTERCARD 9 K K",
    "ZUNIONSTORE K 3 K K",
    "ZUNIONSTORE K x K",
    "ZUNION 0 K",
    "LMPOP 1 K LEFT",
    "BLMPOP 0 1 K LEFT",
    "BLPOP K K 0",
    "BRPOPLPUSH K K 0",
    "BLMOVE K K LEFT LEFT 0",
    "BITFIELD K GET u8 0",
    "BITFIELD_RO K GET u8 0",
    "SET K V EX 10 GET",
    "SET K V get",
    "GETEX K",
    "MSET K V K",
    "MIGRATE h 1 K 0 5",
    "MIGRATE h 1 \"\" 0 5 KEYS K K",
    "MIGRATE h 1 \"\" 0 5 COPY",
    "DUMP K",
    "RESTORE K 0 x",
    "GEOADD K 1 1 m",
    "GEORADIUS K 1 1 1 m",
    "GEORADIUS K 1 1 1 m STORE K",
    "GEORADIUS K 1 1 1 m STORE",
    "GEORADIUS K 1 1 1 m STOREDIST K STORE K",
    "GEORADIUSBYMEMBER K m 1 m STOREDIST K",
    "GEORADIUSBYMEMBER K m 1 m",
    "GEORADIUS_RO K 1 1 1 m",
    "GEOSEARCHSTORE K K FROMMEMBER m BYRADIUS 1 m",
    "PFADD K V",
    "PFCOUNT K K",
    "PFMERGE K K K",
    "XADD K * f v",
    "XREAD STREAMS K K 0 0",
    "XREAD COUNT 1 STREAMS K 0",
    "XREAD COUNT 1",
    "XREAD STREAMS K",
    "XREADGROUP GROUP g c STREAMS K K > >",
    "XREADGROUP GROUP g c COUNT 1",
    "XGROUP CREATE K g $",
    "XGROUP DESTROY K g",
    "XINFO STREAM K",
    "XTRIM K MAXLEN 1",
    "XLEN K",
    "XCLAIM K g c 0 1",
    "XAUTOCLAIM K g c 0 0",
    "FCALL f 1 K",
    "FCALL_RO f 1 K",
    "FUNCTION LIST",
    "ACL LIST",
    "ACL WHOAMI",
    "COMMAND",
    "COMMAND COUNT",
    "SCRIPT EXISTS x",
    "LCS K K",
    "ZRANGESTORE K K 0 -1",
    "EXPIRE K 1",
    "PERSIST K",
    "RENAME K K",
    "COPY K K",
    "SCAN 0",
    "KEYS *",
    "FLUSHALL",
    "SWAPDB 0 1",
    "SHUTDOWN",
    "REPLICAOF no one",
    "MULTI",
    "EXEC",
    "RANDOMKEY",
  };

  @TempDir Path directory;
  private Random random = new Random(0);

  @Test
  void randomRulesAllowAndRefuseTheSame() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      List<String> found = new ArrayList<>();
      boolean all = missing(judge, subject).isEmpty();
      for (int round = 0; round < ROUNDS && found.size() < 8; round++) {
        String difference = difference(judge, subject, round(SEED + round, subject), all);
        if (difference != null) {
          found.add("seed " + (SEED + round) + ": " + difference);
        }
      }
      assertThat(String.join("\n\n", found)).isEmpty();
    }
  }

  /** Commands that our node has not: they would change which categories fit best. */
  private static List<String> missing(Talk judge, Talk subject) {
    List<String> names = new ArrayList<>(List.of(judge.line("COMMAND LIST").split("\\W+")));
    names.removeAll(List.of(subject.line("COMMAND LIST").split("\\W+")));
    return names;
  }

  /** A user made by some rules, then commands that it tries. */
  private List<String[]> round(long seed, Talk subject) {
    random = new Random(seed);
    RandomCommands others = new RandomCommands(seed);
    List<String[]> commands = new ArrayList<>();
    commands.add(new String[] {"ACL", "DELUSER", "u"});
    for (int change = 0; change < 3; change++) {
      for (int i = 0; i < 4; i++) {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", "u"));
        for (int n = random.nextInt(4); n >= 0; n--) {
          words.add(RULES[random.nextInt(RULES.length)]);
        }
        commands.add(words.toArray(String[]::new));
      }
      commands.add(new String[] {"ACL", "GETUSER", "u"});
      for (int i = 0; i < TRIES; i++) {
        String[] tried =
            random.nextBoolean() ? others.next() : words(TRIED[random.nextInt(TRIED.length)]);
        if (subject.run("COMMAND", "INFO", tried[0]).equals("[(nil)]")
            && !tried[0].equals("NOSUCH")) {
          continue;
        }
        List<String> words = new ArrayList<>(List.of("ACL", "DRYRUN", "u"));
        words.addAll(Arrays.asList(tried));
        commands.add(words.toArray(String[]::new));
      }
    }
    return commands;
  }

  private String[] words(String row) {
    String[] words = row.split(" ");
    for (int i = 1; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "K" -> "k" + random.nextInt(8);
            case "C" -> "c" + random.nextInt(4);
            case "\"\"" -> "";
            default -> words[i];
          };
    }
    return words;
  }

  private static @Nullable String difference(
      Talk judge, Talk subject, List<String[]> commands, boolean descriptions) {
    commands.forEach(judge::send);
    commands.forEach(subject::send);
    String difference = null;
    for (int i = 0; i < commands.size(); i++) {
      String expected = judge.reply();
      String seen = subject.reply();
      boolean user = commands.get(i)[1].equals("GETUSER");
      if (difference == null
          && !(user ? sameUser(expected, seen, descriptions) : expected.equals(seen))) {
        StringBuilder text = new StringBuilder();
        for (String[] command : commands.subList(0, i + 1)) {
          if (command == commands.get(i) || !command[1].equals("DRYRUN")) {
            text.append("\n> ").append(String.join(" ", command));
          }
        }
        difference = text + "\n  redis: " + expected + "\n  ours:  " + seen;
      }
    }
    return difference;
  }

  /**
   * The real server tells single commands in the order of a table that is another at each start.
   */
  private static boolean sameUser(String expected, String seen, boolean descriptions) {
    return sorted(expected, descriptions).equals(sorted(seen, descriptions));
  }

  private static String sorted(String user, boolean descriptions) {
    StringBuilder text = new StringBuilder();
    for (String part : user.split(", ")) {
      if (part.toLowerCase(Locale.ROOT).matches("\"[+-]@all.*")) {
        String[] rules = part.replace("\"", "").split(" ");
        Arrays.sort(rules);
        text.append(descriptions ? String.join(" ", rules) : "rules");
      } else {
        text.append(part);
      }
      text.append(", ");
    }
    return text.toString();
  }
}
