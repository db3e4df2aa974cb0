package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import java.util.Arrays;

/**
 * Fields and values one after the other in one array, in the order they came: the small form of a
 * hash, searched from the front. A pair is two lengths (seven bits a byte, low ones first), the
 * field, the value; it is named by the position where it starts, until the next change.
 */
final class PackedPairs {
  /** Bytes on the heap without the array. */
  static final int WEIGHT = Heap.object(12);

  private byte[] bytes = Bytes.EMPTY;
  private int end;
  private int count;

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the first pair that does not exist would start. */
  int end() {
    return end;
  }

  long memory() {
    return WEIGHT + Heap.array(bytes.length);
  }

  PackedPairs copy() {
    PackedPairs twin = new PackedPairs();
    twin.bytes = Arrays.copyOf(bytes, end);
    twin.end = end;
    twin.count = count;
    return twin;
  }

  /** Where the pair of this field starts, or -1. */
  int find(byte[] buffer, int offset, int length) {
    int at = 0;
    while (at < end) {
      int fieldLength = number(at);
      int valueLengthAt = at + width(fieldLength);
      int valueLength = number(valueLengthAt);
      int field = valueLengthAt + width(valueLength);
      if (fieldLength == length
          && Arrays.equals(bytes, field, field + length, buffer, offset, offset + length)) {
        return at;
      }
      at = field + fieldLength + valueLength;
    }
    return -1;
  }

  int next(int at) {
    return valueAt(at) + valueLength(at);
  }

  int valueLength(int at) {
    return number(at + width(number(at)));
  }

  int valueAt(int at) {
    return fieldAt(at) + number(at);
  }

  private int fieldAt(int at) {
    return at + width(number(at)) + width(valueLength(at));
  }

  void visit(int at, PairVisitor visitor) {
    visitor.visit(bytes, fieldAt(at), number(at), bytes, valueAt(at), valueLength(at));
  }

  /** Sets a field; true when it is new. */
  boolean put(byte[] field, int fieldAt, int fieldLength, byte[] value, int at, int length) {
    int pair = find(field, fieldAt, fieldLength);
    if (pair < 0) {
      int start = end;
      resize(end, end, width(fieldLength) + width(length) + fieldLength + length);
      int here = writeNumber(writeNumber(start, fieldLength), length);
      System.arraycopy(field, fieldAt, bytes, here, fieldLength);
      System.arraycopy(value, at, bytes, here + fieldLength, length);
      count++;
      return true;
    }
    int oldLength = valueLength(pair);
    int lengthAt = pair + width(fieldLength);
    if (oldLength != length && width(oldLength) != width(length)) {
      resize(lengthAt, lengthAt + width(oldLength), width(length));
    }
    int valueAt = lengthAt + width(length) + fieldLength;
    if (oldLength != length) {
      writeNumber(lengthAt, length);
      resize(valueAt, valueAt + oldLength, length);
    }
    System.arraycopy(value, at, bytes, valueAt, length);
    return false;
  }

  /** Removes a field; true when it was there. */
  boolean remove(byte[] buffer, int offset, int length) {
    int at = find(buffer, offset, length);
    if (at < 0) {
      return false;
    }
    resize(at, next(at), 0);
    count--;
    return true;
  }

  /** Makes the stretch {@code [from, to)} {@code length} bytes long, moving what follows it. */
  private void resize(int from, int to, int length) {
    int newEnd = end - (to - from) + length;
    byte[] old = bytes;
    if (newEnd > old.length) {
      bytes = new byte[newEnd + newEnd / 2];
      System.arraycopy(old, 0, bytes, 0, from);
    }
    System.arraycopy(old, to, bytes, from + length, end - to);
    end = newEnd;
  }

  private int number(int at) {
    int value = bytes[at];
    if (value >= 0) {
      return value;
    }
    value &= 0x7F;
    for (int shift = 7, i = at + 1; ; shift += 7, i++) {
      value |= (bytes[i] & 0x7F) << shift;
      if (bytes[i] >= 0) {
        return value;
      }
    }
  }

  private static int width(int number) {
    return number < 0x80 ? 1 : number < 0x4000 ? 2 : number < 0x20_0000 ? 3 : 5;
  }

  /** Writes a number in as many bytes as {@link #width} says; returns where they end. */
  private int writeNumber(int at, int number) {
    int last = at + width(number) - 1;
    int rest = number;
    for (int i = at; i < last; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[last] = (byte) rest;
    return last + 1;
  }
}
