package glasshouse.engine.rdb;

/**
 * Reads a zipmap, the small hash of Redis before 2.6: count (1 byte, 254 meaning unknown), then
 * field and value in turn, each behind its length (1 byte, or 254 and 4 bytes), the value with a
 * number of unused bytes between; 0xFF ends it. One without fields is damaged, says Redis 7.0.
 */
final class Zipmap extends PackedElements {
  private static final int END = 0xFF;
  private static final int LONG = 254;

  private boolean any;
  private boolean atValue;

  Zipmap(byte[] bytes, int start, int length, long offset) throws RdbException {
    super(bytes, start, length, offset);
    u8();
  }

  @Override
  boolean next() throws RdbException {
    int first = u8();
    if (first == END) {
      if (at != end || atValue) {
        throw damage("expected the end behind a value, saw it elsewhere");
      }
      if (!any) {
        throw damage("expected a field, saw the end");
      }
      return false;
    }
    any = true;
    long length = first == LONG ? unsigned32() : first;
    if (!atValue) {
      text(length);
    } else {
      int unused = u8();
      text(length);
      need(unused);
      at += unused;
    }
    atValue = !atValue;
    return true;
  }

  @Override
  String name() {
    return "zipmap";
  }
}
