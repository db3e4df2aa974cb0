package glasshouse.engine.cache;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A checksum of what a store holds, however its pages lie: the one that {@code etcdctl snapshot
 * status} prints. Of a bucket within a bucket only the name counts.
 */
public final class ContentHash {
  private ContentHash() {}

  /** CRC-32C over the names, keys and values of all buckets, 0 to 2^32-1. */
  public static long of(Tx tx) {
    CRC32C sum = new CRC32C();
    Cursor names = tx.cursor();
    for (Cursor.Entry name = names.first(); name != null; name = names.next()) {
      sum.update(name.key());
      Bucket bucket = tx.bucket(name.key());
      if (bucket != null) {
        add(bucket, sum);
      }
    }
    return sum.getValue();
  }

  private static void add(Bucket bucket, CRC32C sum) {
    Cursor cursor = bucket.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      sum.update(entry.key());
      byte @Nullable [] value = entry.value();
      if (value != null) {
        sum.update(value);
      }
    }
  }
}
