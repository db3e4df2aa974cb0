package glasshouse.engine.cache;

import glasshouse.engine.port.PageFile;
import glasshouse.engine.port.StoreLatches;
import glasshouse.engine.port.StoreLatches.Latch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A file of buckets: one writer at a time, any number of readers, each on the state of its begin.
 * Who waits for whom is decided by the latches alone, in bbolt's order.
 */
public final class Store implements AutoCloseable {
  private final PageFile file;
  private final StoreOptions options;
  private final StoreLatches latches;

  /** Changed under {@link Latch#META}. */
  private final List<Tx> readers = new ArrayList<>();

  private final FreePages free = new FreePages();
  private final Batch batch = new Batch(this);

  /** The newest committed state; under META. */
  private Meta meta;

  /** Under META, or MAP alone. */
  private MemorySegment map;

  /**
   * Bytes the mapping stands for: it may go beyond the file, which then grows without remapping.
   */
  private long mappedSize;

  private boolean closed;

  /** Why nothing may be written any more; empty while all is well. */
  private String doubt = "";

  private Store(PageFile file, StoreOptions options, StoreLatches latches) throws IOException {
    this.file = file;
    this.options = options;
    this.latches = latches;
    if (file.size() == 0) {
      create();
    }
    long size = file.size();
    map = file.map(size);
    meta = MetaPages.read(map).current();
    if (size < 2L * meta.pageSize()) {
      throw new StoreFault(
          StoreFault.Kind.INVALID,
          "invalid database: file size too small, %d bytes, expected at least two pages of %d"
              .formatted(size, meta.pageSize()));
    }
    if (!options.readOnly() && size < meta.highWater() * meta.pageSize()) {
      throw StoreFault.damaged(
          "the file has %d bytes, its meta page says %d pages of %d: its end is missing"
              .formatted(size, meta.highWater(), meta.pageSize()));
    }
    mappedSize = mapSizeFor(Math.max(size, options.initialMapSize()));
  }

  /**
   * Opens a store, and creates it in an empty file. The caller holds the file's lock, and closes
   * the file when this fails.
   *
   * @throws StoreFault INVALID, WRONG_ENDIAN, VERSION_MISMATCH, CHECKSUM, DAMAGED, IO
   */
  public static Store open(PageFile file, StoreOptions options, StoreLatches latches) {
    try {
      Store store = new Store(file, options, latches);
      if (!options.readOnly()) {
        store.loadFreePages();
      }
      return store;
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, "%s: %s".formatted(file.name(), e), e);
    } catch (StoreFault fault) {
      throw new StoreFault(
          fault.kind(), "%s: %s".formatted(file.name(), fault.getMessage()), fault);
    }
  }

  /** Two meta pages, an empty freelist, an empty root: one write, one sync. */
  private void create() throws IOException {
    if (options.readOnly()) {
      throw new StoreFault(
          StoreFault.Kind.INVALID, "invalid database: the file is empty, and was opened to read");
    }
    int size = options.pageSize();
    Meta first = new Meta(size, 3, 0, 2, 4, 0);
    ByteBuffer pages = ByteBuffer.allocate(4 * size);
    pages.put(first.imageAt(0));
    pages.put(first.withTxid(1).imageAt(1));
    pages.put(FreelistPage.image(2, 1, size, new long[0]));
    byte[] root = new byte[size];
    new Node(true, null).write(MemorySegment.ofArray(root), 3, 0);
    pages.put(root);
    file.write(0, pages.flip());
    file.syncData();
  }

  private void loadFreePages() throws IOException {
    if (options.strict()) {
      Check.require(file, meta, "the file is damaged");
    }
    if (meta.hasFreelist()) {
      long[] ids = FreelistPage.read(map, meta);
      FreelistPage.require(ids, meta.highWater());
      free.load(ids);
      return;
    }
    free.load(new Check(map, meta).unreachable());
    if (!options.noFreelistSync()) {
      // As bbolt: to open such a file for writing with a freelist writes one at once.
      begin(true).finish();
    }
  }

  /** The file's name. */
  public String name() {
    return file.name();
  }

  /**
   * Reads within a transaction that ends with the function.
   *
   * @throws StoreFault CLOSED, IO; DAMAGED when the function comes to a page that is
   */
  public <T> T view(Function<Tx, T> reader) {
    Tx tx = begin(false);
    tx.manage(true);
    try {
      return reader.apply(tx);
    } catch (InternalError unmapped) {
      throw shortened(unmapped);
    } finally {
      tx.abandon();
    }
  }

  /**
   * Changes within a transaction: committed when the function returns, rolled back when it throws.
   *
   * @throws StoreFault READ_ONLY, CLOSED, IO, MAX_SIZE
   */
  public void update(Consumer<Tx> writer) {
    Tx tx = begin(true);
    tx.manage(true);
    try {
      writer.accept(tx);
      tx.finish();
    } catch (InternalError unmapped) {
      throw shortened(unmapped);
    } finally {
      if (tx.isOpen()) {
        tx.abandon();
      }
    }
  }

  /** What the JVM says when a mapped page is gone, in our words. */
  private StoreFault shortened(InternalError unmapped) {
    return new StoreFault(
        StoreFault.Kind.DAMAGED,
        name() + " became shorter while it was open: pages of it are gone",
        unmapped);
  }

  /**
   * As {@link #update}, but calls of several threads that wait for the writer before them share one
   * transaction, and so one wait for the disk. A function that fails is taken out and run alone: it
   * may run more than once, also on the thread of another call, and must leave nothing behind but
   * in its transaction.
   *
   * @throws StoreFault as update; when the caller's wait was ended from outside, another call may
   *     have taken the function along already
   */
  public void batch(Consumer<Tx> writer) {
    requireWritable();
    batch.run(writer);
  }

  /**
   * Begins a transaction that the caller ends with commit, rollback or close.
   *
   * @throws StoreFault READ_ONLY when the store was opened to read, CLOSED, IO when an earlier
   *     commit left the file in doubt
   */
  public Tx begin(boolean writable) {
    return writable ? beginWriting() : beginReading();
  }

  private Tx beginReading() {
    Owner.OfTx owner = new Owner.OfTx("begin of a reading tx");
    latches.enter(Latch.META, false, owner);
    try {
      // With META still held, as bbolt: a reader that waits for the mapping keeps all others out.
      latches.enter(Latch.MAP, true, owner);
      if (closed) {
        latches.leave(Latch.MAP, true, owner);
        throw closedFault();
      }
      Tx tx = new Tx(this, owner, meta, map, false);
      readers.add(tx);
      return tx;
    } finally {
      latches.leave(Latch.META, false, owner);
    }
  }

  private void requireWritable() {
    if (options.readOnly()) {
      throw new StoreFault(StoreFault.Kind.READ_ONLY, name() + " was opened to read");
    }
  }

  private Tx beginWriting() {
    requireWritable();
    Owner.OfTx owner = new Owner.OfTx("begin of a writing tx");
    latches.enter(Latch.WRITER, false, owner);
    boolean begun = false;
    try {
      latches.enter(Latch.META, false, owner);
      try {
        if (closed) {
          throw closedFault();
        }
        if (!doubt.isEmpty()) {
          throw new StoreFault(StoreFault.Kind.IO, name() + ": " + doubt);
        }
        // One whose end was cut short by an interrupt is still on the list.
        readers.removeIf(reader -> !reader.isOpen());
        free.release(readers.stream().map(Tx::id).sorted().toList());
        Tx tx = new Tx(this, owner, meta, map, true);
        begun = true;
        return tx;
      } finally {
        latches.leave(Latch.META, false, owner);
      }
    } finally {
      if (!begun) {
        latches.leave(Latch.WRITER, false, owner);
      }
    }
  }

  /** Gives back what a transaction held. */
  void ended(Tx tx) {
    if (tx.writable()) {
      latches.leave(Latch.WRITER, false, tx.owner());
      return;
    }
    latches.leave(Latch.MAP, true, tx.owner());
    latches.enter(Latch.META, false, tx.owner());
    readers.remove(tx);
    latches.leave(Latch.META, false, tx.owner());
  }

  /**
   * Sees to it that a file whose last page ends at {@code bytes} is mapped, and a page more, as
   * bbolt does: beyond the mapping all readers must be gone first.
   *
   * @throws StoreFault MAX_SIZE
   */
  void makeRoom(Tx tx, long bytes) {
    if (options.maxSize() > 0 && bytes > options.maxSize()) {
      throw new StoreFault(
          StoreFault.Kind.MAX_SIZE,
          "%s would have to grow to %d bytes, at most %d are allowed"
              .formatted(name(), bytes, options.maxSize()));
    }
    long more = bytes + tx.pageSize();
    if (more >= mappedSize) {
      latches.enter(Latch.MAP, false, tx.owner());
      mappedSize = mapSizeFor(more);
      latches.leave(Latch.MAP, false, tx.owner());
    }
  }

  /** Smallest power of two from 32 KiB to 1 GiB that holds {@code bytes}, above it whole GiB. */
  static long mapSizeFor(long bytes) {
    long gigabyte = 1L << 30;
    if (bytes > gigabyte) {
      return (bytes + gigabyte - 1) / gigabyte * gigabyte;
    }
    return Math.max(32 * 1024, Long.highestOneBit(Math.max(1, bytes - 1)) << 1);
  }

  /** Makes the file as long as the new state needs, durably, before anything is written there. */
  void grow(Meta before, Meta after) throws IOException {
    long needed = after.highWater() * after.pageSize();
    if (after.highWater() == before.highWater() || needed <= file.size()) {
      return;
    }
    long step = 16L << 20;
    long ample = mappedSize <= step ? mappedSize : needed + step;
    long most = options.maxSize() == 0 ? ample : Math.max(needed, options.maxSize());
    file.resize(Math.min(ample, most));
    if (!options.noSync()) {
      file.syncAll();
    }
  }

  /** Takes over a committed state; META is held. */
  void advance(Meta committed) throws IOException {
    long size = file.size();
    if (size != map.byteSize()) {
      map = file.map(size);
    }
    meta = committed;
  }

  void doubt(String reason) {
    doubt = reason;
  }

  /** Whether it was not closed yet. */
  public boolean isOpen() {
    return !closed;
  }

  /**
   * Closes the store and its file; waits for its writer, then for its readers. Nothing happens when
   * it is closed already.
   *
   * @throws StoreFault IO
   */
  @Override
  public void close() {
    Owner closing = new Owner("close of " + name());
    latches.enter(Latch.WRITER, false, closing);
    try {
      latches.enter(Latch.META, false, closing);
      try {
        latches.enter(Latch.MAP, false, closing);
        try {
          if (!closed) {
            closed = true;
            file.close();
          }
        } finally {
          latches.leave(Latch.MAP, false, closing);
        }
      } finally {
        latches.leave(Latch.META, false, closing);
      }
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, "%s: close: %s".formatted(name(), e), e);
    } finally {
      latches.leave(Latch.WRITER, false, closing);
    }
  }

  /** Numbers of this moment. */
  public StoreStats stats() {
    Owner asking = new Owner("stats of " + name());
    latches.enter(Latch.META, false, asking);
    try {
      return new StoreStats(
          meta.pageSize(),
          meta.txid(),
          meta.highWater(),
          free.freeCount(),
          free.pendingCount(),
          readers.stream().map(Tx::id).sorted().toList(),
          mappedSize);
    } finally {
      latches.leave(Latch.META, false, asking);
    }
  }

  FreePages freePages() {
    return free;
  }

  PageFile file() {
    return file;
  }

  StoreOptions options() {
    return options;
  }

  StoreLatches latches() {
    return latches;
  }

  private StoreFault closedFault() {
    return new StoreFault(StoreFault.Kind.CLOSED, name() + " is closed");
  }
}
