package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import org.jspecify.annotations.Nullable;

/**
 * One value as DUMP gives it and RESTORE takes it: type and content as in an RDB, the version of
 * the format (2 bytes, little endian), a CRC-64 over all before it (8 bytes).
 */
public final class DumpPayload {
  private static final int VERSION = 2;
  static final int FOOTER = VERSION + 8;

  /** RESTORE of Redis 7.0 refuses payloads of later releases. */
  private static final int NEWEST = 10;

  /** It knows no later type either, though our files may hold them (rdb.h, rdbIsObjectType). */
  private static final int NEWEST_TYPE = RdbType.STREAM_LISTPACKS_2;

  private DumpPayload() {}

  /** The payload of a value, as Redis 7.0 understands it. */
  public static byte[] of(Value value) {
    ValueWriter values = new ValueWriter(RdbFormat.REDIS_7);
    ByteBuilder out = new ByteBuilder(64);
    out.put(values.type(value));
    values.content(value, out);
    return sealed(out);
  }

  /** The bytes with version and checksum behind them. */
  static byte[] sealed(ByteBuilder out) {
    ValueWriter.little(RdbFormat.REDIS_7.version(), VERSION, out);
    ValueWriter.little(Crc64.update(0, out.array(), 0, out.length()), FOOTER - VERSION, out);
    return out.toByteArray();
  }

  /**
   * True when version and checksum are right; if not, RESTORE answers {@code ERR DUMP payload
   * version or checksum are wrong}.
   */
  public static boolean isIntact(byte[] payload) {
    return isIntact(payload, true);
  }

  /** The same; the checksum may be wrong unless it is to be compared. */
  public static boolean isIntact(byte[] payload, boolean compare) {
    int end = payload.length - FOOTER;
    if (end < 0) {
      return false;
    }
    RdbInput footer = new RdbInput();
    footer.window(payload, end, payload.length, end);
    int version = footer.i16() & 0xFFFF;
    long stored = footer.i64();
    return version <= NEWEST && (!compare || stored == Crc64.update(0, payload, 0, end + VERSION));
  }

  /** True for a collection without elements, which Redis neither keeps nor restores. */
  public static boolean isEmpty(Value value) {
    return switch (value) {
      case StringValue _ -> false;
      case ListValue list -> list.size() == 0;
      case SetValue set -> set.size() == 0;
      case HashValue hash -> hash.size() == 0;
      case SortedSetValue set -> set.size() == 0;
      case StreamValue _ -> false;
    };
  }

  /**
   * The value in an intact payload. As in Redis nothing says where it has to end: what follows is
   * ignored, and a string may reach into version and checksum.
   *
   * @throws RdbException when it is none: RESTORE answers {@code ERR Bad data format}
   */
  public static Value value(byte[] payload, ValueRules rules) throws RdbException {
    RdbInput in = new RdbInput();
    in.window(payload, 0, payload.length, 0);
    ValueReader reader = new ValueReader(rules, in);
    try {
      int type = in.u8();
      if (type > NEWEST_TYPE) {
        throw new RdbException(0, "expected a type of Redis 7.0, saw " + RdbType.name(type));
      }
      @Nullable Value value = reader.begin(type, 0);
      while (value == null) {
        value = reader.more();
      }
      if (isEmpty(value)) {
        throw new RdbException(in.offset(), "expected elements of the value, saw none")
            .inside(reader.type());
      }
      return value;
    } catch (RdbInput.Incomplete _) {
      throw new RdbException(in.offset(), "saw the end, expected more of the value")
          .inside(reader.type());
    }
  }
}
