package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.ListpackEntry;

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
    ListpackEntry.put(out, bytes, offset, length);
    count++;
  }

  /** Adds a number. */
  void add(long value) {
    ListpackEntry.put(out, value);
    count++;
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
}
