package glasshouse.engine.live.store;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * A process that writes until it is killed. After each commit it says so on its output; what it had
 * said must be in the file.
 */
final class KilledWriter {
  static final byte[] BUCKET = Bytes.of("bucket");
  static final byte[] LAST = Bytes.of("last");
  private static final int SLOTS = 150;

  private KilledWriter() {}

  /** Arguments: the file, the page size, and whether the freelist is left out. */
  static void main(String[] arguments) {
    StoreOptions base = StoreOptions.DEFAULT.within(10_000).paging(Integer.parseInt(arguments[1]));
    StoreOptions options = Boolean.parseBoolean(arguments[2]) ? base.withoutFreelist() : base;
    LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
    PrintStream out = System.out;
    try (RealStore store = RealStore.open(registry, Path.of(arguments[0]), options)) {
      store.store().update(tx -> tx.createBucketIfMissing(BUCKET));
      long from = store.store().view(KilledWriter::last);
      for (long i = from + 1; i > 0; i++) {
        long number = i;
        store.store().update(tx -> write(tx, number));
        out.println(number);
        out.flush();
      }
    }
  }

  private static void write(Tx tx, long number) {
    Bucket bucket = bucket(tx);
    if (number % 10 == 0) {
      bucket.delete(slot(number));
    } else {
      bucket.put(slot(number), value(number));
    }
    bucket.put(LAST, Bytes.of(String.valueOf(number)));
  }

  static Bucket bucket(Tx tx) {
    return Objects.requireNonNull(tx.bucket(BUCKET));
  }

  /** The number of the newest commit; 0 before the first. */
  static long last(Tx tx) {
    byte[] text = bucket(tx).get(LAST);
    return text == null ? 0 : Long.parseLong(Bytes.text(text));
  }

  /** How many slots do not hold what they should after commit {@code last}. */
  static int wrong(Tx tx, long last) {
    int wrong = 0;
    for (long number = Math.max(1, last - SLOTS + 1); number <= last; number++) {
      byte[] expected = number % 10 == 0 ? null : value(number);
      if (!Arrays.equals(bucket(tx).get(slot(number)), expected)) {
        wrong++;
      }
    }
    return wrong;
  }

  private static byte[] slot(long number) {
    return Bytes.of("slot" + number % SLOTS);
  }

  private static byte[] value(long number) {
    int length = (int) (number * 7919 % (number % 13 == 0 ? 9000 : 300));
    return Bytes.of(number + "v".repeat(length));
  }
}
