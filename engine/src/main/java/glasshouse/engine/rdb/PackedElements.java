package glasshouse.engine.rdb;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.base.Reals;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The elements of a string that holds many: a listpack, a ziplist or a zipmap. {@link #next} goes
 * to the next one and proves that it lies within the string.
 */
abstract sealed class PackedElements permits Listpack, Ziplist, Zipmap {
  final byte[] bytes;
  final int start;
  final int end;
  private final long offset;

  int at;

  /** The element is {@code source[from .. from + length)}, until the one after the next. */
  byte[] source = Bytes.EMPTY;

  int from;
  int length;
  private byte[] digits = new byte[20];
  private byte[] otherDigits = new byte[20];

  PackedElements(byte[] bytes, int start, int length, long offset) {
    this.bytes = bytes;
    this.start = start;
    this.end = start + length;
    this.offset = offset;
    this.at = start;
  }

  /** Goes to the next element; false when there is none and all that should be there was. */
  abstract boolean next() throws RdbException;

  /** The element as bytes of its own. */
  final byte[] element() {
    return Arrays.copyOfRange(source, from, from + length);
  }

  /** Goes to the next element, which must be there. */
  final void second(String what) throws RdbException {
    if (!next()) {
      throw damage("expected " + what + ", saw the end");
    }
  }

  /** The score after this element, which must be there. */
  final double score() throws RdbException {
    second("a score");
    double score = Reals.parse(source, from, length);
    if (Double.isNaN(score)) {
      throw damage("expected a score, saw " + HexFormat.of().formatHex(element()));
    }
    return score;
  }

  final void number(long value) {
    byte[] spare = otherDigits;
    otherDigits = digits;
    digits = spare;
    source = spare;
    from = 0;
    length = Numbers.writeDecimal(value, spare, 0);
  }

  /** The element is the next {@code count} bytes. */
  final void text(long count) throws RdbException {
    need(count);
    source = bytes;
    from = at;
    length = (int) count;
    at += length;
  }

  final void need(long count) throws RdbException {
    if (count < 0 || count > end - at) {
      throw damage("expected " + count + " more bytes, saw " + (end - at));
    }
  }

  final int u8() throws RdbException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  /** A little endian signed number of {@code size} bytes (1 to 8). */
  final long little(int size) throws RdbException {
    need(size);
    long value = bytes[at + size - 1];
    for (int i = size - 2; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    at += size;
    return value;
  }

  /** A little endian unsigned number of four bytes. */
  final long unsigned32() throws RdbException {
    return little(4) & 0xFFFFFFFFL;
  }

  final RdbException damage(String what) {
    return RdbException.packed(offset, what + ", at byte " + (at - start) + " of a " + name());
  }

  abstract String name();
}
