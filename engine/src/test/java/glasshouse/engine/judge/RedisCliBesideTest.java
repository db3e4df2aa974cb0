package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** redis-cli prints the same of our node as of the real server. */
@Needs(Judge.REDIS_SERVER)
class RedisCliBesideTest {
  @TempDir Path directory;

  private final List<List<String>> runs = new ArrayList<>();

  /** One run: its standard input, and the words after redis-cli -p PORT. */
  private void run(String input, String... options) {
    List<String> words = new ArrayList<>(List.of(input));
    words.addAll(List.of(options));
    runs.add(words);
  }

  private void oneCommandEach() throws Exception {
    run("", "SET", "k", "v");
    run("", "RPUSH", "list", "a", "b\nc", "\u00e9", "1");
    run("", "--no-raw", "LRANGE", "list", "0", "-1");
    run("", "--csv", "LRANGE", "list", "0", "-1");
    run("", "-2", "--json", "LRANGE", "list", "0", "-1");
    run("", "--quoted-json", "LRANGE", "list", "0", "-1");
    run("", "-d", ",", "LRANGE", "list", "0", "-1");
    run("", "-D", "", "GET", "k");
    run("", "-e", "INCR", "k");
    run("", "-e", "nosuch", "a", "b");
    run("", "--quoted-input", "SET", "\"a\\x00b\"", "\"\\xff\\n\"");
    run("", "--quoted-input", "--no-raw", "GET", "\"a\\x00b\"");
    run("last", "-x", "APPEND", "k");
    run("tagged", "-X", "tag", "SET", "tag", "k", "GET");
    run("", "-n", "3", "INCR", "there");
    run("", "-n", "99", "INCR", "there");
    run("", "-r", "3", "INCR", "there");
    run("", "-3", "HGETALL", "none");
    run("", "-3", "--no-raw", "COMMAND", "INFO", "get", "nosuch");
    run("", "--no-raw", "COMMAND", "GETKEYS", "ZUNIONSTORE", "d", "2", "a", "b");
    run("", "-3", "--no-raw", "ZADD", "z", "1.5", "a", "inf", "b");
    run("", "-3", "--no-raw", "ZRANGE", "z", "0", "-1", "WITHSCORES");
    run("", "-3", "--json", "CONFIG", "GET", "maxmemory-p*");
    run("", "-2", "--no-raw", "XADD", "s", "1-1", "f", "v");
    run("", "-3", "--no-raw", "XINFO", "STREAM", "s", "FULL");
    run("", "--no-raw", "LOLWUT", "VERSION", "x");
    run("", "--scan", "--pattern", "k*");
    run("", "--scan", "--quoted-pattern", "\"a\\x00*\"");
    run("", "--bigkeys");
    run("", "--cluster", "check", "127.0.0.1:PORT");
    run("", "-c", "CLUSTER", "SLOTS");
    run("", "-u", "redis://127.0.0.1:PORT/3", "GET", "there");
    run("", "-a", "wrong", "--no-auth-warning", "PING");
    run("", "--user", "nobody", "--pass", "x", "PING");
    Path script = Files.writeString(directory.resolve("s.lua"), "return {KEYS, ARGV, #KEYS}");
    run("", "--no-raw", "--eval", script.toString(), "a", "b", ",", "c d");
    Path wrong =
        Files.writeString(directory.resolve("w.lua"), "return redis.call('INCR', KEYS[1])");
    run("", "--eval", wrong.toString(), "list");
    Path debugged =
        Files.writeString(
            directory.resolve("d.lua"),
            "local a = redis.call('set', KEYS[1], ARGV[1])\nredis.debug(a)\nreturn {a, 1}");
    String says = "s\np\nlist\nb 3\nr get ldb\nredis nosuch\ne KEYS\nwhole\nnonsense\nc\nquit\n";
    run(says, "--ldb-sync-mode", "--eval", debugged.toString(), "ldb", ",", "v");
    run(
        "s\nrestart\nt\nabort\n",
        "--ldb-sync-mode",
        "--eval",
        debugged.toString(),
        "ldb",
        ",",
        "w");
    run("", "GET", "ldb");
    run(says, "--ldb", "--eval", debugged.toString(), "ldb", ",", "x");
    run("", "GET", "ldb");
  }

  private void sessions() {
    run("SET a 1\nINCR a\nnosuch\n'unbalanced\n\nGET \"a\"\n3 INCR a\n");
    run("MULTI\nSET t 1\nINCR t\nGET list\nEXEC\nMULTI\nDISCARD\n", "--no-raw");
    run("SELECT 4\nSET k 4\nSELECT 0\nGET k\nSWAPDB 0 4\nGET k\n", "--csv");
    run("CLIENT TRACKING on\nGET a\nSET a 2\nPING\n", "-3", "--show-pushes", "yes");
    run("HELLO 3\nHGETALL none\nHELLO 2\nHGETALL none\nRESET\nHELLO 9\n", "--csv");
    run("ACL SETUSER me on >pw +@all ~*\nAUTH me pw\nACL WHOAMI\nRESET\nACL WHOAMI\n");
    run("*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\nSET p 1\r\nINCR list\r\n", "--pipe");
    run("DEBUG SLEEP 0\nCLIENT SETNAME x\nCLIENT GETNAME\nOBJECT ENCODING list\nQUIT\nPING\n");
  }

  private static String printed(int port, List<String> words) throws Exception {
    String[] options =
        words.stream()
            .skip(1)
            .map(word -> word.replace("PORT", String.valueOf(port)))
            .toArray(String[]::new);
    Cli.Printed printed = Cli.run(port, words.getFirst(), options);
    return (printed.text() + "exit " + printed.exit())
        .replace(String.valueOf(port), "PORT")
        // In the order of a hash table, each server's own.
        .replaceAll(".* found so far .*\n", "")
        .replaceAll("(?<=id.{0,6})\\d+", "N");
  }

  @Test
  void everyRunPrintsTheSame() throws Exception {
    oneCommandEach();
    sessions();
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory)) {
      List<String> differences = new ArrayList<>();
      for (List<String> words : runs) {
        String expected = printed(real.port(), words);
        String seen = printed(ours.port(), words);
        if (!seen.equals(expected)) {
          differences.add("%s%n redis: %s%n ours:  %s".formatted(words, expected, seen));
        }
      }
      assertThat(String.join("\n\n", differences)).isEmpty();
    }
  }
}
