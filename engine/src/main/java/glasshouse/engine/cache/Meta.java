package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.U16;
import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * What a meta page says: the state of the whole file after one transaction.
 *
 * @param pageSize bytes of a page
 * @param root page of the root bucket
 * @param sequence counter of the root bucket
 * @param freelist page of the freelist, -1 when it is not in the file
 * @param highWater the first page that was never used
 * @param txid number of the transaction
 */
record Meta(int pageSize, long root, long sequence, long freelist, long highWater, long txid) {
  /** Bytes from the start of the page to the end of the checksum. */
  static final int END = 80;

  private static final int AT = Layout.PAGE_HEADER;
  private static final int CHECKED = 56;
  private static final int SWAPPED_MAGIC = Integer.reverseBytes(Layout.MAGIC);
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Reads the meta page that starts at {@code base}.
   *
   * @throws StoreFault INVALID, WRONG_ENDIAN, VERSION_MISMATCH or CHECKSUM, in this order
   */
  static Meta read(MemorySegment file, long base) {
    if (base + END > file.byteSize()) {
      throw new StoreFault(
          StoreFault.Kind.INVALID,
          "invalid database: a meta page was expected at byte %d, the file has %d"
              .formatted(base, file.byteSize()));
    }
    int magic = file.get(U32, base + AT);
    if (magic == SWAPPED_MAGIC) {
      throw new StoreFault(
          StoreFault.Kind.WRONG_ENDIAN,
          "the file was written on a big-endian machine (magic %08x at byte %d): it cannot be read here"
              .formatted(magic, base + AT));
    }
    if (magic != Layout.MAGIC) {
      throw new StoreFault(
          StoreFault.Kind.INVALID,
          "invalid database: magic %08x at byte %d, expected %08x"
              .formatted(magic, base + AT, Layout.MAGIC));
    }
    int version = file.get(U32, base + AT + 4);
    if (version != Layout.VERSION) {
      throw new StoreFault(
          StoreFault.Kind.VERSION_MISMATCH,
          "version mismatch: %d at byte %d, expected %d"
              .formatted(version, base + AT + 4, Layout.VERSION));
    }
    long stored = file.get(U64, base + AT + CHECKED);
    long computed = checksum(file, base + AT);
    if (stored != computed) {
      throw new StoreFault(
          StoreFault.Kind.CHECKSUM,
          "checksum error: meta page at byte %d has %016x, its bytes give %016x"
              .formatted(base, stored, computed));
    }
    return new Meta(
        file.get(U32, base + AT + 8),
        file.get(U64, base + AT + 16),
        file.get(U64, base + AT + 24),
        file.get(U64, base + AT + 32),
        file.get(U64, base + AT + 40),
        file.get(U64, base + AT + 48));
  }

  /** The page of the two that this state belongs on: they take turns. */
  long page() {
    return txid & 1;
  }

  /** The whole page, to be written at {@link #page()}. */
  ByteBuffer image() {
    return ByteBuffer.wrap(imageAt(page()));
  }

  /** The whole page as page {@code id}: a copy has the same state on both. */
  byte[] imageAt(long id) {
    byte[] bytes = new byte[pageSize];
    MemorySegment page = MemorySegment.ofArray(bytes);
    page.set(U64, 0, id);
    page.set(U16, 8, (short) Layout.META);
    page.set(U32, AT, Layout.MAGIC);
    page.set(U32, AT + 4, Layout.VERSION);
    page.set(U32, AT + 8, pageSize);
    page.set(U64, AT + 16, root);
    page.set(U64, AT + 24, sequence);
    page.set(U64, AT + 32, freelist);
    page.set(U64, AT + 40, highWater);
    page.set(U64, AT + 48, txid);
    page.set(U64, AT + CHECKED, checksum(page, AT));
    return bytes;
  }

  Meta withTxid(long other) {
    return new Meta(pageSize, root, sequence, freelist, highWater, other);
  }

  boolean hasFreelist() {
    return freelist != Layout.NO_FREELIST;
  }

  /** FNV-1a of 64 bits over what stands before the checksum, without the page's header. */
  private static long checksum(MemorySegment file, long from) {
    long hash = FNV_BASIS;
    for (int i = 0; i < CHECKED; i++) {
      hash = (hash ^ (file.get(ValueLayout.JAVA_BYTE, from + i) & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }
}
