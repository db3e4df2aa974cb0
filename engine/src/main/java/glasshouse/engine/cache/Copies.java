package glasshouse.engine.cache;

import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Copies of a store: page by page as it is, or element by element without the holes. */
public final class Copies {
  private static final int CHUNK = 1 << 20;

  private Copies() {}

  /**
   * Writes the state that a transaction sees into an empty file, while others go on writing: the
   * same pages, and both meta pages with the same state.
   *
   * @return bytes written
   */
  public static long hot(Tx tx, PageFile to) throws IOException {
    tx.requireOpen();
    Meta meta = tx.begun();
    to.write(0, ByteBuffer.wrap(meta.imageAt(0)));
    to.write(meta.pageSize(), ByteBuffer.wrap(meta.withTxid(meta.txid() - 1).imageAt(1)));
    long end = Math.min(tx.size(), tx.map().byteSize());
    for (long at = 2L * meta.pageSize(); at < end; at += CHUNK) {
      to.write(at, tx.map().asSlice(at, Math.min(CHUNK, end - at)).asByteBuffer());
    }
    to.syncAll();
    return end;
  }

  /**
   * Puts everything that a transaction sees into a store, in order and with full pages.
   *
   * @param most bytes of keys and values after which a commit is made; 0 for one commit
   * @throws StoreFault DAMAGED, and what {@link Store#update} throws; what was committed until then
   *     stays
   */
  public static void compact(Tx tx, Store to, long most) {
    try (Compaction compaction = new Compaction(to, most)) {
      tx.root().inner().forEach((name, bucket) -> compaction.bucket(new byte[][] {name}, bucket));
      compaction.finish();
    }
  }

  /** Writes in portions; a bucket is found anew by its path in each. */
  private static final class Compaction implements AutoCloseable {
    private final Store store;
    private final long most;
    private Tx tx;
    private long written;

    Compaction(Store store, long most) {
      this.store = store;
      this.most = most;
      tx = store.begin(true);
    }

    void bucket(byte[][] path, Bucket from) {
      Bucket to = at(path);
      to.setSequence(from.sequence());
      Cursor cursor = from.cursor();
      for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
        byte @Nullable [] value = entry.value();
        Bucket inner = value == null ? from.bucket(entry.key()) : null;
        if (inner != null) {
          byte[][] below = Arrays.copyOf(path, path.length + 1);
          below[path.length] = entry.key();
          bucket(below, inner);
          to = at(path);
        } else if (value != null) {
          to = portion(entry.key().length + value.length) ? at(path) : to;
          to.put(entry.key(), value);
        }
      }
    }

    /** Commits when so many bytes more are too many; whether it did. */
    private boolean portion(int more) {
      written += more;
      if (most == 0 || written <= most) {
        return false;
      }
      tx.commit();
      tx = store.begin(true);
      written = more;
      return true;
    }

    private Bucket at(byte[][] path) {
      Bucket bucket = tx.createBucketIfMissing(path[0]);
      for (int i = 1; i < path.length; i++) {
        bucket = bucket.createBucketIfMissing(path[i]);
      }
      bucket.setFillPercent(1);
      return bucket;
    }

    void finish() {
      tx.commit();
    }

    @Override
    public void close() {
      tx.close();
    }
  }
}
