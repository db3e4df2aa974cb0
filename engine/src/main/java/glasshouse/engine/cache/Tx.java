package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: a view of the whole store as it was when it began, and what it changes itself. It
 * may go from thread to thread, but only one may use it at a time. One that is not ended keeps the
 * pages it sees from being used again, and a writing one keeps every other writer out.
 */
public final class Tx implements AutoCloseable {
  private final Store store;
  private final Owner owner;
  private final boolean writable;
  private final MemorySegment map;
  private final int pageSize;
  private final Bucket root;
  private final List<Runnable> whenCommitted = new ArrayList<>();

  /** The state it began on; a writing one counts on from there. */
  private final Meta begun;

  private final long txid;
  private long highWater;

  /** Volatile: somebody else than its user may end a transaction that was forgotten. */
  private volatile boolean open = true;

  private boolean managed;

  /** Pages it writes, by id. */
  private final TreeMap<Long, byte[]> images = new TreeMap<>();

  /** Runs it took from the free pages, to give back if it fails: start, then length. */
  private final TreeMap<Long, Integer> taken = new TreeMap<>();

  Tx(Store store, Owner.OfTx owner, Meta begun, MemorySegment map, boolean writable) {
    this.store = store;
    this.owner = owner;
    this.begun = begun;
    this.map = map;
    this.writable = writable;
    pageSize = begun.pageSize();
    txid = writable ? begun.txid() + 1 : begun.txid();
    highWater = begun.highWater();
    root = new Bucket(this, Tree.at(this, begun.root()), begun.sequence());
    owner.is(this);
  }

  /** Its number: of a reading one, the last commit that it sees. */
  public long id() {
    return txid;
  }

  /** Whether it may change the store. */
  public boolean writable() {
    return writable;
  }

  /** Whether it is still to be ended. */
  public boolean isOpen() {
    return open;
  }

  /** Bytes of the store as this transaction sees it. */
  public long size() {
    return highWater * pageSize;
  }

  /** The bucket of this name, or null. */
  public @Nullable Bucket bucket(byte[] name) {
    return root.bucket(name);
  }

  /** Creates a bucket; faults as {@link Bucket#createBucket}. */
  public Bucket createBucket(byte[] name) {
    return root.createBucket(name);
  }

  /** The bucket of this name, created when there is none. */
  public Bucket createBucketIfMissing(byte[] name) {
    return root.createBucketIfMissing(name);
  }

  /** Deletes a bucket; faults as {@link Bucket#deleteBucket}. */
  public void deleteBucket(byte[] name) {
    root.deleteBucket(name);
  }

  /** A cursor over the names of the buckets. */
  public Cursor cursor() {
    return root.cursor();
  }

  /**
   * Has something run after the commit, when no lock is held any more; in the order they were
   * given. After a rollback nothing runs.
   *
   * @throws StoreFault READ_ONLY, TX_CLOSED
   */
  public void whenCommitted(Runnable action) {
    requireWritable();
    whenCommitted.add(action);
  }

  /**
   * Makes the changes durable and ends the transaction.
   *
   * @throws StoreFault READ_ONLY, TX_CLOSED, TX_MANAGED; IO or MAX_SIZE, and then nothing has
   *     changed
   */
  public void commit() {
    requireWritable();
    refuseManaged("commit");
    finish();
  }

  /**
   * Ends the transaction and forgets its changes.
   *
   * @throws StoreFault TX_CLOSED, TX_MANAGED
   */
  public void rollback() {
    requireOpen();
    refuseManaged("rollback");
    abandon();
  }

  /** Rolls back what is still open. */
  @Override
  public void close() {
    if (open && !managed) {
      abandon();
    }
  }

  /** Ends it with a commit, also where view or update manage it. */
  void finish() {
    finish(_ -> {});
  }

  /**
   * Ends it with a commit.
   *
   * @param told why it failed, or null when the changes are durable, while no other writer can
   *     begin yet
   */
  void finish(Consumer<@Nullable Throwable> told) {
    requireOpen();
    try {
      new Commit(store, this).run();
    } catch (Throwable failure) {
      told.accept(failure);
      abandon();
      throw failure;
    }
    told.accept(null);
    open = false;
    store.ended(this);
    whenCommitted.forEach(Runnable::run);
  }

  /** Ends it without a trace; nothing happens when it is over. */
  void abandon() {
    if (!open) {
      return;
    }
    open = false;
    if (writable) {
      store.freePages().rollback(txid);
      taken.forEach((start, count) -> store.freePages().giveBack(start, count));
    }
    store.ended(this);
  }

  void manage(boolean on) {
    managed = on;
  }

  Store store() {
    return store;
  }

  /** In whose name it holds latches. */
  Owner owner() {
    return owner;
  }

  Bucket root() {
    return root;
  }

  int pageSize() {
    return pageSize;
  }

  long highWater() {
    return highWater;
  }

  Meta begun() {
    return begun;
  }

  MemorySegment map() {
    return map;
  }

  SortedMap<Long, byte[]> images() {
    return Collections.unmodifiableSortedMap(images);
  }

  /** The leaf or branch page {@code id}, checked as far as its header goes. */
  Page page(long id) {
    byte[] mine = images.get(id);
    if (mine != null) {
      return new Page(MemorySegment.ofArray(mine), 0, mine.length);
    }
    long at = start(id);
    if (map.get(U64, at) != id) {
      throw StoreFault.damaged(
          "page %d at byte %d calls itself page %d".formatted(id, at, map.get(U64, at)));
    }
    return new Page(map, at, at + (overflow(id) + 1L) * pageSize);
  }

  /**
   * The bytes of page {@code id} as they are in the file, whatever it is good for.
   *
   * @throws StoreFault DAMAGED when there is no such page
   */
  public byte[] bytes(long id) {
    requireOpen();
    long at = id * pageSize;
    if (id < 0 || at + pageSize > map.byteSize()) {
      throw StoreFault.damaged("there is no page %d in %d bytes".formatted(id, map.byteSize()));
    }
    return map.asSlice(at, pageSize).toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * Why one of the two meta pages is not valid, and so the state of the other is served; empty when
   * both are.
   */
  public String brokenMeta() {
    requireOpen();
    return MetaPages.read(map).fault();
  }

  private long start(long id) {
    if (id < 2 || id >= begun.highWater()) {
      throw StoreFault.damaged(
          "page %d is named, the file has pages 2 to %d".formatted(id, begun.highWater() - 1));
    }
    long at = id * pageSize;
    if (at + pageSize > map.byteSize()) {
      throw StoreFault.damaged(
          "page %d would be at byte %d, the file has %d".formatted(id, at, map.byteSize()));
    }
    return at;
  }

  /** How many pages belong to page {@code id} of the file besides itself. */
  int overflow(long id) {
    long at = start(id);
    long more = Integer.toUnsignedLong(map.get(U32, at + 12));
    if (at + (more + 1) * pageSize > map.byteSize() || id + more >= begun.highWater()) {
      throw StoreFault.damaged(
          "page %d at byte %d goes on for %d pages, the file ends at byte %d"
              .formatted(id, at, more, map.byteSize()));
    }
    return (int) more;
  }

  /** Page {@code id} of the file, and those that belong to it, are no longer used. */
  void free(long id) {
    store.freePages().free(txid, id, overflow(id) + 1);
  }

  /** The first of {@code count} neighbouring pages to write to. */
  long allocate(int count) {
    long id = store.freePages().allocate(txid, count);
    if (id != 0) {
      taken.put(id, count);
    } else {
      id = highWater;
      store.makeRoom(this, (id + count) * pageSize);
      highWater += count;
      store.freePages().allocatedNew(txid, id);
    }
    images.put(id, new byte[count * pageSize]);
    return id;
  }

  /** What will be written at page {@code id}, as {@link #allocate} set it aside. */
  MemorySegment written(long id) {
    byte[] image = images.get(id);
    if (image == null) {
      throw new IllegalStateException("page " + id + " was not allocated");
    }
    return MemorySegment.ofArray(image);
  }

  void replace(long id, byte[] image) {
    images.put(id, image);
  }

  void requireOpen() {
    if (!open) {
      throw new StoreFault(StoreFault.Kind.TX_CLOSED, this + " is over");
    }
  }

  void requireWritable() {
    requireOpen();
    if (!writable) {
      throw new StoreFault(StoreFault.Kind.READ_ONLY, this + " only reads");
    }
  }

  private void refuseManaged(String what) {
    if (managed) {
      throw new StoreFault(
          StoreFault.Kind.TX_MANAGED,
          what + " of a transaction that view or update will end: throw to roll back");
    }
  }

  static void checkDepth(int depth) {
    if (depth > Layout.MAX_DEPTH) {
      throw StoreFault.damaged(
          "a tree is more than %d pages deep: its pages go in a circle"
              .formatted(Layout.MAX_DEPTH));
    }
  }

  @Override
  public String toString() {
    return (writable ? "writing tx " : "reading tx ") + txid;
  }
}
