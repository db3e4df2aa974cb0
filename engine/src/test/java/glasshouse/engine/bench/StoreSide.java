package glasshouse.engine.bench;

import glasshouse.engine.base.Bytes;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** A store of keys and values that does the jobs of {@link StoreBench}. */
interface StoreSide extends AutoCloseable {
  /** Keys in it when it was opened. */
  int KEYS = 2000;

  /** Bytes of the value of each of them. */
  int LENGTH = 100;

  /** The keys, made beforehand: to write numbers as text is not what is measured. */
  final class Keys {
    private static final byte[][] ALL =
        IntStream.range(0, 200_000)
            .mapToObj(i -> Bytes.of("key%07d".formatted(i)))
            .toArray(byte[][]::new);

    private Keys() {}

    static byte[] of(int i) {
      return ALL[i];
    }
  }

  String name();

  /** Opens a new file; nothing is in it. */
  void open(Path file, boolean synced);

  /**
   * Puts values in one transaction.
   *
   * @param length bytes of each value
   * @param percent how full pages get, where that can be said
   */
  void fill(int from, int to, int length, double percent);

  /** Puts single values, each with a commit of its own; nanoseconds of each. */
  long[] commits(int from, int count);

  /** Gets values, each in a view of its own where there are views. */
  void gets(int count);

  @Override
  void close();

  /** Nanoseconds of a job. */
  static long time(Runnable job) {
    long begun = System.nanoTime();
    job.run();
    return System.nanoTime() - begun;
  }

  /** One whose files are bolt files: they can be compared. */
  interface Bolt extends StoreSide {
    /** Opens a file that is there, to write, without waiting for the disk. */
    void reopen(Path file);

    /** Looks at every page; findings. */
    int check();

    /** Deletes all, so that its pages become free. */
    void empty();
  }
}
