package glasshouse.engine.keyspace;

import glasshouse.engine.base.ListpackEntry;
import glasshouse.engine.base.Numbers;
import java.util.Arrays;

/**
 * A place among the entries of a listpack that is known to be sound; see {@link ListpackEntry} for
 * their form.
 */
final class ListpackWalk {
  private final byte[] digits = new byte[20];
  private byte[] bytes = digits;

  /** Where the present entry starts. */
  int at;

  /** Stands at {@code where} in {@code listpack}. */
  void reset(byte[] listpack, int where) {
    bytes = listpack;
    at = where;
  }

  /** The number that the present entry is; goes on to the next one. */
  long number() {
    long value = numberHere();
    skip();
    return value;
  }

  private long numberHere() {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    return switch (first) {
      case 0xF1 -> little(2);
      case 0xF2 -> little(3);
      case 0xF3 -> little(4);
      case 0xF4 -> little(8);
      default -> ((first << 8 | bytes[at + 1] & 0xFF) << 19) >> 19;
    };
  }

  private long little(int size) {
    long value = bytes[at + size];
    for (int i = size - 1; i > 0; i--) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  /** Goes to the next entry. */
  void skip() {
    int size = header() + textLength();
    at += size + ListpackEntry.groups(size);
  }

  /** Goes over {@code count} entries. */
  void skip(long count) {
    for (long i = count; i > 0; i--) {
      skip();
    }
  }

  /** Goes back to the entry that ends here. */
  void back() {
    int length = 0;
    int i = at;
    int shift = 0;
    int group;
    do {
      group = bytes[--i];
      length |= (group & 0x7F) << shift;
      shift += 7;
    } while (group < 0);
    at = i - length;
  }

  /** Shows the present entry, a number as its digits; goes on to the next one. */
  void show(SliceVisitor visitor) {
    if (isText()) {
      visitor.visit(bytes, at + header(), textLength());
    } else {
      visitor.visit(digits, 0, Numbers.writeDecimal(numberHere(), digits, 0));
    }
    skip();
  }

  /** True when the present entry is this string; goes on to the next one. */
  boolean same(byte[] buffer, int offset, int length) {
    boolean same;
    if (isText()) {
      int text = at + header();
      same =
          textLength() == length
              && Arrays.equals(bytes, text, text + length, buffer, offset, offset + length);
    } else {
      same =
          Numbers.isLong(buffer, offset, length)
              && Numbers.parseLong(buffer, offset, length) == numberHere();
    }
    skip();
    return same;
  }

  private boolean isText() {
    int first = bytes[at] & 0xFF;
    return first >= 0x80 && first < 0xC0 || first >= 0xE0 && first <= 0xF0;
  }

  /** Bytes before the text; of a number, all its bytes. */
  private int header() {
    int first = bytes[at] & 0xFF;
    if (first < 0xC0) {
      return 1;
    }
    if (first < 0xF0) {
      return 2;
    }
    return switch (first) {
      case 0xF1 -> 3;
      case 0xF2 -> 4;
      case 0xF3, 0xF0 -> 5;
      default -> 9;
    };
  }

  private int textLength() {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 0;
    }
    if (first < 0xC0) {
      return first & 0x3F;
    }
    if (first >= 0xE0 && first < 0xF0) {
      return (first & 0x0F) << 8 | bytes[at + 1] & 0xFF;
    }
    return first == 0xF0 ? (int) little(4) : 0;
  }
}
