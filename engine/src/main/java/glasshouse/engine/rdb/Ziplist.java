package glasshouse.engine.rdb;

/**
 * Reads a ziplist, which listpacks replaced in 7.0: total bytes (4), offset of the last entry (4),
 * count (2, 65535 meaning unknown), entries, 0xFF. An entry is the length of the one before (1
 * byte, or 254 and 4 bytes), then a number or a text.
 */
final class Ziplist extends PackedElements {
  private static final int HEADER = 10;
  private static final int UNKNOWN = 65535;
  private static final int END = 0xFF;
  private static final int LONG_BEFORE = 254;

  private final long tail;
  private final int count;
  private int last;
  private int seen;
  private long before;

  Ziplist(byte[] bytes, int start, int length, long offset) throws RdbException {
    super(bytes, start, length, offset);
    need(HEADER + 1);
    long total = unsigned32();
    if (total != length) {
      throw damage("expected the total length " + length + ", saw " + total);
    }
    tail = unsigned32();
    count = (int) little(2) & 0xFFFF;
  }

  @Override
  boolean next() throws RdbException {
    final int entry = at;
    int first = u8();
    if (first == END) {
      if (at != end || count != UNKNOWN && seen != count) {
        throw damage("expected " + count + " entries and the end, saw the end after " + seen);
      }
      if (seen > 0 && tail != last) {
        throw damage("expected the last entry at byte " + last + ", saw " + tail);
      }
      return false;
    }
    long claimed = first == LONG_BEFORE ? unsigned32() : first;
    if (claimed != before) {
      throw damage("expected the length " + before + " of the entry before, saw " + claimed);
    }
    value(u8());
    before = (long) at - entry;
    last = entry - start;
    seen++;
    return true;
  }

  private void value(int first) throws RdbException {
    switch (first >> 6) {
      case 0 -> text(first & 0x3F);
      case 1 -> text((first & 0x3F) << 8 | u8());
      case 2 -> text((long) u8() << 24 | u8() << 16 | u8() << 8 | u8());
      default -> {
        switch (first) {
          case 0xC0 -> number(little(2));
          case 0xD0 -> number(little(4));
          case 0xE0 -> number(little(8));
          case 0xF0 -> number(little(3));
          case 0xFE -> number(little(1));
          default -> {
            if (first < 0xF1 || first > 0xFD) {
              throw damage("expected an entry, saw " + RdbInput.hex(first));
            }
            number(first - 0xF1);
          }
        }
      }
    }
  }

  @Override
  String name() {
    return "ziplist";
  }
}
