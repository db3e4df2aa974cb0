package glasshouse.engine.rdb;

import glasshouse.engine.base.ListpackEntry;

/**
 * Reads a listpack: total bytes (4), count (2, 65535 meaning unknown), entries, 0xFF. An entry is a
 * number or a text, followed by its own length in groups of seven bits, for walking backwards.
 */
final class Listpack extends PackedElements {
  private static final int HEADER = 6;
  private static final int UNKNOWN = 65535;
  private static final int END = 0xFF;

  private final int count;
  private int seen;

  Listpack(byte[] bytes, int start, int length, long offset) throws RdbException {
    super(bytes, start, length, offset);
    need(HEADER + 1);
    long total = unsigned32();
    if (total != length) {
      throw damage("expected the total length " + length + ", saw " + total);
    }
    count = (int) little(2) & 0xFFFF;
  }

  @Override
  boolean next() throws RdbException {
    int first = u8();
    if (first == END) {
      if (at != end || count != UNKNOWN && seen != count) {
        throw damage("expected " + count + " entries and the end, saw the end after " + seen);
      }
      return false;
    }
    final int entry = at - 1;
    value(first);
    backLength(at - entry);
    seen++;
    return true;
  }

  private void value(int first) throws RdbException {
    if (first < 0x80) {
      number(first);
    } else if (first < 0xC0) {
      text(first & 0x3F);
    } else if (first < 0xE0) {
      int value = (first & 0x1F) << 8 | u8();
      number(value >= 1 << 12 ? value - (1 << 13) : value);
    } else if (first < 0xF0) {
      text((first & 0x0F) << 8 | u8());
    } else {
      switch (first) {
        case 0xF0 -> text(unsigned32());
        case 0xF1 -> number(little(2));
        case 0xF2 -> number(little(3));
        case 0xF3 -> number(little(4));
        case 0xF4 -> number(little(8));
        default -> throw damage("expected an entry, saw " + RdbInput.hex(first));
      }
    }
  }

  /** The entry's length again, most significant group first, all but the first marked. */
  private void backLength(int length) throws RdbException {
    int groups = ListpackEntry.groups(length);
    need(groups);
    long found = 0;
    for (int i = 0; i < groups; i++) {
      int group = u8();
      if (i > 0 != group >= 0x80) {
        throw damage("expected the length of the entry before, saw " + RdbInput.hex(group));
      }
      found = found << 7 | (group & 0x7F);
    }
    if (found != length) {
      throw damage("expected the length " + length + " of the entry before, saw " + found);
    }
  }

  @Override
  String name() {
    return "listpack";
  }
}
