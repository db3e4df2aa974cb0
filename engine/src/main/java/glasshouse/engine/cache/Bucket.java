package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.BUCKET_HEADER;
import static glasshouse.engine.cache.Layout.U64;

import glasshouse.engine.base.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keys in order, each with a value or with a bucket of its own, within one transaction. */
public final class Bucket {
  private final Tx tx;
  private final Tree tree;

  /** Buckets within it that were opened in this transaction. */
  private final TreeMap<byte[], Bucket> open = new TreeMap<>(Arrays::compareUnsigned);

  private long sequence;
  private double fillPercent = 0.5;
  private boolean deleted;

  Bucket(Tx tx, Tree tree, long sequence) {
    this.tx = tx;
    this.tree = tree;
    this.sequence = sequence;
  }

  Tx tx() {
    return tx;
  }

  Tree tree() {
    return tree;
  }

  /** The page of its root; 0 when it lies inline in its parent. */
  public long rootPage() {
    return tree.rootPage();
  }

  void requireUsable() {
    tx.requireOpen();
    if (deleted) {
      throw new StoreFault(StoreFault.Kind.BUCKET_MISSING, "the bucket was deleted in " + tx);
    }
  }

  void requireChangeable() {
    requireUsable();
    tx.requireWritable();
  }

  /** The value under {@code key}; null when there is none, or when it is a bucket. */
  public byte @Nullable [] get(byte[] key) {
    requireUsable();
    Spot spot = tree.find(key);
    return spot == null || spot.isBucket() ? null : spot.value();
  }

  /**
   * Puts a value under a key, in place of an earlier one.
   *
   * @param key 1 to 32768 bytes; copied
   * @param value copied; may be empty
   * @throws StoreFault KEY_REQUIRED, KEY_TOO_LARGE, VALUE_TOO_LARGE, INCOMPATIBLE_VALUE when a
   *     bucket has this key, READ_ONLY
   */
  public void put(byte[] key, byte[] value) {
    requireChangeable();
    requireKey(key);
    if (key.length > Layout.MAX_KEY) {
      throw new StoreFault(
          StoreFault.Kind.KEY_TOO_LARGE,
          "key too large: %d bytes, at most %d".formatted(key.length, Layout.MAX_KEY));
    }
    if (value.length > Layout.MAX_VALUE) {
      throw new StoreFault(
          StoreFault.Kind.VALUE_TOO_LARGE,
          "value too large: %d bytes, at most %d".formatted(value.length, Layout.MAX_VALUE));
    }
    refuseBucket(tree.find(key), key);
    tree.put(key.clone(), value.clone(), 0);
  }

  /**
   * Deletes a key; nothing happens when there is none.
   *
   * @throws StoreFault INCOMPATIBLE_VALUE when a bucket has this key, READ_ONLY
   */
  public void delete(byte[] key) {
    requireChangeable();
    Spot spot = tree.find(key);
    refuseBucket(spot, key);
    if (spot != null) {
      tree.remove(key);
    }
  }

  /** The bucket of this name, or null. */
  public @Nullable Bucket bucket(byte[] name) {
    requireUsable();
    Bucket known = open.get(name);
    if (known != null) {
      return known;
    }
    Spot spot = tree.find(name);
    if (spot == null || !spot.isBucket()) {
      return null;
    }
    Bucket found = read(spot.valueMemory(), name);
    if (tx.writable()) {
      open.put(name.clone(), found);
    }
    return found;
  }

  private Bucket read(MemorySegment value, byte[] name) {
    if (value.byteSize() < BUCKET_HEADER) {
      throw StoreFault.damaged(
          "bucket '%s' has a header of %d bytes, expected %d"
              .formatted(Bytes.text(name), value.byteSize(), BUCKET_HEADER));
    }
    long root = value.get(U64, 0);
    if (root != 0) {
      return new Bucket(tx, Tree.at(tx, root), value.get(U64, 8));
    }
    if (value.byteSize() < BUCKET_HEADER + Layout.PAGE_HEADER) {
      throw StoreFault.damaged(
          "inline bucket '%s' has %d bytes, expected at least %d"
              .formatted(Bytes.text(name), value.byteSize(), BUCKET_HEADER + Layout.PAGE_HEADER));
    }
    Page page = new Page(value, BUCKET_HEADER, value.byteSize());
    return new Bucket(tx, Tree.inline(tx, page), value.get(U64, 8));
  }

  /**
   * Creates a bucket within this one.
   *
   * @throws StoreFault BUCKET_EXISTS, INCOMPATIBLE_VALUE when a value has this name, KEY_REQUIRED,
   *     READ_ONLY
   */
  public Bucket createBucket(byte[] name) {
    requireChangeable();
    requireKey(name);
    Spot spot = tree.find(name);
    if (spot != null) {
      throw spot.isBucket()
          ? new StoreFault(
              StoreFault.Kind.BUCKET_EXISTS, "bucket '%s' exists".formatted(Bytes.text(name)))
          : incompatible(name, "a value");
    }
    Bucket created = new Bucket(tx, Tree.empty(tx), 0);
    tree.put(name.clone(), created.inlineValue(), Layout.BUCKET);
    open.put(name.clone(), created);
    return created;
  }

  /** The bucket of this name, created when there is none; faults as {@link #createBucket}. */
  public Bucket createBucketIfMissing(byte[] name) {
    Bucket there = bucket(name);
    return there != null ? there : createBucket(name);
  }

  /**
   * Deletes a bucket and all within it.
   *
   * @throws StoreFault BUCKET_MISSING, INCOMPATIBLE_VALUE when a value has this name, READ_ONLY
   */
  public void deleteBucket(byte[] name) {
    requireChangeable();
    Spot spot = tree.find(name);
    if (spot != null && !spot.isBucket()) {
      throw incompatible(name, "a value");
    }
    Bucket gone = bucket(name);
    if (gone == null) {
      throw new StoreFault(
          StoreFault.Kind.BUCKET_MISSING, "there is no bucket '%s'".formatted(Bytes.text(name)));
    }
    gone.freeAll();
    open.remove(name);
    tree.remove(name);
  }

  private void freeAll() {
    for (Bucket inner : inner().values()) {
      inner.freeAll();
    }
    tree.freeAll();
    deleted = true;
  }

  /** The buckets within it by their names. */
  SortedMap<byte[], Bucket> inner() {
    requireUsable();
    TreeMap<byte[], Bucket> found = new TreeMap<>(Arrays::compareUnsigned);
    tree.eachBucket(
        name -> {
          Bucket inner = bucket(name);
          if (inner != null) {
            found.put(name, inner);
          }
        });
    return found;
  }

  /** A cursor that has not been placed yet. */
  public Cursor cursor() {
    requireUsable();
    return new Cursor(this, tree);
  }

  /** The counter of this bucket. */
  public long sequence() {
    requireUsable();
    return sequence;
  }

  /**
   * Sets the counter.
   *
   * @throws StoreFault READ_ONLY
   */
  public void setSequence(long value) {
    requireChangeable();
    // Its header is written with its root.
    tree.touch();
    sequence = value;
  }

  /**
   * Counts one up and gives the new number, from 1 on.
   *
   * @throws StoreFault READ_ONLY
   */
  public long nextSequence() {
    setSequence(sequence + 1);
    return sequence;
  }

  /**
   * How full pages get that this transaction splits, from 0.1 to 1, 0.5 unless set; it is not kept
   * in the file. 1 suits keys that only ever come at the end.
   */
  public void setFillPercent(double percent) {
    fillPercent = percent;
  }

  void rebalance() {
    tree.rebalance(fillPercent);
    for (Bucket inner : open.values()) {
      inner.rebalance();
    }
  }

  /** Writes what was changed in it and below it to new pages. */
  void spill() {
    for (Map.Entry<byte[], Bucket> entry : open.entrySet()) {
      Bucket inner = entry.getValue();
      byte[] value;
      if (inner.tree.fitsInline()) {
        value = inner.inlineValue();
      } else {
        inner.spill();
        value = new byte[BUCKET_HEADER];
        inner.writeHeader(value);
      }
      if (inner.tree.changed()) {
        tree.put(entry.getKey(), value, Layout.BUCKET);
      }
    }
    tree.spill(fillPercent);
  }

  private byte[] inlineValue() {
    byte[] value = tree.toInline(BUCKET_HEADER);
    writeHeader(value);
    return value;
  }

  private void writeHeader(byte[] value) {
    MemorySegment header = MemorySegment.ofArray(value);
    header.set(U64, 0, tree.rootPage());
    header.set(U64, 8, sequence);
  }

  private static void requireKey(byte[] key) {
    if (key.length == 0) {
      throw new StoreFault(StoreFault.Kind.KEY_REQUIRED, "a key must have at least one byte");
    }
  }

  private static void refuseBucket(@Nullable Spot spot, byte[] key) {
    if (spot != null && spot.isBucket()) {
      throw incompatible(key, "a bucket");
    }
  }

  private static StoreFault incompatible(byte[] key, String what) {
    return new StoreFault(
        StoreFault.Kind.INCOMPATIBLE_VALUE, "'%s' is %s".formatted(Bytes.text(key), what));
  }
}
