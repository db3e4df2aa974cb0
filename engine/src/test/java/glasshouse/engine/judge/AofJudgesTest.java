package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Append only files go both ways between our node and the real server. */
@Needs(Judge.REDIS_SERVER)
class AofJudgesTest {
  private static final String MANIFEST = "appendonlydir/appendonly.aof.manifest";
  private static final String INCREMENT = "appendonlydir/appendonly.aof.1.incr.aof";

  @TempDir Path directory;

  private RedisServer real(String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(
        new String[] {"--dir", directory.toString(), "--appendonly", "yes"}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return RedisServer.start(all);
  }

  private LiveServer ours(String... options) {
    return LiveServer.start(directory, "appendonly yes\n" + String.join("\n", options));
  }

  /** Writes before, during and after a rewrite; what the data is then. */
  private static String fill(int port, long seed) {
    try (Talk talk = new Talk(port)) {
      Mixed.load(talk, 100);
      assertThat(talk.line("BGREWRITEAOF")).startsWith("+Background append only file rewriting");
      Mixed.write(port, seed, 100);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> "0".equals(talk.info("persistence").get("aof_rewrite_in_progress")));
      assertThat(talk.info("persistence"))
          .containsEntry("aof_last_bgrewrite_status", "ok")
          .containsEntry("aof_last_write_status", "ok")
          .containsEntry("aof_rewrites", "1");
      Mixed.write(port, seed + 1, 100);
      return settled(talk);
    }
  }

  /** Keys with the shortest of expiries are gone once somebody has looked for them. */
  private static String settled(Talk talk) {
    for (int db = 0; db < 10; db++) {
      talk.line("SELECT " + db);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> talk.line("EXISTS gone0 gone1 gone2 gone3 gone4 gone5").equals(":0"));
    }
    return talk.line("DEBUG DIGEST");
  }

  private static void shutDown(int port) throws IOException {
    try (Talk talk = new Talk(port)) {
      talk.send("SHUTDOWN");
      assertThat(talk.untilClosed()).isEmpty();
    }
  }

  private void approved() throws Exception {
    Process check =
        new ProcessBuilder("redis-check-aof", directory.resolve(MANIFEST).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said).contains("All AOF files and manifest are valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void oursIsApprovedAndTheRealServerStartsFromIt(String preamble) throws Exception {
    String digest;
    try (LiveServer ours =
        ours("aof-use-rdb-preamble " + preamble, "aof-timestamp-enabled " + preamble)) {
      digest = fill(ours.port(), 11);
      shutDown(ours.port());
      assertThat(ours.awaitEnd()).isZero();
    }
    approved();
    try (RedisServer real = real();
        Talk talk = new Talk(real.port())) {
      assertThat(talk.line("DEBUG DIGEST")).isEqualTo(digest);
      talk.line("SET theirs 1");
      digest = talk.line("DEBUG DIGEST");
      shutDown(real.port());
    }
    try (LiveServer again = ours();
        Talk talk = again.talk()) {
      await().until(() -> talk.line("PING").equals("+PONG"));
      assertThat(talk.line("DEBUG DIGEST")).isEqualTo(digest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void oursStartsFromTheirs(String preamble) throws Exception {
    String digest;
    try (RedisServer real =
        real("--aof-use-rdb-preamble", preamble, "--aof-timestamp-enabled", preamble)) {
      digest = fill(real.port(), 21);
      shutDown(real.port());
    }
    try (LiveServer ours = ours();
        Talk talk = ours.talk()) {
      await().until(() -> !talk.line("GET none").startsWith("-LOADING"));
      assertThat(talk.line("DEBUG DIGEST")).isEqualTo(digest);
      talk.line("BGREWRITEAOF");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> "0".equals(talk.info("persistence").get("aof_rewrite_in_progress")));
      shutDown(ours.port());
      assertThat(ours.awaitEnd()).isZero();
    }
    approved();
    try (RedisServer real = real();
        Talk talk = new Talk(real.port())) {
      assertThat(talk.line("DEBUG DIGEST")).isEqualTo(digest);
    }
  }

  @Test
  void damageIsJudgedAsTheRealServerJudgesIt() throws Exception {
    try (LiveServer ours = ours();
        Talk talk = ours.talk()) {
      talk.line("SET a 1");
      talk.line("SELECT 3");
      talk.line("RPUSH list a b c");
      talk.line("SET last 1");
      shutDown(ours.port());
      assertThat(ours.awaitEnd()).isZero();
    }
    byte[] whole = Files.readAllBytes(directory.resolve(INCREMENT));
    for (int at = 3; at < whole.length; at += 17) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x15;
      same(damaged, "byte " + at + " changed");
      same(Arrays.copyOf(whole, at), at + " bytes left");
    }
  }

  /** Both start with the same data and leave the same file, or neither starts. */
  private void same(byte[] damaged, String how) throws Exception {
    Path file = directory.resolve(INCREMENT);
    Files.write(file, damaged);
    String theirs;
    try (RedisServer real = real();
        Talk talk = new Talk(real.port())) {
      theirs = talk.line("DEBUG DIGEST");
    } catch (IllegalStateException refused) {
      theirs = "refused";
    }
    byte[] left = Files.readAllBytes(file);
    Files.write(file, damaged);
    String mine;
    try (LiveServer ours = ours()) {
      if (ours.node().awaitEnd(50)) {
        mine = "refused";
      } else {
        try (Talk talk = ours.talk()) {
          mine = talk.line("DEBUG DIGEST");
        } catch (UncheckedIOException closed) {
          mine = "refused";
        }
      }
    }
    assertThat(mine).as(how).isEqualTo(theirs);
    assertThat(Files.readAllBytes(file)).as(how).isEqualTo(left);
  }
}
