package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Numbers;

/** Builds a listpack, element by element; see {@link Listpack} for the form. */
final class ListpackBuilder {
  private static final int HEADER = 6;
  private static final int UNKNOWN = 65535;

  private final ByteBuilder out = new ByteBuilder(1024);
  private int count;

  ListpackBuilder() {
    clear();
  }

  /** Begins a new listpack. */
  void clear() {
    out.clear();
    out.put(0).put(0).put(0).put(0).put(0).put(0);
    count = 0;
  }

  /** Number of elements so far. */
  int count() {
    return count;
  }

  /** Bytes the listpack has when it ends now. */
  int size() {
    return out.length() + 1;
  }

  /** Adds an element, as a number when it spells one. */
  void add(byte[] bytes, int offset, int length) {
    if (Numbers.isLong(bytes, offset, length)) {
      add(Numbers.parseLong(bytes, offset, length));
      return;
    }
    int start = out.length();
    if (length < 64) {
      out.put(0x80 | length);
    } else if (length < 4096) {
      out.put(0xE0 | length >> 8).put(length);
    } else {
      out.put(0xF0);
      little(length, 4);
    }
    out.put(bytes, offset, length);
    close(start);
  }

  /** Adds a number. */
  void add(long value) {
    int start = out.length();
    if (value >= 0 && value < 128) {
      out.put((int) value);
    } else if (value >= -4096 && value < 4096) {
      int bits = (int) value & 0x1FFF;
      out.put(0xC0 | bits >> 8).put(bits);
    } else if (value == (short) value) {
      out.put(0xF1);
      little(value, 2);
    } else if (value >= -(1 << 23) && value < 1 << 23) {
      out.put(0xF2);
      little(value, 3);
    } else if (value == (int) value) {
      out.put(0xF3);
      little(value, 4);
    } else {
      out.put(0xF4);
      little(value, 8);
    }
    close(start);
  }

  /** Ends the listpack; it is valid until the next call. */
  ByteBuilder end() {
    out.put(0xFF);
    byte[] bytes = out.array();
    int size = out.length();
    int shown = Math.min(count, UNKNOWN);
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (size >>> 8 * i);
    }
    bytes[4] = (byte) shown;
    bytes[HEADER - 1] = (byte) (shown >>> 8);
    return out;
  }

  private void close(int start) {
    int length = out.length() - start;
    int groups = groups(length);
    for (int i = groups - 1; i >= 0; i--) {
      int group = length >>> 7 * i & 0x7F;
      out.put(i == groups - 1 ? group : group | 0x80);
    }
    count++;
  }

  /**
   * Number of seven-bit groups that an entry's length takes. One early at each step but the first:
   * so listpack.c counts, and it walks by that.
   */
  static int groups(int length) {
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

  private void little(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.put((int) (value >>> 8 * i));
    }
  }
}
