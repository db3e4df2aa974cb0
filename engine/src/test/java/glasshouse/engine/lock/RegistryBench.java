package glasshouse.engine.lock;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * What the registry costs: commits of one put of 100 bytes among 2000 keys that do not wait for the
 * disk, with latches that tell nobody, and with the registry without, with sampled and with all
 * stacks, in turn. Run by hand: see CONTRIBUTING.
 */
public final class RegistryBench {
  private static final int KEYS = 2000;
  private static final int ROUNDS = 60;
  private static final int COMMITS = 500;

  /** Rounds that are not counted. */
  private static final int WARM_UP = 20;

  private static final byte[] TOP = Bytes.of("top");

  private RegistryBench() {}

  /** Latches that keep others out and tell nobody. */
  private static final class Silent implements StoreLatches {
    private static final int ALL = 1 << 20;
    private final Map<Latch, Semaphore> doors = new LinkedHashMap<>();

    Silent() {
      for (Latch latch : Latch.values()) {
        doors.put(latch, new Semaphore(ALL));
      }
    }

    @Override
    public void enter(Latch latch, boolean shared, Object owner) {
      Objects.requireNonNull(doors.get(latch)).acquireUninterruptibly(shared ? 1 : ALL);
    }

    @Override
    public void leave(Latch latch, boolean shared, Object owner) {
      Objects.requireNonNull(doors.get(latch)).release(shared ? 1 : ALL);
    }
  }

  /** One way to keep latches, and the time of each commit with it. */
  private static final class Side {
    final String name;
    final Store store;
    final long[] nanos = new long[(ROUNDS - WARM_UP) * COMMITS];
    int count;

    Side(String name, Path file, StoreLatches latches) throws IOException {
      this.name = name;
      store = Store.open(FilePages.open(file, false), StoreOptions.DEFAULT.withoutSync(), latches);
      store.update(
          tx -> {
            for (int i = 0; i < KEYS; i++) {
              tx.createBucketIfMissing(TOP).put(key(i), new byte[100]);
            }
          });
    }

    void round(boolean counts) {
      for (int i = 0; i < COMMITS; i++) {
        byte[] key = key(i * 7919 % KEYS);
        long begun = System.nanoTime();
        store.update(tx -> Objects.requireNonNull(tx.bucket(TOP)).put(key, new byte[100]));
        long took = System.nanoTime() - begun;
        if (counts) {
          nanos[count++] = took;
        }
      }
    }

    double micros(double part) {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[(int) (part * (sorted.length - 1))] / 1000.0;
    }
  }

  private static byte[] key(int i) {
    return Bytes.of("key:%08d".formatted(i));
  }

  /** Prints the time of a commit for each side, and what it is more than with silent latches. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("glasshouse-registry");
    Side[] sides = {
      new Side("no registry", directory.resolve("silent"), new Silent()),
      side(directory, Stacks.OFF),
      side(directory, Stacks.SAMPLED),
      side(directory, Stacks.ON)
    };
    for (int i = 0; i < ROUNDS; i++) {
      for (Side side : sides) {
        side.round(i >= WARM_UP);
      }
    }
    System.out.printf(
        "%d commits each, not synced, in %s, JDK %s%n",
        sides[0].count, directory, System.getProperty("java.version"));
    for (Side side : sides) {
      System.out.printf(
          "%-16s p50 %7.2f us (%+5.1f %%)   p99 %7.2f us%n",
          side.name,
          side.micros(0.5),
          100 * (side.micros(0.5) / sides[0].micros(0.5) - 1),
          side.micros(0.99));
      side.store.close();
    }
  }

  private static Side side(Path directory, Stacks stacks) throws IOException {
    return new Side(
        "stacks " + stacks,
        directory.resolve(stacks.name()),
        new Latches(new LockRegistry(stacks, _ -> {}), stacks.name()));
  }
}
