package glasshouse.engine.cache;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Where what stands in a page: the numbers of bolt's format, version 2, all little-endian. */
final class Layout {
  static final int PAGE_HEADER = 16;
  static final int ELEMENT = 16;
  static final int BUCKET_HEADER = 16;

  static final int BRANCH = 0x01;
  static final int LEAF = 0x02;
  static final int META = 0x04;
  static final int FREELIST = 0x10;

  /** Flag of a leaf element whose value is a bucket. */
  static final int BUCKET = 1;

  static final int MAGIC = 0xED0CDAED;
  static final int VERSION = 2;

  /** In place of the freelist's page: it is not in the file. */
  static final long NO_FREELIST = -1;

  /** The count of a page with more ids than fit in its sixteen bits. */
  static final int COUNT_ELSEWHERE = 0xFFFF;

  static final int MAX_KEY = 32768;
  static final int MAX_VALUE = Integer.MAX_VALUE - 1;

  static final int MIN_PAGE_SIZE = 1024;
  static final int MAX_PAGE_SIZE = 64 * 1024;

  /** No tree of less than 2^64 pages is deeper; a deeper one goes in circles. */
  static final int MAX_DEPTH = 64;

  static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Layout() {}

  /** A page type in a word, for messages and for the map of pages. */
  static String typeName(int flags) {
    return switch (flags) {
      case BRANCH -> "branch";
      case LEAF -> "leaf";
      case META -> "meta";
      case FREELIST -> "freelist";
      default -> "unknown<%02x>".formatted(flags);
    };
  }
}
