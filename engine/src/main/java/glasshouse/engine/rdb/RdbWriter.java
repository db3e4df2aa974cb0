package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Value;
import java.util.Arrays;

/**
 * Writes an RDB: {@link #header}, any {@link #aux}, for each database {@link #selectDb}, {@link
 * #resizeDb} and its {@link #entry entries}, {@link #end}. The caller takes the bytes in between,
 * as many as it likes at a time.
 */
public final class RdbWriter {
  private static final int IDLE_CAPACITY = 1 << 20;

  /** The version of the format that first told ages. */
  private static final int AGES_SINCE = 9;

  private final RdbFormat format;
  private final ValueWriter values;
  private ByteBuilder out = new ByteBuilder(1 << 16);
  private long crc;
  private int summed;
  private int given;

  /** A writer that has written nothing yet. */
  public RdbWriter(RdbFormat format) {
    this.format = format;
    values = new ValueWriter(format);
  }

  /** The magic word and the version. */
  public void header() {
    out.latin("REDIS00").put('0' + format.version() / 10).put('0' + format.version() % 10);
  }

  /** An auxiliary field; a number is given as decimal digits. */
  public void aux(byte[] key, byte[] value) {
    out.put(RdbType.AUX);
    values.string(key, 0, key.length, out);
    values.string(value, 0, value.length, out);
  }

  /** A library of functions, as source text. */
  public void library(byte[] source) {
    out.put(RdbType.FUNCTION_2);
    values.string(source, 0, source.length, out);
  }

  /** What follows belongs to database {@code db}. */
  public void selectDb(int db) {
    out.put(RdbType.SELECT_DB);
    ValueWriter.length(db, out);
  }

  /** A hint: how many keys the database has, and how many of them expire. */
  public void resizeDb(long keys, long expiring) {
    out.put(RdbType.RESIZE_DB);
    ValueWriter.length(keys, out);
    ValueWriter.length(expiring, out);
  }

  /**
   * A key and its value.
   *
   * @param expireAt Unix milliseconds, or {@link KeyEntry#NEVER}
   */
  public void entry(byte[] key, Value value, long expireAt) {
    expires(expireAt);
    value(key, value);
  }

  /**
   * A key of a database, with what the policy of maxmemory keeps of its uses.
   *
   * @param ages says what that is
   */
  public void entry(KeyEntry entry, Ages ages) {
    expires(entry.expireAt());
    switch (format.version() < AGES_SINCE ? Ages.Kind.UNUSED : ages.kept()) {
      case RECENCY -> {
        out.put(RdbType.IDLE);
        ValueWriter.length(ages.idle(entry) / 1000, out);
      }
      case FREQUENCY -> out.put(RdbType.FREQ).put((byte) ages.frequency(entry));
      case UNUSED -> {}
    }
    value(entry.key(), entry.value());
  }

  private void expires(long expireAt) {
    if (expireAt != KeyEntry.NEVER) {
      out.put(RdbType.EXPIRE_MS);
      ValueWriter.little(expireAt, 8, out);
    }
  }

  private void value(byte[] key, Value value) {
    out.put(values.type(value));
    values.string(key, 0, key.length, out);
    values.content(value, out);
  }

  /** The end mark and the checksum (zero when the format says so). */
  public void end() {
    out.put(RdbType.EOF);
    sum();
    ValueWriter.little(crc, 8, out);
    summed = out.length();
  }

  /** Bytes written and not yet taken. */
  public int pending() {
    return out.length() - given;
  }

  /** Takes the next bytes, {@code most} or as many as there are. */
  public byte[] take(int most) {
    sum();
    int count = Math.min(most, pending());
    byte[] chunk = Arrays.copyOfRange(out.array(), given, given + count);
    given += count;
    if (given == out.length()) {
      given = 0;
      summed = 0;
      if (out.array().length > IDLE_CAPACITY) {
        out = new ByteBuilder(1 << 16);
      } else {
        out.truncate(0);
      }
    }
    return chunk;
  }

  private void sum() {
    if (format.checksum()) {
      crc = Crc64.update(crc, out.array(), summed, out.length() - summed);
    }
    summed = out.length();
  }
}
