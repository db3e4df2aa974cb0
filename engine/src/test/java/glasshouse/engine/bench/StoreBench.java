package glasshouse.engine.bench;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Our store beside H2's MVStore on the same file system, in turn, in one process. The bare disk
 * stands beside the durable commit: what two writes and two syncs cost without any store. Run by
 * bench/store.
 */
final class StoreBench {
  private static final int KEYS = 2000;
  private static final int DURABLE = Integer.getInteger("durable", 400);
  private static final int UNSYNCED = Integer.getInteger("unsynced", 4000);
  private static final int GETS = 200_000;
  private static final int PUTS = 100_000;
  private static final int PAGES = 70_000;
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final byte[] BUCKET = Bytes.of("bucket");
  private static final byte[] VALUE = new byte[100];

  private final Path folder;
  private int files;

  private StoreBench(Path folder) {
    this.folder = folder;
  }

  static void main(String[] arguments) throws IOException {
    StoreBench bench = new StoreBench(Path.of(arguments[0]));
    System.out.printf(
        "%-34s %12s %12s %12s %12s%n", "", "glasshouse", "mvstore", "bare disk", "ratio");
    bench.commits("durable one-put commit", DURABLE, true);
    bench.commits("unsynced one-put commit", UNSYNCED, false);
    bench.gets();
    bench.puts();
    bench.manyPages();
    bench.registry();
  }

  private Path file() {
    return folder.resolve("file" + files++);
  }

  private static byte[] key(int i) {
    return Bytes.of("key%07d".formatted(i));
  }

  private static String text(int i) {
    return "key%07d".formatted(i);
  }

  private RealStore ours(StoreOptions options, Stacks stacks) {
    RealStore store = RealStore.open(new LockRegistry(stacks, _ -> {}), file(), options);
    store
        .store()
        .update(
            tx -> {
              Bucket bucket = tx.createBucket(BUCKET);
              for (int i = 0; i < KEYS; i++) {
                bucket.put(key(i), VALUE);
              }
            });
    return store;
  }

  private static void put(RealStore store, int i) {
    store.store().update(tx -> Objects.requireNonNull(tx.bucket(BUCKET)).put(key(i % KEYS), VALUE));
  }

  private static MVMap<String, byte[]> theirs(MVStore store) {
    MVMap<String, byte[]> map = store.openMap("bucket");
    for (int i = 0; i < KEYS; i++) {
      map.put(text(i), VALUE);
    }
    store.commit();
    return map;
  }

  private MVStore mvstore(Path file) {
    return new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
  }

  /** Nanoseconds of each of {@code count} calls, sorted. */
  private static long[] each(int count, IntConsumer call) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long begun = System.nanoTime();
      call.accept(i);
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private void commits(String name, int count, boolean durable) throws IOException {
    StoreOptions options = durable ? StoreOptions.DEFAULT : StoreOptions.DEFAULT.withoutSync();
    List<long[]> a = new ArrayList<>();
    List<long[]> b = new ArrayList<>();
    List<long[]> c = new ArrayList<>();
    try (RealStore ours = ours(options, Stacks.OFF);
        MVStore store = mvstore(file());
        FileChannel disk =
            FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      MVMap<String, byte[]> theirs = theirs(store);
      disk.write(ByteBuffer.allocate(1 << 20), 0);
      for (int round = -1; round < ROUNDS; round++) {
        long[] one = each(count / ROUNDS, i -> put(ours, i));
        long[] two =
            each(
                count / ROUNDS,
                i -> {
                  theirs.put(text(i % KEYS), VALUE);
                  store.commit();
                  if (durable) {
                    store.sync();
                  }
                });
        long[] three = durable ? each(count / ROUNDS, i -> twoSyncs(disk, i)) : new long[0];
        if (round >= 0) {
          a.add(one);
          b.add(two);
          c.add(three);
        }
      }
    }
    for (int percent : new int[] {50, 99}) {
      row(
          "%s, p%d, us".formatted(name, percent),
          percentile(a, percent) / 1e3,
          percentile(b, percent) / 1e3,
          durable ? percentile(c, percent) / 1e3 : Double.NaN);
    }
  }

  /** As a commit writes: some pages, a sync, a meta page, a sync. */
  private static void twoSyncs(FileChannel disk, int i) {
    try {
      disk.write(ByteBuffer.allocate(4 * 4096), 4096L * (4 + i % 100));
      disk.force(false);
      disk.write(ByteBuffer.allocate(4096), 4096L * (i & 1));
      disk.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double percentile(List<long[]> rounds, int percent) {
    long[] all = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return all.length == 0 ? Double.NaN : all[(int) ((all.length - 1L) * percent / 100)];
  }

  private void gets() {
    try (RealStore ours = ours(StoreOptions.DEFAULT.withoutSync(), Stacks.OFF);
        MVStore store = mvstore(file())) {
      MVMap<String, byte[]> theirs = theirs(store);
      inTurn(
          "200,000 gets, a view each, ms",
          () -> {
            for (int i = 0; i < GETS; i++) {
              byte[] key = key(i % KEYS);
              ours.store()
                  .view(
                      tx ->
                          Objects.requireNonNull(
                              Objects.requireNonNull(tx.bucket(BUCKET)).get(key)));
            }
          },
          () -> {
            for (int i = 0; i < GETS; i++) {
              Objects.requireNonNull(theirs.get(text(i % KEYS)));
            }
          });
    }
  }

  private void puts() {
    inTurn(
        "100,000 puts in one transaction, ms",
        () -> {
          try (RealStore ours = ours(StoreOptions.DEFAULT, Stacks.OFF)) {
            ours.store()
                .update(
                    tx -> {
                      Bucket bucket = Objects.requireNonNull(tx.bucket(BUCKET));
                      for (int i = 0; i < PUTS; i++) {
                        bucket.put(key(i), VALUE);
                      }
                    });
          }
        },
        () -> {
          try (MVStore store = mvstore(file())) {
            MVMap<String, byte[]> theirs = theirs(store);
            for (int i = 0; i < PUTS; i++) {
              theirs.put(text(i), VALUE);
            }
            store.commit();
            store.sync();
          }
        });
  }

  /** A file of 70,000 pages: checked when they are in use, opened when they are free. */
  private void manyPages() throws IOException {
    Path full = file();
    LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
    StoreOptions options = StoreOptions.DEFAULT.withoutSync();
    try (RealStore store = RealStore.open(registry, full, options)) {
      for (int part = 0; part < 10; part++) {
        int from = part * PAGES / 10;
        store
            .store()
            .update(
                tx -> {
                  Bucket bucket = tx.createBucketIfMissing(BUCKET);
                  bucket.setFillPercent(1);
                  for (int i = from; i < from + PAGES / 10; i++) {
                    bucket.put(key(i), new byte[1900]);
                    bucket.put(Bytes.of("key%07db".formatted(i)), new byte[1900]);
                  }
                });
      }
      long pages = store.store().stats().pages();
      long[] nanos = each(ROUNDS, _ -> store.store().<Integer>view(tx -> Check.of(tx).size()));
      row(
          "check of %d pages, ms".formatted(pages),
          nanos[ROUNDS / 2] / 1e6,
          Double.NaN,
          Double.NaN);
      store.store().update(tx -> tx.deleteBucket(BUCKET));
      store.store().update(_ -> {});
    }
    long[] nanos = each(ROUNDS, _ -> RealStore.open(registry, full, options).close());
    row(
        "open with %d free pages, ms".formatted(PAGES),
        nanos[ROUNDS / 2] / 1e6,
        Double.NaN,
        Double.NaN);
    Files.delete(full);
  }

  /** What it costs to know who holds what. */
  private void registry() {
    List<RealStore> stores = new ArrayList<>();
    List<List<long[]>> figures = new ArrayList<>();
    for (Stacks stacks : Stacks.values()) {
      stores.add(ours(StoreOptions.DEFAULT.withoutSync(), stacks));
      figures.add(new ArrayList<>());
    }
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < stores.size(); i++) {
        RealStore store = stores.get(i);
        long[] nanos = each(UNSYNCED / ROUNDS, n -> put(store, n));
        if (round >= 0) {
          figures.get(i).add(nanos);
        }
      }
    }
    for (Stacks stacks : Stacks.values()) {
      stores.get(stacks.ordinal()).close();
      System.out.printf(
          "unsynced commit, p50, stacks %-7s  %9.1f us%n",
          stacks, percentile(figures.get(stacks.ordinal()), 50) / 1e3);
    }
  }

  private static void inTurn(String name, Runnable ours, Runnable theirs) {
    long[] a = new long[ROUNDS];
    long[] b = new long[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      ours.run();
      long between = System.nanoTime();
      theirs.run();
      long end = System.nanoTime();
      if (round >= 0) {
        a[round] = between - begun;
        b[round] = end - between;
      }
    }
    Arrays.sort(a);
    Arrays.sort(b);
    row(name, a[ROUNDS / 2] / 1e6, b[ROUNDS / 2] / 1e6, Double.NaN);
  }

  private static void row(String name, double ours, double theirs, double disk) {
    System.out.printf(
        "%-34s %12s %12s %12s %12s%n",
        name, figure(ours), figure(theirs), figure(disk), figure(ours / theirs));
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "" : "%.2f".formatted(value);
  }
}
