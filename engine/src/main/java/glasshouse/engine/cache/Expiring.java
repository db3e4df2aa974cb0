package glasshouse.engine.cache;

import glasshouse.engine.base.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bucket whose fields are good until a moment that stands among them, under the key {@code
 * expires}: all of them were put there together, and all of them go stale together. Nothing is
 * deleted when that moment comes; who reads finds nothing and sees to new ones. Times are
 * milliseconds since 1970, handed in: the store has no clock.
 */
public final class Expiring {
  /** The key of the moment; its value is a text such as 2026-11-21T09:00:00Z. */
  public static final String EXPIRES = "expires";

  private static final byte[] KEY = Bytes.of(EXPIRES);

  private final Bucket bucket;

  /** The fields of a bucket. */
  public Expiring(Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * The first moment at which the fields are no longer good; null when the bucket has none.
   *
   * @throws StoreFault DAMAGED when what stands there is not a moment
   */
  public @Nullable Instant expires() {
    byte[] text = bucket.get(KEY);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(Bytes.text(text));
    } catch (DateTimeException e) {
      throw StoreFault.damaged(
          "'%s' under '%s' is not a moment such as 2026-11-21T09:00:00Z"
              .formatted(Bytes.text(text), EXPIRES));
    }
  }

  /** Whether the fields are good at {@code now}; never without a moment. */
  public boolean fresh(long now) {
    Instant expires = expires();
    return expires != null && Instant.ofEpochMilli(now).isBefore(expires);
  }

  /** The value of a field; null when there is none, or when it is no longer good at {@code now}. */
  public byte @Nullable [] get(byte[] field, long now) {
    return fresh(now) ? bucket.get(field) : null;
  }

  /**
   * Puts new fields in place of all there were, good for {@code timeToLive} milliseconds from
   * {@code now}. Buckets within the bucket stay.
   *
   * @throws IllegalArgumentException when a field is called {@code expires}
   * @throws StoreFault as {@link Bucket#put}
   */
  public void replace(Map<byte[], byte[]> fields, long now, long timeToLive) {
    Cursor cursor = bucket.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      if (!entry.isBucket()) {
        cursor.delete();
      }
    }
    fields.forEach(this::put);
    expireAt(now + timeToLive);
  }

  /**
   * Puts one field beside the others, good as long as they are.
   *
   * @throws IllegalArgumentException when it is called {@code expires}
   * @throws StoreFault as {@link Bucket#put}
   */
  public void put(byte[] field, byte[] value) {
    if (Bytes.compare(field, KEY) == 0) {
      throw new IllegalArgumentException("a field cannot be called '" + EXPIRES + "'");
    }
    bucket.put(field, value);
  }

  /** Sets the first moment at which the fields are no longer good. */
  public void expireAt(long moment) {
    bucket.put(KEY, Bytes.of(Instant.ofEpochMilli(moment).toString()));
  }
}
