package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.U16;
import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every page of one state of a file. Where bbolt finds the same, its words are used; what
 * bbolt does not look at is found too: order and bounds of all keys, branch keys that are not
 * exactly their child's first key, the content of inline buckets, the order of the freelist.
 */
public final class Check {
  /** Findings after which it stops: a file of garbage has no end of them. */
  private static final int ENOUGH = 1000;

  private final MemorySegment file;
  private final Meta meta;
  private final int pageSize;

  /** Pages that both the meta page and the file's length allow. */
  private final long pages;

  private final BitSet reached = new BitSet();
  private final BitSet freed = new BitSet();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Something that is wrong.
   *
   * @param page where; 0 when it is not about one page
   * @param text what was seen and what was expected
   */
  public record Finding(long page, String text) {
    @Override
    public String toString() {
      return "page " + page + ": " + text;
    }
  }

  Check(MemorySegment file, Meta meta) {
    this.file = file;
    this.meta = meta;
    pageSize = meta.pageSize();
    pages = Math.min(Math.max(0, meta.highWater()), file.byteSize() / pageSize);
  }

  /**
   * Checks the newest state of a file that is not open.
   *
   * @throws StoreFault INVALID, WRONG_ENDIAN, VERSION_MISMATCH, CHECKSUM when there is none
   */
  public static List<Finding> of(MemorySegment file) {
    return new Check(file, MetaPages.read(file).current()).run();
  }

  /** Checks the state that a transaction sees, as far as it is in the file. */
  public static List<Finding> of(Tx tx) {
    tx.requireOpen();
    return new Check(tx.map(), tx.begun()).run();
  }

  /**
   * Refuses a state with anything wrong in it.
   *
   * @param what the beginning of the message
   * @throws StoreFault DAMAGED
   */
  static void require(PageFile file, Meta meta, String what) throws IOException {
    List<Finding> findings = new Check(file.map(file.size()), meta).run();
    if (!findings.isEmpty()) {
      throw StoreFault.damaged(
          "%s: %s (findings: %d)".formatted(what, findings.getFirst(), findings.size()));
    }
  }

  /** All findings, at most a thousand. */
  List<Finding> run() {
    if (meta.highWater() > pages) {
      find(0, "the file has %d pages, its meta page says %d".formatted(pages, meta.highWater()));
    }
    reached.set(0, 2);
    if (meta.hasFreelist()) {
      freelist();
    }
    tree(meta.root(), "root", true);
    for (int id = 2; id < pages && findings.size() < ENOUGH; id++) {
      if (!reached.get(id) && !freed.get(id) && meta.hasFreelist()) {
        find(id, "unreachable unfreed");
      }
    }
    return List.copyOf(findings);
  }

  /** The ids of all pages that nothing leads to: free ones, when the file has no freelist. */
  long[] unreachable() {
    reached.set(0, 2);
    tree(meta.root(), "root", true);
    if (!findings.isEmpty()) {
      throw StoreFault.damaged(findings.getFirst().toString());
    }
    long[] out = new long[(int) Math.max(0, pages - reached.cardinality())];
    int count = 0;
    for (int id = reached.nextClearBit(0); id < pages; id = reached.nextClearBit(id + 1)) {
      out[count++] = id;
    }
    return out;
  }

  private void freelist() {
    long[] ids;
    try {
      ids = FreelistPage.read(file, meta);
    } catch (StoreFault fault) {
      find(meta.freelist(), String.valueOf(fault.getMessage()));
      return;
    }
    long run = Integer.toUnsignedLong(FreelistPage.overflow(file, pageSize, meta.freelist())) + 1;
    for (long id = meta.freelist(); id < Math.min(meta.freelist() + run, pages); id++) {
      reached.set((int) id);
    }
    long before = 0;
    for (long id : ids) {
      if (id < 2 || id >= meta.highWater()) {
        find(id, "is in the freelist; the file has pages 2 to %d".formatted(meta.highWater() - 1));
      } else if (id < pages && freed.get((int) id)) {
        find(id, "already freed");
      } else {
        if (id < before) {
          find(
              id, "stands after page %d in the freelist, expected ascending ids".formatted(before));
        }
        if (id < pages) {
          freed.set((int) id);
        }
        before = id;
      }
    }
  }

  private void tree(long root, String bucket, boolean top) {
    walk(root, bucket, null, null, top, 0);
  }

  /**
   * Checks a page and all below it.
   *
   * @param low the key its parent lists it under, exactly its first; null at the top
   * @param high the key all its keys are below; null for none
   * @param top the root bucket, which holds only buckets
   */
  private void walk(
      long id,
      String bucket,
      byte @Nullable [] low,
      byte @Nullable [] high,
      boolean top,
      int depth) {
    Page page = reach(id, bucket);
    if (page == null || findings.size() >= ENOUGH) {
      return;
    }
    if (depth > Layout.MAX_DEPTH) {
      find(id, "is more than %d pages deep in '%s'".formatted(Layout.MAX_DEPTH, bucket));
      return;
    }
    try {
      keys(id, page, low, high);
      for (int i = 0; i < page.count(); i++) {
        if (page.leaf()) {
          element(id, page, i, bucket, top);
        } else {
          byte[] next = i + 1 < page.count() ? page.key(i + 1) : high;
          walk(page.child(i), bucket, page.key(i), next, top, depth + 1);
        }
      }
    } catch (StoreFault fault) {
      find(id, String.valueOf(fault.getMessage()));
    }
  }

  /** The page, marked with all that belongs to it; null when it cannot be looked into. */
  private @Nullable Page reach(long id, String bucket) {
    if (id < 2 || id >= pages) {
      find(id, "out of bounds: %d (named in '%s')".formatted(pages, bucket));
      return null;
    }
    long at = id * pageSize;
    long own = file.get(U64, at);
    if (own != id) {
      find(id, "calls itself page " + own);
    }
    long run = Integer.toUnsignedLong(file.get(U32, at + 12)) + 1;
    if (run > pages - id) {
      find(id, "goes on for %d pages, the file has %d".formatted(run, pages));
      return null;
    }
    boolean fresh = true;
    for (long part = id; part < id + run; part++) {
      if (reached.get((int) part)) {
        find(part, "multiple references (the last in '%s')".formatted(bucket));
        fresh = false;
      }
      reached.set((int) part);
      if (freed.get((int) part)) {
        find(part, "reachable freed");
      }
    }
    int flags = Short.toUnsignedInt(file.get(U16, at + 8));
    if (flags != Layout.LEAF && flags != Layout.BRANCH) {
      find(id, "invalid type: %s (in '%s')".formatted(Layout.typeName(flags), bucket));
      return null;
    }
    try {
      return fresh ? new Page(file, at, at + run * pageSize) : null;
    } catch (StoreFault fault) {
      find(id, String.valueOf(fault.getMessage()));
      return null;
    }
  }

  private void keys(long id, Page page, byte @Nullable [] low, byte @Nullable [] high) {
    for (int i = 0; i < page.count(); i++) {
      byte[] key = page.key(i);
      if (page.leaf() && key.length == 0) {
        find(id, "key %d is empty".formatted(i));
      }
      if (i > 0 && page.compare(i - 1, key) >= 0) {
        find(id, "key %d '%s' is not above the one before it".formatted(i, Bytes.text(key)));
      }
      if (high != null && Bytes.compare(key, high) >= 0) {
        find(
            id,
            "key %d '%s' is not below '%s', with which the next page begins"
                .formatted(i, Bytes.text(key), Bytes.text(high)));
      }
    }
    if (low != null && page.count() > 0 && page.compare(0, low) != 0) {
      find(
          id,
          "begins with '%s', its parent lists it under '%s'"
              .formatted(Bytes.text(page.key(0)), Bytes.text(low)));
    }
  }

  private void element(long id, Page page, int i, String bucket, boolean top) {
    if ((page.flags(i) & ~Layout.BUCKET) != 0) {
      find(id, "'%s' has flags %08x, expected 0 or 1".formatted(name(page, i), page.flags(i)));
    }
    if (!page.isBucket(i)) {
      if (top) {
        find(id, "'%s' is a value among the buckets of the root".formatted(name(page, i)));
      }
      page.valueMemory(i);
      return;
    }
    String path = top ? name(page, i) : bucket + "/" + name(page, i);
    MemorySegment value = page.valueMemory(i);
    if (value.byteSize() < Layout.BUCKET_HEADER) {
      find(id, "bucket '%s' has a header of %d bytes".formatted(path, value.byteSize()));
      return;
    }
    long root = value.get(U64, 0);
    if (root != 0) {
      tree(root, path, false);
    } else {
      inline(id, value, path);
    }
  }

  private void inline(long id, MemorySegment value, String path) {
    if (value.byteSize() < Layout.BUCKET_HEADER + Layout.PAGE_HEADER) {
      find(id, "inline bucket '%s' has %d bytes".formatted(path, value.byteSize()));
      return;
    }
    Page page = new Page(value, Layout.BUCKET_HEADER, value.byteSize());
    if (!page.leaf()) {
      find(id, "inline bucket '%s' is a branch".formatted(path));
      return;
    }
    keys(id, page, null, null);
    for (int i = 0; i < page.count(); i++) {
      if (page.flags(i) != 0) {
        find(
            id,
            "'%s' in inline bucket '%s' has flags %08x, expected 0"
                .formatted(name(page, i), path, page.flags(i)));
      }
      page.valueMemory(i);
    }
  }

  private static String name(Page page, int i) {
    return Bytes.text(page.key(i));
  }

  private void find(long page, String text) {
    if (findings.size() < ENOUGH) {
      findings.add(new Finding(page, text));
    }
  }
}
