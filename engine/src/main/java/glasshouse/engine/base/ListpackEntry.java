package glasshouse.engine.base;

/**
 * The entries of a listpack, as Redis 7.0 writes them: a number or a text in the shortest of
 * several forms, then the entry's own length in groups of seven bits, for walking backwards.
 */
public final class ListpackEntry {
  private ListpackEntry() {}

  /** Adds an entry to {@code out}: as a number when the slice spells one. */
  public static void put(ByteBuilder out, byte[] bytes, int offset, int length) {
    if (Numbers.isLong(bytes, offset, length)) {
      put(out, Numbers.parseLong(bytes, offset, length));
      return;
    }
    int start = out.length();
    if (length < 64) {
      out.put(0x80 | length);
    } else if (length < 4096) {
      out.put(0xE0 | length >> 8).put(length);
    } else {
      out.put(0xF0);
      little(out, length, 4);
    }
    out.put(bytes, offset, length);
    close(out, start);
  }

  /** Adds a number to {@code out}. */
  public static void put(ByteBuilder out, long value) {
    int start = out.length();
    if (value >= 0 && value < 128) {
      out.put((int) value);
    } else if (value >= -4096 && value < 4096) {
      int bits = (int) value & 0x1FFF;
      out.put(0xC0 | bits >> 8).put(bits);
    } else if (value == (short) value) {
      out.put(0xF1);
      little(out, value, 2);
    } else if (value >= -(1 << 23) && value < 1 << 23) {
      out.put(0xF2);
      little(out, value, 3);
    } else if (value == (int) value) {
      out.put(0xF3);
      little(out, value, 4);
    } else {
      out.put(0xF4);
      little(out, value, 8);
    }
    close(out, start);
  }

  /** Bytes of the entry of a number that is not negative, its length included. */
  public static int size(long value) {
    if (value < 128) {
      return 2;
    }
    return value < 4096 ? 3 : value < 1 << 15 ? 4 : value < 1 << 23 ? 5 : value >> 31 == 0 ? 6 : 10;
  }

  /**
   * Number of seven-bit groups that an entry's length takes. One early at each step but the first:
   * so listpack.c counts, and it walks by that.
   */
  public static int groups(int length) {
    if (length <= 127) {
      return 1;
    }
    if (length < (1 << 14) - 1) {
      return 2;
    }
    if (length < (1 << 21) - 1) {
      return 3;
    }
    return length < (1 << 28) - 1 ? 4 : 5;
  }

  private static void close(ByteBuilder out, int start) {
    int length = out.length() - start;
    int groups = groups(length);
    for (int i = groups - 1; i >= 0; i--) {
      int group = length >>> 7 * i & 0x7F;
      out.put(i == groups - 1 ? group : group | 0x80);
    }
  }

  private static void little(ByteBuilder out, long value, int size) {
    for (int i = 0; i < size; i++) {
      out.put((int) (value >>> 8 * i));
    }
  }
}
