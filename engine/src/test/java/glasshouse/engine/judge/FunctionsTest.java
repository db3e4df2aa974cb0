package glasshouse.engine.judge;

import static glasshouse.engine.judge.Sync.connected;
import static glasshouse.engine.judge.Sync.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries of functions pass between our nodes and real ones, and a busy one can be ended. */
@Needs(Judge.REDIS_SERVER)
class FunctionsTest {
  private static final String COUNTERS =
      """
      #!lua name=counters
      redis.register_function('up', function(keys, args)
        redis.call('SADD', 'random', math.random(1000))
        return redis.call('INCRBY', keys[1], args[1])
      end)
      """;
  private static final String READERS =
      "#!lua name=readers\nredis.register_function{function_name='get', flags={'no-writes'},"
          + " callback=function(keys) return redis.call('GET', keys[1]) end, description='reads'}";

  @TempDir Path directory;

  /** Loads, calls, replaces and deletes, with {@code rounds} effects of calls. */
  private static void use(Talk master, int rounds) {
    loaded(master);
    assertThat(master.run("FUNCTION", "LOAD", "REPLACE", COUNTERS)).isEqualTo("\"counters\"");
    assertThat(master.run("FUNCTION", "LOAD", "REPLACE", READERS)).isEqualTo("\"readers\"");
    master.run("FUNCTION", "LOAD", COUNTERS.replace("=counters", "=gone").replace("'up'", "'x'"));
    assertThat(master.line("FUNCTION DELETE gone")).isEqualTo("+OK");
    for (int i = 0; i < rounds; i++) {
      master.line("SELECT " + i % 3);
      master.line("FCALL up 1 n " + i);
    }
    master.line("SELECT 0");
  }

  /** Waits until the node has loaded what it found in its directory. */
  private static void loaded(Talk node) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> node.line("DBSIZE").startsWith(":"));
  }

  /** The libraries of a node: FUNCTION LIST, in any order. */
  private static Set<String> libraries(Talk node) {
    Set<String> all = new TreeSet<>();
    for (String name : new String[] {"counters", "readers", "gone", "late"}) {
      all.add(node.run("FUNCTION", "LIST", "WITHCODE", "LIBRARYNAME", name));
    }
    return all;
  }

  private static void equal(Talk master, Talk replica) {
    same(master, replica);
    assertThat(libraries(replica)).isEqualTo(libraries(master)).hasSizeGreaterThan(2);
    assertThat(replica.line("FCALL_RO get 1 n")).isEqualTo(master.line("GET n"));
    assertThat(replica.line("FCALL up 1 n 1"))
        .isEqualTo("-READONLY You can't write against a read only replica.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void ofARealMasterComeToOurReplicaAndSurviveItsRestart(String diskless) throws Exception {
    try (RedisServer real =
            RedisServer.start("--repl-diskless-sync", diskless, "--repl-diskless-sync-delay", "0");
        Talk master = new Talk(real.port())) {
      use(master, 20);
      try (LiveServer ours = LiveServer.start(directory, "replicaof 127.0.0.1 " + real.port())) {
        try (Talk replica = ours.talk()) {
          connected(replica);
          equal(master, replica);
          use(master, 20);
          equal(master, replica);
          assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
          replica.send("SHUTDOWN", "SAVE");
          assertThat(ours.awaitEnd()).isZero();
        }
        String late = READERS.replace("=readers", "=late").replace("'get'", "'late'");
        assertThat(master.run("FUNCTION", "LOAD", late)).isEqualTo("\"late\"");
        ours.startAgain();
        try (Talk replica = ours.talk()) {
          connected(replica);
          equal(master, replica);
          assertThat(libraries(replica)).hasSize(4);
          assertThat(master.number("stats", "sync_full")).isEqualTo(1);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void ofOurMasterComeToARealReplica(String diskless) {
    try (LiveServer ours = LiveServer.start(directory, "repl-diskless-sync " + diskless);
        Talk master = ours.talk()) {
      use(master, 20);
      try (RedisServer real =
              RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(ours.port()));
          Talk replica = new Talk(real.port())) {
        connected(replica);
        equal(master, replica);
        use(master, 20);
        equal(master, replica);
        assertThat(replica.number("stats", "unexpected_error_replies")).isZero();
      }
    }
  }

  @Test
  void aDumpOfEachIsRestoredByTheOther() {
    try (LiveServer ours = LiveServer.start(directory);
        Talk mine = ours.talk();
        RedisServer real = RedisServer.start();
        Talk theirs = new Talk(real.port())) {
      use(mine, 1);
      String dump = mine.line("FUNCTION DUMP");
      assertThat(theirs.run("FUNCTION", "RESTORE", dump.substring(1, dump.length() - 1)))
          .isEqualTo("+OK");
      assertThat(libraries(theirs)).isEqualTo(libraries(mine));
      dump = theirs.line("FUNCTION DUMP");
      assertThat(mine.line("FUNCTION FLUSH")).isEqualTo("+OK");
      assertThat(mine.run("FUNCTION", "RESTORE", dump.substring(1, dump.length() - 1)))
          .isEqualTo("+OK");
      assertThat(libraries(mine)).isEqualTo(libraries(theirs));
      assertThat(mine.line("DEBUG RELOAD")).isEqualTo("+OK");
      assertThat(libraries(mine)).isEqualTo(libraries(theirs));
    }
  }

  @Test
  void aBusyFunctionIsNamedAndEnded() {
    try (LiveServer ours = LiveServer.start(directory);
        RedisServer real = RedisServer.start()) {
      assertThat(busy(ours.port())).isEqualTo(busy(real.port()));
      assertThat(ours.log())
          .contains("You can try killing the script using the FUNCTION KILL command. Script name")
          .contains("is: loop.")
          .contains("Lua script killed by user with SCRIPT KILL.");
    }
  }

  /** What is said while a function and then a script run too long. */
  private static String busy(int port) {
    StringBuilder said = new StringBuilder();
    try (Talk caller = new Talk(port);
        Talk other = new Talk(port)) {
      loaded(other);
      other.line("CONFIG SET busy-reply-threshold 10");
      other.run(
          "FUNCTION",
          "LOAD",
          "#!lua name=slow\nredis.register_function('loop', function() while true do end end)");
      caller.send("FCALL", "loop", "1", "k", "a");
      until(other, "FUNCTION STATS", "\"loop\"");
      String stats = other.line("FUNCTION STATS").replaceAll("duration_ms\", :\\d+", "");
      said.append(stats).append('\n');
      ask(other, said, "PING", "FUNCTION LIST", "SCRIPT KILL", "FCALL loop 0", "FUNCTION KILL");
      said.append(caller.reply()).append('\n');
      caller.send("EVAL", "while true do end", "0");
      until(other, "PING", "-BUSY");
      ask(other, said, "PING", "FUNCTION STATS", "FUNCTION KILL", "FUNCTION LIST", "SCRIPT KILL");
      said.append(caller.reply()).append('\n');
      ask(other, said, "FUNCTION KILL", "SCRIPT KILL");
      other.run("FUNCTION", "FLUSH");
      said.append(other.run("FUNCTION", "LOAD", "#!lua name=a\nwhile true do end")).append('\n');
      ask(other, said, "FUNCTION STATS", "GET a");
    }
    return said.toString();
  }

  private static void ask(Talk talk, StringBuilder said, String... commands) {
    for (String command : commands) {
      said.append(command).append(": ").append(talk.line(command)).append('\n');
    }
  }

  private static void until(Talk talk, String command, String mark) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> talk.line(command).contains(mark));
  }
}
