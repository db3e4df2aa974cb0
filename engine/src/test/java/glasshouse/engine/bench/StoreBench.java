package glasshouse.engine.bench;

import static glasshouse.engine.bench.StoreSide.time;

import glasshouse.engine.lock.Stacks;
import glasshouse.engine.oracle.Bbolt;
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
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Our store beside H2's MVStore on the same file system, and beside bbolt where it can be built, in
 * turn. The bare disk stands beside the durable commit: what two writes and two syncs cost without
 * any store. Run by bench/store.
 */
final class StoreBench {
  private static final int DURABLE = Integer.getInteger("durable", 400);
  private static final int UNSYNCED = Integer.getInteger("unsynced", 20_000);

  /** Commits before it is the next one's turn: few, so that all meet the same noise. */
  private static final int TURN = 10;

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int GETS = 200_000;
  private static final int PUTS = 100_000;
  private static final int PAGES = 70_000;

  private final Path folder;
  private final List<StoreSide> sides;
  private final List<StoreSide.Bolt> bolts = new ArrayList<>();
  private int files;

  private StoreBench(Path folder, List<StoreSide> sides) {
    this.folder = folder;
    this.sides = sides;
    for (StoreSide side : sides) {
      if (side instanceof StoreSide.Bolt bolt) {
        bolts.add(bolt);
      }
    }
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<StoreSide> sides = new ArrayList<>(List.of(new OurSide(Stacks.OFF), new MvSide()));
    String missing = Bbolt.missing();
    if (missing == null) {
      try (Bbolt bbolt = Bbolt.start(Bbolt.build(folder))) {
        sides.add(new BboltSide(bbolt));
        new StoreBench(folder, sides).run();
      }
    } else {
      System.out.println(missing);
      new StoreBench(folder, sides).run();
    }
  }

  private void run() throws IOException {
    System.out.printf("%-36s", "");
    sides.forEach(side -> System.out.printf(" %10s", side.name()));
    System.out.printf(" %10s   ratios of ours%n", "bare disk");
    // First, so that the code is compiled before the few durable ones.
    commits("unsynced one-put commit", UNSYNCED, false);
    commits("durable one-put commit", DURABLE, true);
    gets();
    puts();
    manyPages();
    registry();
  }

  private Path file() {
    return folder.resolve("file" + files++);
  }

  /** A file of each side with some values in it. */
  private List<Path> opened(List<? extends StoreSide> which, boolean synced) {
    List<Path> paths = new ArrayList<>();
    for (StoreSide side : which) {
      Path path = file();
      side.open(path, synced);
      side.fill(0, StoreSide.KEYS, StoreSide.LENGTH, 0.5);
      paths.add(path);
    }
    return paths;
  }

  private void commits(String name, int count, boolean durable) throws IOException {
    List<Path> paths = opened(sides, durable);
    long[][] nanos = new long[sides.size() + 1][];
    Arrays.fill(nanos, new long[0]);
    try (FileChannel disk =
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      disk.write(ByteBuffer.allocate(1 << 20), 0);
      int warm = count / 4;
      for (int from = -warm; from < count; from += TURN) {
        for (int i = 0; i <= sides.size(); i++) {
          long[] some =
              i < sides.size()
                  ? sides.get(i).commits(warm + from, TURN)
                  : durable ? bare(disk, TURN) : new long[0];
          nanos[i] = from < 0 ? nanos[i] : joined(nanos[i], some);
        }
      }
    }
    sides.forEach(StoreSide::close);
    for (int percent : new int[] {50, 99}) {
      row(
          "%s, p%d, us".formatted(name, percent),
          sides,
          Arrays.stream(nanos).mapToDouble(all -> percentile(all, percent) / 1e3).toArray());
    }
    sizes(sides, paths);
  }

  /** As a commit writes: some pages, a sync, a meta page, a sync. */
  private static long[] bare(FileChannel disk, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      int at = i;
      nanos[i] = time(() -> twoSyncs(disk, at));
    }
    return nanos;
  }

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

  private static long[] joined(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static double percentile(long[] nanos, int percent) {
    long[] all = nanos.clone();
    Arrays.sort(all);
    return all.length == 0 ? Double.NaN : all[(int) ((all.length - 1L) * percent / 100)];
  }

  private void gets() {
    opened(sides, false);
    row("200,000 gets, a view each, ms", sides, millis(sides, side -> time(() -> side.gets(GETS))));
    sides.forEach(StoreSide::close);
  }

  private void puts() throws IOException {
    Path[] last = new Path[sides.size()];
    BiConsumer<StoreSide, Path> load =
        (side, path) -> {
          side.open(path, true);
          side.fill(0, StoreSide.KEYS, StoreSide.LENGTH, 0.5);
          side.fill(0, PUTS, StoreSide.LENGTH, 0.5);
          side.close();
        };
    row(
        "100,000 puts in one transaction, ms",
        sides,
        millis(
            sides,
            side -> {
              Path path = file();
              last[sides.indexOf(side)] = path;
              return time(() -> load.accept(side, path));
            }));
    sizes(sides, List.of(last));
  }

  /** A file of 70,000 pages: checked when they are in use, opened when they are free. */
  private void manyPages() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (StoreSide.Bolt side : bolts) {
      Path path = file();
      side.open(path, false);
      int portion = PAGES / 5;
      for (int from = 0; from < 2 * PAGES; from += portion) {
        side.fill(from, from + portion, 1900, 1);
      }
      paths.add(path);
    }
    row("check of a file of 70,000 pages, ms", bolts, millis(bolts, side -> time(side::check)));
    bolts.forEach(StoreSide.Bolt::empty);
    bolts.forEach(StoreSide::close);
    row(
        "open with 70,000 free pages, ms",
        bolts,
        millis(
            bolts,
            side -> {
              long nanos = time(() -> side.reopen(paths.get(bolts.indexOf(side))));
              side.close();
              return nanos;
            }));
    sizes(bolts, paths);
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** What it costs to know who holds what. */
  private void registry() {
    List<StoreSide> ours = Arrays.stream(Stacks.values()).<StoreSide>map(OurSide::new).toList();
    opened(ours, false);
    long[][] nanos = new long[ours.size()][0];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < ours.size(); i++) {
        long[] some = ours.get(i).commits((round + 1) * UNSYNCED / ROUNDS, UNSYNCED / ROUNDS);
        nanos[i] = round < 0 ? nanos[i] : joined(nanos[i], some);
      }
    }
    for (Stacks stacks : Stacks.values()) {
      ours.get(stacks.ordinal()).close();
      System.out.printf(
          "unsynced commit, p50, stacks %-7s %10.2f us%n",
          stacks, percentile(nanos[stacks.ordinal()], 50) / 1e3);
    }
  }

  /** The median of what each side takes, in turn, after two rounds to get warm. */
  private static <S extends StoreSide> double[] millis(List<S> sides, ToLongFunction<S> job) {
    long[][] nanos = new long[sides.size()][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      for (int i = 0; i < sides.size(); i++) {
        long taken = job.applyAsLong(sides.get(i));
        if (round >= 0) {
          nanos[i][round] = taken;
        }
      }
    }
    return Arrays.stream(nanos).mapToDouble(all -> percentile(all, 50) / 1e6).toArray();
  }

  private void sizes(List<? extends StoreSide> which, List<Path> paths) throws IOException {
    double[] kibibytes = new double[paths.size()];
    for (int i = 0; i < kibibytes.length; i++) {
      kibibytes[i] = Files.size(paths.get(i)) / 1024.0;
    }
    row("  and its file, KiB", which, kibibytes);
  }

  /** The figures of these sides, and after them that of the bare disk where there is one. */
  private void row(String name, List<? extends StoreSide> which, double[] figures) {
    StringBuilder line = new StringBuilder("%-36s".formatted(name));
    StringBuilder ratios = new StringBuilder();
    for (StoreSide side : sides) {
      int at = which.indexOf(side);
      line.append(at < 0 ? " ".repeat(11) : " %10.2f".formatted(figures[at]));
      if (at > 0) {
        ratios.append("  %s %.2f".formatted(side.name(), figures[0] / figures[at]));
      }
    }
    boolean disk = figures.length > which.size() && !Double.isNaN(figures[which.size()]);
    line.append(disk ? " %10.2f".formatted(figures[which.size()]) : " ".repeat(11));
    System.out.println(line.append(' ').append(ratios));
  }
}
