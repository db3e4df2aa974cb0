package glasshouse.engine.cache;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The two meta pages of a file. The newer valid one counts; when it is broken the other is served,
 * one transaction back, without a word, as bbolt does.
 *
 * @param current the state that counts
 * @param older the other page's state, null when that page is not valid
 * @param fault why the other page is not valid, empty when it is
 */
record MetaPages(Meta current, @Nullable Meta older, String fault) {
  private static final int LARGEST_PROBE = 14;

  /**
   * Finds and reads both.
   *
   * @throws StoreFault the fault of the first page when neither is valid
   */
  static MetaPages read(MemorySegment file) {
    StoreFault first;
    Meta zero;
    try {
      zero = Meta.read(file, 0);
      return pair(zero, file, checkedSize(zero, 0));
    } catch (StoreFault fault) {
      first = fault;
    }
    // Without the first page nobody says how long a page is: bbolt (since 1.3.7) tries them all.
    for (int i = 0; i <= LARGEST_PROBE; i++) {
      long at = (long) Layout.MIN_PAGE_SIZE << i;
      if (at + Meta.END > file.byteSize()) {
        break;
      }
      Meta one = readOrNull(file, at);
      if (one != null && one.pageSize() == at) {
        return new MetaPages(one, null, String.valueOf(first.getMessage()));
      }
    }
    throw first;
  }

  private static MetaPages pair(Meta zero, MemorySegment file, int pageSize) {
    try {
      Meta one = Meta.read(file, pageSize);
      return one.txid() > zero.txid() && one.pageSize() == pageSize
          ? new MetaPages(one, zero, "")
          : new MetaPages(zero, one, "");
    } catch (StoreFault fault) {
      return new MetaPages(zero, null, String.valueOf(fault.getMessage()));
    }
  }

  private static @Nullable Meta readOrNull(MemorySegment file, long at) {
    try {
      return Meta.read(file, at);
    } catch (StoreFault _) {
      return null;
    }
  }

  private static int checkedSize(Meta meta, long at) {
    int size = meta.pageSize();
    if (size < Layout.MIN_PAGE_SIZE || Integer.bitCount(size) != 1 || size > 1 << 24) {
      throw new StoreFault(
          StoreFault.Kind.INVALID,
          "invalid database: page size %d in the meta page at byte %d".formatted(size, at));
    }
    return size;
  }
}
