package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.ELEMENT;
import static glasshouse.engine.cache.Layout.PAGE_HEADER;
import static glasshouse.engine.cache.Layout.U16;
import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A branch or leaf page where it lies: in the file, or inside the value of a bucket that is stored
 * inline. What it says of positions and lengths is believed only as far as the page reaches.
 */
final class Page {
  private final MemorySegment bytes;
  private final long at;
  private final long end;
  private final long id;
  private final int count;
  private final boolean leaf;

  /**
   * @param bytes the file or the value
   * @param at where the header starts
   * @param end where the page ends
   * @throws StoreFault DAMAGED when it is neither leaf nor branch, or too short for its elements
   */
  Page(MemorySegment bytes, long at, long end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    id = bytes.get(U64, at);
    int flags = Short.toUnsignedInt(bytes.get(U16, at + 8));
    if (flags != Layout.LEAF && flags != Layout.BRANCH) {
      throw StoreFault.damaged(
          "page %d at byte %d is of type %s, expected leaf or branch"
              .formatted(id, at, Layout.typeName(flags)));
    }
    leaf = flags == Layout.LEAF;
    count = Short.toUnsignedInt(bytes.get(U16, at + 10));
    if (at + PAGE_HEADER + (long) count * ELEMENT > end) {
      throw StoreFault.damaged(
          "page %d at byte %d has %d elements, more than its %d bytes hold"
              .formatted(id, at, count, end - at));
    }
  }

  /** The page id in the header. */
  long id() {
    return id;
  }

  int count() {
    return count;
  }

  boolean leaf() {
    return leaf;
  }

  /** Whether the value of leaf element {@code i} is a bucket. */
  boolean isBucket(int i) {
    return (bytes.get(U32, element(i)) & Layout.BUCKET) != 0;
  }

  /** Flags of leaf element {@code i}. */
  int flags(int i) {
    return bytes.get(U32, element(i));
  }

  /** The child of branch element {@code i}. */
  long child(int i) {
    return bytes.get(U64, element(i) + 8);
  }

  byte[] key(int i) {
    return copy(keyStart(i), keyLength(i));
  }

  int keyLength(int i) {
    return bytes.get(U32, element(i) + (leaf ? 8 : 4));
  }

  int valueLength(int i) {
    return bytes.get(U32, element(i) + 12);
  }

  byte[] value(int i) {
    return copy(valueStart(i), valueLength(i));
  }

  /** The memory that holds the value of element {@code i}, to be read from its start. */
  MemorySegment valueMemory(int i) {
    long start = valueStart(i);
    return bytes.asSlice(start, checked(start, valueLength(i)));
  }

  /** The last element whose key is not above {@code key}; -1 when all are above. */
  int floor(byte[] key) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** Compares the key of element {@code i} with {@code key}, as memcmp does. */
  int compare(int i, byte[] key) {
    long start = keyStart(i);
    int length = keyLength(i);
    checked(start, length);
    int common = Math.min(length, key.length);
    for (int k = 0; k < common; k++) {
      int difference = (bytes.get(ValueLayout.JAVA_BYTE, start + k) & 0xFF) - (key[k] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return length - key.length;
  }

  private long element(int i) {
    return at + PAGE_HEADER + (long) i * ELEMENT;
  }

  private long keyStart(int i) {
    long element = element(i);
    return element + Integer.toUnsignedLong(bytes.get(U32, leaf ? element + 4 : element));
  }

  private long valueStart(int i) {
    return keyStart(i) + Integer.toUnsignedLong(keyLength(i));
  }

  private byte[] copy(long start, int length) {
    checked(start, length);
    byte[] out = new byte[length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, out, 0, length);
    return out;
  }

  private int checked(long start, int length) {
    if (length < 0 || start + length > end) {
      throw StoreFault.damaged(
          "page %d at byte %d: an element reaches to byte %d, the page ends at %d"
              .formatted(id, at, start + Integer.toUnsignedLong(length), end));
    }
    return length;
  }
}
