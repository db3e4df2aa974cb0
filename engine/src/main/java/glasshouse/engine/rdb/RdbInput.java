package glasshouse.engine.rdb;

import glasshouse.engine.base.Limits;
import glasshouse.engine.base.Numbers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A cursor over the part of an RDB that is at hand. Reading beyond it throws {@link Incomplete} and
 * notes how many bytes the item needs at least, so that the reader tries again only when they are
 * there.
 */
final class RdbInput {
  /** More bytes are needed; caught by the reader, which goes back to the start of the item. */
  static final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1;

    // One for all: it has no stack, no cause and nothing to tell.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final Incomplete INSTANCE = new Incomplete();

    private Incomplete() {
      super("incomplete", null, false, false);
    }
  }

  private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = {};
  private int at;
  private int limit;
  private long shift;
  private int itemStart;
  private int needed;

  /**
   * The string that {@link #blob} found last: a slice of what came, or of a copy that stays as it
   * is until the string after the next.
   */
  byte[] blobBytes = {};

  int blobAt;
  int blobLength;
  private byte[] digits = new byte[20];
  private byte[] otherDigits = new byte[20];

  /**
   * Reads {@code bytes[at .. limit)} from now on; {@code offset} is the file offset of its start.
   */
  void window(byte[] bytes, int at, int limit, long offset) {
    this.bytes = bytes;
    this.at = at;
    this.limit = limit;
    this.shift = offset - at;
    this.itemStart = at;
  }

  /** Notes that an item begins here. */
  void begin() {
    itemStart = at;
  }

  /** Goes back to where the item began; returns how many bytes it needs at least. */
  int rewind() {
    at = itemStart;
    return needed;
  }

  /** Index in the window's array of the next byte. */
  int at() {
    return at;
  }

  /** True when the window is used up. */
  boolean empty() {
    return at == limit;
  }

  /** Offset in the file of the next byte. */
  long offset() {
    return shift + at;
  }

  private void need(int count) {
    if (limit - at < count) {
      needed = Math.addExact(at - itemStart, count);
      throw Incomplete.INSTANCE;
    }
  }

  /** One byte, 0 to 255. */
  int u8() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** Two bytes, little endian, signed. */
  int i16() {
    need(2);
    at += 2;
    return (short) SHORT_LE.get(bytes, at - 2);
  }

  /** Four bytes, little endian, signed. */
  int i32() {
    need(4);
    at += 4;
    return (int) INT_LE.get(bytes, at - 4);
  }

  /** Eight bytes, little endian. */
  long i64() {
    need(8);
    at += 8;
    return (long) LONG_LE.get(bytes, at - 8);
  }

  /** A length that is a count or a number: not negative. */
  long length() throws RdbException {
    long start = offset();
    int first = u8();
    long length = plainLength(first);
    if (length < 0) {
      throw new RdbException(start, "expected a length, saw " + hex(first));
    }
    return length;
  }

  /** A length as modules and streams write them: all 64 bits may be used. */
  long anyLength() throws RdbException {
    long start = offset();
    int first = u8();
    if (first > RdbType.LEN_64) {
      throw new RdbException(start, "expected a length, saw " + hex(first));
    }
    return plainLength(first);
  }

  /** A length beginning with {@code first}; negative when it is a special string or too large. */
  private long plainLength(int first) {
    switch (first & 0xC0) {
      case RdbType.LEN_6:
        return first & 0x3F;
      case RdbType.LEN_14:
        return (first & 0x3FL) << 8 | u8();
      default:
    }
    if (first == RdbType.LEN_32) {
      need(4);
      at += 4;
      return (int) INT_BE.get(bytes, at - 4) & 0xFFFFFFFFL;
    }
    if (first == RdbType.LEN_64) {
      need(8);
      at += 8;
      return (long) LONG_BE.get(bytes, at - 8);
    }
    return -1;
  }

  /** A string as bytes of its own. */
  byte[] string() throws RdbException {
    blob();
    return Arrays.copyOfRange(blobBytes, blobAt, blobAt + blobLength);
  }

  /** A string, left where it is when that can be: see {@link #blobBytes}. */
  void blob() throws RdbException {
    long start = offset();
    int first = u8();
    switch (first) {
      case RdbType.INT_8 -> number((byte) u8());
      case RdbType.INT_16 -> number(i16());
      case RdbType.INT_32 -> number(i32());
      case RdbType.LZF -> unpack(start);
      default -> {
        int length = bounded(plainLength(first), start, "a string", first);
        need(length);
        blobBytes = bytes;
        blobAt = at;
        blobLength = length;
        at += length;
      }
    }
  }

  private void number(long value) {
    byte[] spare = otherDigits;
    otherDigits = digits;
    digits = spare;
    blobBytes = spare;
    blobAt = 0;
    blobLength = Numbers.writeDecimal(value, spare, 0);
  }

  private void unpack(long start) throws RdbException {
    int packed = bounded(length(), start, "a compressed string", RdbType.LZF);
    int plain = bounded(length(), start, "a compressed string", RdbType.LZF);
    if (!Lzf.plausible(packed, plain)) {
      throw RdbException.content(
          start,
          "Invalid LZF compressed string",
          "a compressed string of " + packed + " bytes cannot stand for " + plain);
    }
    need(packed);
    byte[] target = new byte[plain];
    if (!Lzf.unpack(bytes, at, packed, target)) {
      throw RdbException.content(
          start,
          "Invalid LZF compressed string",
          "expected " + packed + " bytes of LZF that unpack to " + plain + ", saw others");
    }
    at += packed;
    blobBytes = target;
    blobAt = 0;
    blobLength = plain;
  }

  private static int bounded(long length, long start, String what, int first) throws RdbException {
    if (length < 0 || length > Limits.RDB_STRING_MAX) {
      String saw = length < 0 ? hex(first) : "length " + length;
      throw new RdbException(
          start,
          "expected " + what + " of at most " + Limits.RDB_STRING_MAX + " bytes, saw " + saw);
    }
    return (int) length;
  }

  /** {@code count} raw bytes. */
  byte[] raw(int count) {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  /** Skips {@code count} bytes. */
  void skip(int count) {
    need(count);
    at += count;
  }

  /** A byte as text. */
  static String hex(int value) {
    return "0x" + HexFormat.of().toHexDigits((byte) value);
  }

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }
}
