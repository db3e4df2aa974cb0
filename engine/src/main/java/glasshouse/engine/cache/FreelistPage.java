package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.PAGE_HEADER;
import static glasshouse.engine.cache.Layout.U16;
import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import java.lang.foreign.MemorySegment;

/**
 * The free pages as they stand in the file: sorted ids, on as many neighbouring pages as needed.
 */
final class FreelistPage {
  private FreelistPage() {}

  /** Pages to set aside for {@code ids} ids: one more than they need, as bbolt does. */
  static int pagesFor(long ids, int pageSize) {
    long payload = 8 * (ids < Layout.COUNT_ELSEWHERE ? ids : ids + 1);
    return Math.toIntExact((PAGE_HEADER + payload) / pageSize + 1);
  }

  /** The image of {@code pages} pages that start at {@code id}. */
  static byte[] image(long id, int pages, int pageSize, long[] ids) {
    byte[] bytes = new byte[pages * pageSize];
    MemorySegment page = MemorySegment.ofArray(bytes);
    page.set(U64, 0, id);
    page.set(U16, 8, (short) Layout.FREELIST);
    page.set(U32, 12, pages - 1);
    long at = PAGE_HEADER;
    if (ids.length < Layout.COUNT_ELSEWHERE) {
      page.set(U16, 10, (short) ids.length);
    } else {
      page.set(U16, 10, (short) Layout.COUNT_ELSEWHERE);
      page.set(U64, at, ids.length);
      at += 8;
    }
    for (long free : ids) {
      page.set(U64, at, free);
      at += 8;
    }
    return bytes;
  }

  /** Pages after the first of the freelist that starts at {@code id}. */
  static int overflow(MemorySegment file, int pageSize, long id) {
    return file.get(U32, id * pageSize + 12);
  }

  /**
   * Reads the ids.
   *
   * @throws StoreFault DAMAGED when the page is of another type, or an id cannot be
   */
  static long[] read(MemorySegment file, Meta meta) {
    long id = meta.freelist();
    long at = id * meta.pageSize();
    if (id < 2 || id >= meta.highWater() || at + meta.pageSize() > file.byteSize()) {
      throw StoreFault.damaged(
          "invalid freelist page: %d, the file has pages 0 to %d"
              .formatted(id, meta.highWater() - 1));
    }
    int flags = Short.toUnsignedInt(file.get(U16, at + 8));
    if (flags != Layout.FREELIST) {
      throw StoreFault.damaged(
          "invalid freelist page: %d, page type is %s".formatted(id, Layout.typeName(flags)));
    }
    long count = Short.toUnsignedInt(file.get(U16, at + 10));
    long from = at + PAGE_HEADER;
    if (count == Layout.COUNT_ELSEWHERE) {
      count = file.get(U64, from);
      from += 8;
    }
    long pages = Integer.toUnsignedLong(file.get(U32, at + 12)) + 1;
    long end = at + pages * meta.pageSize();
    if (pages > meta.highWater() - id || end > file.byteSize()) {
      throw StoreFault.damaged(
          "freelist page %d goes on for %d pages, the file has pages 0 to %d"
              .formatted(id, pages, meta.highWater() - 1));
    }
    if (count < 0 || count > (end - from) / 8) {
      throw StoreFault.damaged(
          "freelist page %d counts %d ids, its %d bytes hold %d"
              .formatted(id, count, end - at, (end - from) / 8));
    }
    long[] ids = new long[(int) count];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = file.get(U64, from + 8L * i);
    }
    return ids;
  }

  /**
   * Refuses ids that cannot be free: to hand them out would write over live pages.
   *
   * @throws StoreFault DAMAGED
   */
  static void require(long[] ids, long highWater) {
    long before = 1;
    for (long id : ids) {
      if (id <= before || id >= highWater) {
        throw StoreFault.damaged(
            "freelist: page %d after page %d, expected ascending ids from 2 to %d"
                .formatted(id, before, highWater - 1));
      }
      before = id;
    }
  }
}
