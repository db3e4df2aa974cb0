package glasshouse.engine.node;

import com.sun.management.OperatingSystemMXBean;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.oracle.RedisServer;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.rdb.RdbFormat;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import redis.clients.jedis.Jedis;

/**
 * Saving and loading a million small strings (those of DEBUG POPULATE), here and by redis-server,
 * to and from a file, in milliseconds; the median of some rounds. Run by hand: see CONTRIBUTING.
 */
public final class SaveLoadBench {
  private static final int KEYS = 1_000_000;
  private static final int ROUNDS = 9;
  private static final byte[] DEBUG = Bytes.of("DEBUG");

  private SaveLoadBench() {}

  /** Prints both sides and their ratios; above 1 we are faster. */
  public static void main(String[] args) throws Exception {
    try (RedisServer server = RedisServer.start();
        Jedis redis = new Jedis("127.0.0.1", server.port(), 60_000)) {
      redis.sendCommand(() -> DEBUG, "POPULATE", String.valueOf(KEYS));
      Path theirs = server.dir().resolve("dump.rdb");
      Path ours = server.dir().resolve("ours.rdb");
      Keyspace keyspace = populated();
      Figures figures = new Figures(redis);
      for (int i = 0; i < ROUNDS; i++) {
        figures.theirs(0, i, redis::save);
        figures.ours(0, i, () -> save(keyspace, ours));
        redis.flushAll();
        figures.theirs(1, i, () -> redis.sendCommand(() -> DEBUG, "RELOAD", "NOSAVE"));
        figures.ours(1, i, () -> load(theirs));
      }
      compare(redis, load(theirs));
      figures.print("save", 0, Files.size(ours));
      figures.print("load", 1, Files.size(theirs));
    }
  }

  private static void compare(Jedis redis, Keyspace loaded) {
    byte[] digest = (byte[]) redis.sendCommand(() -> DEBUG, "DIGEST");
    if (!Digest.of(loaded).equals(new String(digest, StandardCharsets.US_ASCII))) {
      throw new IllegalStateException("what was loaded is not what was saved");
    }
  }

  private static Keyspace populated() {
    Keyspace keyspace = new Keyspace(16, new ValueRules(42));
    for (int i = 0; i < KEYS; i++) {
      keyspace.database(0).set(Bytes.of("key:" + i), new StringValue(Bytes.of("value:" + i)));
    }
    return keyspace;
  }

  private static void save(Keyspace keyspace, Path file) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      SnapshotTask task =
          SnapshotTask.start(
              keyspace,
              RdbFormat.REDIS_7,
              SnapshotTask.Around.NOTHING,
              entry -> true,
              chunk -> write(out, chunk));
      while (!task.run(1000)) {
        Thread.onSpinWait();
      }
      out.getFD().sync();
    }
  }

  private static void write(OutputStream out, byte[] chunk) {
    try {
      out.write(chunk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Keyspace load(Path file) throws IOException, RdbException {
    Keyspace into = new Keyspace(16, new ValueRules(43));
    Loader loader = new Loader(into, true, 1, true, (_, _) -> {});
    byte[] part = new byte[64 * 1024];
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      for (int count = in.read(part); count > 0; count = in.read(part)) {
        loader.feed(part, 0, count);
      }
    }
    loader.finish();
    return into;
  }

  /** Wall clock and processor time of both sides, in milliseconds. */
  private static final class Figures {
    private final double[][] wall = new double[4][ROUNDS];
    private final double[][] cpu = new double[4][ROUNDS];
    private final Jedis redis;
    private final OperatingSystemMXBean us =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    Figures(Jedis redis) {
      this.redis = redis;
    }

    void theirs(int what, int round, Work work) throws Exception {
      measure(what * 2, round, work, this::theirCpu);
    }

    void ours(int what, int round, Work work) throws Exception {
      measure(what * 2 + 1, round, work, () -> us.getProcessCpuTime() / 1e6);
    }

    private void measure(int row, int round, Work work, DoubleSupplier clock) throws Exception {
      double cpuBefore = clock.getAsDouble();
      long before = System.nanoTime();
      work.run();
      wall[row][round] = (System.nanoTime() - before) / 1e6;
      cpu[row][round] = clock.getAsDouble() - cpuBefore;
    }

    private double theirCpu() {
      double seconds = 0;
      for (String line : redis.info("cpu").split("\r\n", -1)) {
        if (line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:")) {
          seconds += Double.parseDouble(line.substring(line.indexOf(':') + 1));
        }
      }
      return seconds * 1000;
    }

    void print(String what, int row, long size) {
      double theirs = median(wall[row * 2]);
      double ours = median(wall[row * 2 + 1]);
      System.out.printf(
          "%s of %d keys (%d bytes): redis-server %.0f ms (processor %.0f), glasshouse %.0f ms"
              + " (processor %.0f), ratio %.2f%n",
          what,
          KEYS,
          size,
          theirs,
          median(cpu[row * 2]),
          ours,
          median(cpu[row * 2 + 1]),
          theirs / ours);
    }

    private static double median(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  /** Something that takes time. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }
}
