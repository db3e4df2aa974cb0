package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moilioncircle.redis.replicator.RedisReplicator;
import com.moilioncircle.redis.replicator.Replicator;
import com.moilioncircle.redis.replicator.cmd.impl.SetCommand;
import com.moilioncircle.redis.replicator.event.PostRdbSyncEvent;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyStringValueString;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs made for the real server work with ours. */
class ToolsTest {
  @TempDir Path directory;

  @Test
  void redisReplicatorSeesTheDataAndThenTheStream() throws Exception {
    try (LiveServer ours = LiveServer.start(directory);
        Talk talk = ours.talk()) {
      talk.line("SET before 1");
      Queue<String> events = new ConcurrentLinkedQueue<>();
      Replicator replicator = new RedisReplicator("redis://127.0.0.1:" + ours.port());
      replicator.addEventListener(
          (_, event) -> {
            if (event instanceof KeyStringValueString pair) {
              events.add("dump " + text(pair.getKey()) + "=" + text(pair.getValue()));
            } else if (event instanceof PostRdbSyncEvent) {
              events.add("complete");
            } else if (event instanceof SetCommand set) {
              events.add("SET " + text(set.getKey()) + "=" + text(set.getValue()));
              if (text(set.getKey()).equals("last")) {
                close(replicator);
              }
            }
          });
      CompletableFuture<Void> following =
          CompletableFuture.runAsync(
              () -> {
                try {
                  replicator.open();
                } catch (IOException e) {
                  events.add("failed " + e);
                }
              });
      try {
        await().atMost(Duration.ofSeconds(20)).until(() -> events.contains("complete"));
        List<String> expected = new ArrayList<>(List.of("dump before=1", "complete"));
        for (int i = 0; i < 100; i++) {
          talk.line("SET key" + i + " " + i);
          expected.add("SET key" + i + "=" + i);
        }
        talk.line("SET last 1");
        expected.add("SET last=1");
        following.get(20, TimeUnit.SECONDS);
        assertThat(events).containsExactlyElementsOf(expected);
      } finally {
        replicator.close();
      }
    }
  }

  private static void close(Replicator replicator) {
    try {
      replicator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Runs a program to its end; what it printed. */
  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<String> printed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return "cannot read: " + e;
              }
            });
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String text = printed.get(10, TimeUnit.SECONDS);
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + text).isZero();
    return text;
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void redisCli() throws Exception {
    try (LiveServer ours = LiveServer.start(directory);
        Talk talk = ours.talk()) {
      Mixed.load(talk, 200);
      String port = String.valueOf(ours.port());
      Path file = directory.resolve("copy.rdb");
      assertThat(run("redis-cli", "-p", port, "--rdb", file.toString()))
          .contains("Transfer finished with success");
      assertThat(run("redis-check-rdb", file.toString()))
          .contains("\\o/ RDB looks OK! \\o/")
          .containsPattern("2[0-9]{2} keys read");
      talk.line("SELECT 0");
      String size = talk.line("DBSIZE").substring(1);
      // Some keys expire while the tools look.
      assertThat(run("redis-cli", "-p", port, "--scan").lines())
          .hasSizeBetween(Integer.parseInt(size) - 10, Integer.parseInt(size));
      assertThat(run("redis-cli", "-p", port, "--bigkeys"))
          .containsPattern("Sampled [0-9]+ keys in the keyspace!");
      assertThat(run("redis-cli", "-p", port, "--memkeys")).contains("Sampled ");
      assertThat(run("redis-cli", "-3", "-p", port, "HGETALL", "none").strip()).isEmpty();
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void redisBenchmark() throws Exception {
    try (LiveServer ours = LiveServer.start(directory)) {
      String said =
          run(
              "redis-benchmark",
              "-p",
              String.valueOf(ours.port()),
              "-n",
              "2000",
              "-c",
              "20",
              "-P",
              "4",
              "-q");
      assertThat(said).doesNotContainIgnoringCase("error").contains("MSET (10 keys)", "LRANGE_600");
    }
  }
}
