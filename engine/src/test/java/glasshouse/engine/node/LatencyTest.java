package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** LATENCY and INFO latencystats over commands that take as long as they are told to. */
class LatencyTest {
  private final Desk desk = new Desk();

  private void slow(int milliseconds) {
    desk.run("DEBUG", "SLEEP", String.valueOf(milliseconds / 1000.0));
    desk.pass(milliseconds);
    assertThat(desk.take(1)).isEqualTo("+OK\r\n");
  }

  private void spikes() {
    desk.run("CONFIG", "SET", "latency-monitor-threshold", "50");
    slow(100);
    desk.pass(2000 - desk.now() % 1000);
    slow(300);
    desk.pass(2000 - desk.now() % 1000);
    slow(900);
    slow(10);
  }

  @Test
  void keepsTheSamplesOfAnEvent() {
    spikes();
    long now = desk.now() / 1000;
    assertThat(desk.run("LATENCY", "LATEST"))
        .isEqualTo("*1\r\n*4\r\n$7\r\ncommand\r\n:%d\r\n:900\r\n:900\r\n".formatted(now));
    assertThat(desk.run("LATENCY", "HISTORY", "command"))
        .startsWith("*3\r\n")
        .contains(":100\r\n", ":300\r\n")
        .endsWith(":900\r\n");
    assertThat(desk.run("LATENCY", "HISTORY", "other")).isEqualTo("*0\r\n");
    assertThat(desk.run("LATENCY", "DOCTOR")).contains("command: 3 latency spikes");
    assertThat(desk.run("LATENCY", "RESET", "other", "command")).isEqualTo(":1\r\n");
    assertThat(desk.run("LATENCY", "LATEST")).isEqualTo("*0\r\n");
  }

  @Test
  void keepsTheLongestOfASecond() {
    desk.run("CONFIG", "SET", "latency-monitor-threshold", "50");
    desk.pass(1000 - desk.now() % 1000);
    slow(200);
    slow(100);
    assertThat(desk.run("LATENCY", "HISTORY", "command")).startsWith("*1\r\n").endsWith(":200\r\n");
  }

  @Test
  void watchesNothingWithoutAThreshold() {
    slow(100);
    assertThat(desk.run("LATENCY", "LATEST")).isEqualTo("*0\r\n");
  }

  /** Each look at this stopwatch takes two milliseconds. */
  @Test
  void watchesWhatIsNoCommand() {
    Config config = new Config(new MemoryFiles());
    config.server.latencyThreshold.value(1);
    Core core = new Core("watched", config, new RandomSource(1), new Outbox());
    NodeParts parts = new NodeParts(core, _ -> {});
    long[] micros = {0};
    core.watch.stopwatch = () -> micros[0] += 2000;
    Database db = core.keyspace.database(0);
    parts.executor.evict(db, Bytes.of("a"));
    parts.executor.expireNow(db, Bytes.of("b"));
    parts.persistence.save(false, error -> {});
    core.watch.wroteFile(0, true, false, false);
    Args asked = Args.of("LATENCY", "LATEST");
    CommandSpec latest =
        Objects.requireNonNull(
            Objects.requireNonNull(parts.table.find("latency")).subcommand(asked));
    ByteBuilder reply = new ByteBuilder(256);
    parts.executor.run(new Client(1, db), latest, asked, reply, false, null);
    assertThat(reply.toString())
        .contains("eviction-del", "expire-del", "fork")
        .contains("aof-write\r\n", "aof-write-alone", "aof-fsync-always")
        .doesNotContain("aof-write-pending-fsync", "aof-write-active-child");
  }

  @Test
  void drawsAPicture() {
    spikes();
    assertThat(desk.run("LATENCY", "GRAPH", "command"))
        .contains("command - high 900 ms, low 100 ms (all time high 900 ms)\n" + "-".repeat(80))
        .contains("\n  #\n  |\n _|\n_||\n   \n")
        .endsWith("\nsss\n\r\n");
  }

  @Test
  void countsDurations() {
    desk.run("CONFIG", "RESETSTAT");
    slow(100);
    desk.run("CONFIG", "GET", "port");
    assertThat(desk.run("LATENCY", "HISTOGRAM", "debug", "nothing"))
        .startsWith("*2\r\n$5\r\ndebug\r\n*4\r\n$5\r\ncalls\r\n:1\r\n")
        .endsWith("histogram_usec\r\n*2\r\n:135266\r\n:1\r\n");
    assertThat(desk.run("LATENCY", "HISTOGRAM", "config")).contains("config|get");
    assertThat(desk.run("LATENCY", "HISTOGRAM", "config|get"))
        .startsWith("*2\r\n$10\r\nconfig|get\r\n");
    assertThat(desk.run("INFO", "latencystats"))
        .contains("latency_percentiles_usec_debug:p50=100139.007,p99=100139.007,p99.9=100139.007")
        .contains("latency_percentiles_usec_config|get:p50=0.001");
    desk.run("CONFIG", "SET", "latency-tracking", "no");
    desk.run("CONFIG", "RESETSTAT");
    desk.run("SET", "a", "b");
    assertThat(desk.run("LATENCY", "HISTOGRAM")).isEqualTo("*0\r\n");
  }
}
