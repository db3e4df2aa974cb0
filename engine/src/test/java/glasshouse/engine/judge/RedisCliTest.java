package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** redis-cli in its modes against our node; dumps and scans by it are in {@link ToolsTest}. */
@Needs(Judge.REDIS_SERVER)
class RedisCliTest {
  private static final long PATIENCE = 30;

  @TempDir Path directory;
  private LiveServer server;
  private Talk talk;

  @BeforeEach
  void start() {
    server = LiveServer.start(directory);
    talk = server.talk();
    await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> talk.line("PING").equals("+PONG"));
  }

  @AfterEach
  void end() {
    talk.close();
    server.close();
  }

  private Process cli(String... options) throws IOException {
    return Cli.start(server.port(), options);
  }

  /** What the program prints, with {@code input} on its standard input, until it ends. */
  private String run(String input, String... options) throws Exception {
    Cli.Printed printed = Cli.run(server.port(), input, options);
    assertThat(printed.exit()).as(String.join(" ", options) + "\n" + printed.text()).isZero();
    return printed.text();
  }

  @Test
  void pipesMassesOfCommands() throws Exception {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      commands.append("*3\r\n$3\r\nSET\r\n$6\r\nk").append(10_000 + i % 10_000);
      commands.append("\r\n$1\r\nv\r\n");
    }
    assertThat(run(commands.toString(), "--pipe")).contains("errors: 0, replies: 20000");
    assertThat(talk.line("DBSIZE")).isEqualTo(":10000");
  }

  @Test
  void repeatsAndFormats() throws Exception {
    assertThat(run("", "-r", "3", "-i", "0.01", "INCR", "n").lines())
        .containsExactly("1", "2", "3");
    talk.line("RPUSH l a b\\nc");
    assertThat(run("", "--csv", "LRANGE", "l", "0", "-1")).isEqualTo("\"a\",\"b\\\\nc\"\n");
    assertThat(run("", "-3", "--no-raw", "HELLO")).contains("3# \"proto\" => (integer) 3");
    assertThat(run("", "--json", "HELLO")).startsWith("{\"server\":\"redis\",");
    assertThat(run("", "-2", "--no-raw", "LRANGE", "l", "0", "0")).isEqualTo("1) \"a\"\n");
    assertThat(run("SET x 1\nINCR x\nnosuch\n")).contains("OK\n2\nERR unknown command");
    Path script = Files.writeString(directory.resolve("s.lua"), "return KEYS[1] .. ARGV[1]");
    assertThat(run("", "--eval", script.toString(), "key", ",", "7")).isEqualTo("key7\n");
    talk.line("SET user:1 a");
    talk.line("SET user:2 a");
    assertThat(run("", "--scan", "--pattern", "user:*").lines())
        .containsExactlyInAnyOrder("user:1", "user:2");
    assertThat(run("from the pipe", "-x", "SET", "stdin")).isEqualTo("OK\n");
    assertThat(talk.line("GET stdin")).isEqualTo("\"from the pipe\"");
  }

  @Test
  void looksForBigKeys() throws Exception {
    assertThat(talk.line("SET big " + "x".repeat(1000))).isEqualTo("+OK");
    assertThat(talk.line("RPUSH list 1 2 3")).isEqualTo(":3");
    assertThat(run("", "--bigkeys", "-i", "0.001"))
        .contains("Biggest string found '\"big\"' has 1000 bytes");
    assertThat(run("", "--memkeys"))
        .containsPattern("Biggest string found '\"big\"' has \\d+ bytes");
  }

  @Test
  void looksForKeysThatAreUsedMuch() throws Exception {
    talk.line("CONFIG SET maxmemory-policy allkeys-lfu");
    talk.line("SET hot 1");
    for (int i = 0; i < 1000; i++) {
      talk.line("GET hot");
    }
    assertThat(run("", "--hotkeys", "-i", "0.001"))
        .containsPattern("hot key found with counter: [1-9][0-9]*\tkeyname: \"?hot");
  }

  @Test
  void watchesTheServer() throws Exception {
    assertThat(
            Cli.until(cli("--stat", "-i", "0.05"), line -> line.matches("0 +\\S+ +\\d+ +\\d+ .*")))
        .anyMatch(line -> line.startsWith("keys "));
    assertThat(run("", "--latency", "-i", "0.2").strip()).matches("\\d+ \\d+ [0-9.]+ \\d+");
    assertThat(Cli.until(cli("--latency-history", "-i", "0.1"), line -> !line.isBlank()))
        .hasSize(1);
  }

  @Test
  void triesOutAPolicyOfEviction() throws Exception {
    assertThat(talk.line("CONFIG SET maxmemory 2mb maxmemory-policy allkeys-lru")).isEqualTo("+OK");
    Process load = cli("--lru-test", "10000000");
    try {
      await()
          .atMost(Duration.ofSeconds(PATIENCE))
          .until(
              () ->
                  talk.number("stats", "evicted_keys") > 1000
                      && talk.number("stats", "keyspace_hits") > 100);
    } finally {
      load.destroyForcibly();
    }
    assertThat(talk.line("RANDOMKEY")).startsWith("\"lru:");
  }

  @Test
  void drawsHowLongAnswersTake() throws Exception {
    List<String> drawn =
        Cli.until(cli("--latency-dist", "-i", "0.1"), line -> line.contains("\u001b[48;5;"));
    assertThat(drawn).anyMatch(line -> line.contains("milliseconds"));
  }

  @Test
  void fetchesTheFunctionsAndNothingElse() throws Exception {
    talk.line("SET k v");
    String library = "#!lua name=lib\nredis.register_function('f', function() return 1 end)";
    assertThat(talk.run("FUNCTION", "LOAD", library)).isEqualTo("\"lib\"");
    Path file = directory.resolve("functions.rdb");
    assertThat(run("", "--functions-rdb", file.toString()))
        .contains("until EOF marker", "Transfer finished with success");
    try (LiveServer other = LiveServer.start(directory, "dbfilename functions.rdb");
        Talk there = other.talk()) {
      assertThat(there.line("FCALL f 0")).isEqualTo(":1");
      assertThat(there.line("DBSIZE")).isEqualTo(":0");
    }
  }

  @Test
  void followsAsAReplica() throws Exception {
    talk.line("SET before 1");
    Process replica = cli("--replica");
    CompletableFuture<List<String>> seen = Cli.later(replica, "last");
    await()
        .atMost(Duration.ofSeconds(PATIENCE))
        .until(() -> talk.number("replication", "connected_slaves") == 1);
    talk.line("SET a 1");
    talk.line("SET last 1");
    assertThat(seen.get(PATIENCE, TimeUnit.SECONDS)).contains("\"SET\",\"a\",\"1\"");
  }

  @Test
  void subscribesAndMonitors() throws Exception {
    Process monitor = cli("MONITOR");
    CompletableFuture<List<String>> seen = Cli.later(monitor, "\"shown\"");
    await()
        .atMost(Duration.ofSeconds(PATIENCE))
        .until(
            () -> {
              talk.line("ECHO shown");
              return seen.isDone();
            });
    assertThat(seen.get().getFirst()).isEqualTo("OK");
    Process listener = cli("--csv", "SUBSCRIBE", "ch");
    CompletableFuture<List<String>> heard = Cli.later(listener, "hello");
    await()
        .atMost(Duration.ofSeconds(PATIENCE))
        .until(() -> talk.line("PUBLISH ch hello").equals(":1"));
    assertThat(heard.get(PATIENCE, TimeUnit.SECONDS))
        .contains("\"subscribe\",\"ch\",1", "\"message\",\"ch\",\"hello\"");
  }
}
