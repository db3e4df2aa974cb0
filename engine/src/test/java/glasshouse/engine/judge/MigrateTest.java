package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MIGRATE from our node to the real server and back: both must do and say the same. */
@Needs(Judge.REDIS_SERVER)
class MigrateTest {
  private static final List<String> FILL =
      List.of(
          "SET str hello",
          "SET int 42",
          "RPUSH list a b 3 " + "x".repeat(300),
          "SADD ints 1 2 3",
          "SADD set a b c",
          "HSET hash f v g " + "y".repeat(100),
          "ZADD zset 1.5 a -inf b",
          "PFADD hll a b c",
          "GEOADD geo 13 38 a");

  private static final String KEYS = "str int list ints set hash zset hll geo";

  @TempDir Path directory;
  private RedisServer real;
  private LiveServer ours;
  private Talk from;
  private Talk to;
  private int target;

  @BeforeEach
  void start() {
    real = RedisServer.start();
    ours = LiveServer.start(directory);
    from = ours.talk();
    to = new Talk(real.port());
    await().until(() -> from.line("PING").equals("+PONG")); // it starts by loading nothing
  }

  private void between(String source) {
    target = source.equals("ours") ? real.port() : ours.port();
    if (source.equals("real")) {
      Talk mine = from;
      from = to;
      to = mine;
    }
  }

  @AfterEach
  void stop() {
    from.close();
    to.close();
    ours.close();
    real.close();
  }

  private String migrate(String words) {
    return from.run(("MIGRATE 127.0.0.1 " + words).replace("''", "").split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void keysOfEveryTypeGoOver(String source) {
    between(source);
    FILL.forEach(line -> from.line(line));
    from.line("PEXPIRE str 100000");
    String before = from.line("DEBUG DIGEST-VALUE " + KEYS);
    assertThat(migrate(target + " '' 3 5000 COPY KEYS none " + KEYS)).isEqualTo("+OK");
    assertThat(from.line("DEBUG DIGEST-VALUE " + KEYS)).isEqualTo(before);
    assertThat(migrate(target + " '' 3 5000 KEYS " + KEYS))
        .isEqualTo(
            "-ERR Target instance replied with error: BUSYKEY Target key name already"
                + " exists.");
    assertThat(from.line("EXISTS " + KEYS)).isEqualTo(":9");
    String changes = from.info("persistence").get("rdb_changes_since_last_save");
    assertThat(migrate(target + " '' 3 5000 REPLACE KEYS " + KEYS)).isEqualTo("+OK");
    assertThat(from.number("persistence", "rdb_changes_since_last_save"))
        .isEqualTo(Long.parseLong(String.valueOf(changes)) + 9);
    assertThat(from.line("EXISTS " + KEYS)).isEqualTo(":0");
    to.line("SELECT 3");
    assertThat(to.line("DEBUG DIGEST-VALUE " + KEYS)).isEqualTo(before);
    assertThat(Long.parseLong(to.line("PTTL str").substring(1))).isBetween(1L, 100_000L);
    assertThat(to.line("TTL int")).isEqualTo(":-1");
  }

  private int port(String source) {
    return source.equals("ours") ? ours.port() : real.port();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void replicasAreToldWhatIsGone(String source) {
    between(source);
    from.line("CONFIG SET repl-diskless-sync-delay 0");
    try (RedisServer other =
            RedisServer.start("--replicaof", "127.0.0.1 " + port(source), "--save", "");
        Talk replica = new Talk(other.port())) {
      Sync.connected(replica);
      from.line("MSET a 1 b 2 c 3");
      to.line("SET b taken");
      assertThat(migrate(target + " '' 0 5000 KEYS a b c x")).startsWith("-ERR Target instance");
      Sync.same(from, replica);
      assertThat(replica.line("MGET a b c")).isEqualTo("[(nil), \"2\", (nil)]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void aConnectionIsKeptAndChoosesAnotherDatabase(String source) {
    between(source);
    for (String line : List.of("k 0", "k 0", "k 5", "k 0")) {
      from.line("SET k v");
      assertThat(migrate(target + " " + line + " 1000 REPLACE")).isEqualTo("+OK");
    }
    from.line("SET k v");
    assertThat(migrate(target + " k 99 1000"))
        .isEqualTo("-ERR Target instance replied with error: ERR DB index is out of range");
    assertThat(from.line("EXISTS k")).isEqualTo(":1");
    assertThat(migrate(target + " k 7 1000")).isEqualTo("+OK");
    assertThat(to.line("EXISTS k")).isEqualTo(":1");
    to.line("SELECT 7");
    assertThat(to.line("EXISTS k")).isEqualTo(":1");
    to.line("CLIENT KILL TYPE normal SKIPME yes");
    from.close();
    from = new Talk(port(source));
    from.line("SET k w");
    assertThat(migrate(target + " k 7 1000 REPLACE")).isEqualTo("+OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void aPasswordIsGiven(String source) {
    between(source);
    to.line("CONFIG SET requirepass secret");
    to.line("ACL SETUSER ann on >pass ~* +@all");
    from.line("SET k v");
    assertThat(migrate(target + " k 0 1000"))
        .isEqualTo("-ERR Target instance replied with error: NOAUTH Authentication required.");
    assertThat(migrate(target + " k 0 1000 AUTH wrong"))
        .startsWith("-ERR Target instance replied with error: WRONGPASS");
    assertThat(migrate(target + " k 0 1000 AUTH2 ann wrong"))
        .startsWith("-ERR Target instance replied with error: WRONGPASS");
    assertThat(from.line("EXISTS k")).isEqualTo(":1");
    assertThat(migrate(target + " k 0 1000 AUTH2 ann pass")).isEqualTo("+OK");
    from.line("SET k v");
    assertThat(migrate(target + " k 0 1000 REPLACE AUTH secret")).isEqualTo("+OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void passwordsAreNotShown(String source) {
    between(source);
    from.line("CONFIG SET slowlog-log-slower-than 0");
    try (Talk monitor = new Talk(port(source))) {
      monitor.line("MONITOR");
      migrate("1 none 0 10 COPY AUTH secret REPLACE");
      assertThat(from.line("SLOWLOG GET 1")).contains("\"AUTH\", \"(redacted)\", \"REPLACE\"]");
      migrate("1 '' 0 10 AUTH2 me secret KEYS AUTH k");
      assertThat(from.line("SLOWLOG GET 1"))
          .contains("\"AUTH2\", \"(redacted)\", \"(redacted)\", \"KEYS\", \"AUTH\", \"k\"]");
      assertThat(monitor.line()).contains("\"AUTH\" \"(redacted)\" \"REPLACE\"");
      assertThat(monitor.line()).contains("\"AUTH2\" \"(redacted)\" \"(redacted)\" \"KEYS\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void whatIsWrongIsSaidInTheSameWords(String source) throws IOException {
    between(source);
    assertThat(from.line("SET k v")).isEqualTo("+OK");
    assertThat(migrate("1 none 0 100")).isEqualTo("+NOKEY");
    assertThat(migrate("1 k x 100")).isEqualTo("-ERR value is not an integer or out of range");
    assertThat(migrate("1 k 0 100 FOO")).isEqualTo("-ERR syntax error");
    assertThat(migrate("1 k 0 100 AUTH")).isEqualTo("-ERR syntax error");
    assertThat(migrate("1 k 0 100 KEYS k"))
        .isEqualTo(
            "-ERR When using MIGRATE KEYS option, the key argument must be set to the empty"
                + " string");
    int port;
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort();
      assertThat(migrate(port + " k 0 100"))
          .isEqualTo("-IOERR error or timeout reading to target instance");
    }
    assertThat(migrate(port + " k 0 1000"))
        .isEqualTo("-IOERR error or timeout writing to target instance");
    assertThat(from.line("GET k")).isEqualTo("\"v\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "real"})
  void whatTheTargetTookIsGoneEvenIfItDiesThen(String source) throws Exception {
    between(source);
    from.line("MSET a 1 b 2 c 3");
    try (ServerSocket target = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      from.send(
          ("MIGRATE 127.0.0.1 " + target.getLocalPort() + "  0 5000 KEYS a b c").split(" ", -1));
      try (Socket socket = target.accept()) {
        socket.getOutputStream().write(Bytes.of("+OK\r\n+OK\r\n-ERR no\r\n"));
        socket.getInputStream().readNBytes(100);
      }
      assertThat(from.reply()).isEqualTo("-ERR Target instance replied with error: ERR no");
    }
    assertThat(from.line("MGET a b c")).isEqualTo("[(nil), \"2\", \"3\"]");
  }
}
