package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import glasshouse.engine.port.RandomSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table over byte strings with three properties the JDK's lack: look-up by a slice of a
 * buffer without a copy, growth in small steps (no command pays for moving a million entries), and
 * cursors that keep the guarantee of SCAN (Redis, dict.c: the cursor counts with its bits reversed,
 * so that an entry present during the whole scan is returned at least once, whatever is resized).
 *
 * <p>Entries are intrusive: subclasses of {@link Entry} carry the payload, one object an element.
 * Iteration order is a function of seed and history alone.
 */
public final class Dict<E extends Dict.Entry> {
  /** One element: its key, the hash of it, and whatever the subclass adds. */
  public static class Entry {
    /** Bytes of the fields here, for subclasses to add to. */
    static final int FIELDS = 12;

    final byte[] key;
    int hash;
    @Nullable Entry next;

    /** An entry under {@code key}, which must not change from now on. */
    public Entry(byte[] key) {
      this.key = key;
    }

    /** The key; not to be changed. */
    public final byte[] key() {
      return key;
    }
  }

  private static final int WEIGHT = Heap.object(44);
  private static final int INITIAL = 4;
  private static final int MAX = 1 << 30;

  /** Bytes of a table without entries. */
  static final long EMPTY = WEIGHT + Heap.array((long) Heap.REFERENCE * INITIAL);

  /** How many times larger than needed a table may become because more is expected. */
  private static final int EXPECTED_JUMP = 8;

  /** Chains up to this length are exactly as likely to give one of their entries as they should. */
  private static final int FAIR_CHAIN = 4;

  /** Buckets looked at for each entry of a sample. */
  private static final int SAMPLE_STEPS = 10;

  private final long seed;
  private @Nullable Entry[] table = new @Nullable Entry[INITIAL];
  private int tableSize;
  private @Nullable Entry @Nullable [] old;
  private int oldSize;
  private int rehashed;
  private int pauses;
  private int expected;
  private long names;

  /** An empty table whose order depends on {@code seed}. */
  public Dict(long seed) {
    this.seed = seed;
  }

  /** Number of entries. */
  public int size() {
    return tableSize + oldSize;
  }

  /** The entry under {@code key}, or null. */
  public @Nullable E find(byte[] key) {
    return find(key, 0, key.length);
  }

  /** The entry under the slice, or null. */
  public @Nullable E find(byte[] buffer, int offset, int length) {
    return find(buffer, offset, length, hash(buffer, offset, length));
  }

  /** The hash of a slice in this table, for those who look up and then {@link #insert}. */
  public int hash(byte[] buffer, int offset, int length) {
    return Bytes.hash(buffer, offset, length, seed);
  }

  /** The entry under the slice, whose {@link #hash} is known, or null. */
  public @Nullable E find(byte[] buffer, int offset, int length, int hash) {
    step();
    Entry found = chain(table[hash & (table.length - 1)], hash, buffer, offset, length);
    if (found == null && old != null) {
      found = chain(old[hash & (old.length - 1)], hash, buffer, offset, length);
    }
    return cast(found);
  }

  private static @Nullable Entry chain(
      @Nullable Entry first, int hash, byte[] buffer, int offset, int length) {
    for (Entry e = first; e != null; e = e.next) {
      if (e.hash == hash && Bytes.same(e.key, buffer, offset, length)) {
        return e;
      }
    }
    return null;
  }

  /** Adds an entry whose key is known to be absent. */
  public void insert(E entry) {
    insert(entry, hash(entry.key, 0, entry.key.length));
  }

  /** Adds an entry whose key is known to be absent and has this {@link #hash}. */
  public void insert(E entry, int hash) {
    step();
    entry.hash = hash;
    names += Heap.array(entry.key.length);
    link(table, entry);
    tableSize++;
    fit();
  }

  /** Removes and returns the entry under {@code key}, or null. */
  public @Nullable E remove(byte[] key) {
    return remove(key, 0, key.length);
  }

  /** Removes and returns the entry under the slice, or null. */
  public @Nullable E remove(byte[] buffer, int offset, int length) {
    step();
    int hash = Bytes.hash(buffer, offset, length, seed);
    Entry gone = unlink(table, hash, buffer, offset, length);
    if (gone != null) {
      tableSize--;
    } else if (old != null) {
      gone = unlink(old, hash, buffer, offset, length);
      oldSize -= gone == null ? 0 : 1;
    }
    if (gone != null) {
      names -= Heap.array(gone.key.length);
      fit();
    }
    return cast(gone);
  }

  private static @Nullable Entry unlink(
      @Nullable Entry[] in, int hash, byte[] buffer, int offset, int length) {
    int slot = hash & (in.length - 1);
    Entry previous = null;
    for (Entry e = in[slot]; e != null; previous = e, e = e.next) {
      if (e.hash == hash && Bytes.same(e.key, buffer, offset, length)) {
        if (previous == null) {
          in[slot] = e.next;
        } else {
          previous.next = e.next;
        }
        e.next = null;
        return e;
      }
    }
    return null;
  }

  /** Removes all entries. */
  public void clear() {
    table = new @Nullable Entry[INITIAL];
    tableSize = 0;
    old = null;
    oldSize = 0;
    names = 0;
  }

  /** Calls {@code visitor} with every entry; it may change payloads but not add or remove. */
  public void forEach(Consumer<? super E> visitor) {
    pauses++;
    if (old != null) {
      for (Entry first : old) {
        visit(first, visitor);
      }
    }
    for (Entry first : table) {
      visit(first, visitor);
    }
    resume();
  }

  /** A walk over all entries that may be interrupted by changes. */
  public DictWalk<E> walk() {
    return new DictWalk<>(this);
  }

  /** The array entries move away from, or null. */
  @Nullable Entry @Nullable [] older() {
    return old;
  }

  /** The array entries are added to. */
  @Nullable Entry[] newer() {
    return table;
  }

  /** Calls {@code visitor} with the entries of one bucket. */
  void visit(@Nullable Entry first, Consumer<? super E> visitor) {
    Entry e = first;
    while (e != null) {
      Entry following = e.next;
      visitor.accept(present(e));
      e = following;
    }
  }

  /**
   * One step of a scan: visits all entries of one bucket (with a resize under way, also of the
   * buckets it expands to) and returns the next cursor, 0 when the scan is complete. The visitor
   * may remove the entry it is given. A cursor may be any number: clients send what they like.
   */
  public long scan(long cursor, Consumer<? super E> visitor) {
    if (size() == 0) {
      return 0;
    }
    pauses++;
    long v = cursor;
    @Nullable Entry[] small = table;
    @Nullable Entry[] large = old;
    if (large == null) {
      long mask = small.length - 1L;
      visit(small[(int) (v & mask)], visitor);
      v = next(v, mask);
    } else {
      if (small.length > large.length) {
        @Nullable Entry[] swap = small;
        small = large;
        large = swap;
      }
      long smallMask = small.length - 1L;
      long largeMask = large.length - 1L;
      visit(small[(int) (v & smallMask)], visitor);
      do {
        visit(large[(int) (v & largeMask)], visitor);
        v = next(v, largeMask);
      } while ((v & (smallMask ^ largeMask)) != 0);
    }
    resume();
    return v;
  }

  private static long next(long cursor, long mask) {
    return Long.reverse(Long.reverse(cursor | ~mask) + 1);
  }

  /**
   * A random entry. A bucket is drawn, then a place in its chain, until there is an entry at the
   * place: so an entry of a long chain is as likely as one that is alone.
   */
  public E random(RandomSource random) {
    Check.that(size() > 0, "random entry of an empty table");
    step();
    int buckets = buckets();
    while (true) {
      int slot = random.nextInt(buckets);
      Entry first = old == null || slot < table.length ? table[slot] : old[slot - table.length];
      if (first == null) {
        continue;
      }
      int length = 0;
      for (Entry e = first; e != null; e = e.next) {
        length++;
      }
      int place = random.nextInt(Math.max(FAIR_CHAIN, length));
      Entry chosen = first;
      for (; place > 0 && chosen != null; place--) {
        chosen = chosen.next;
      }
      if (chosen != null) {
        return present(chosen);
      }
    }
  }

  /**
   * Visits up to {@code count} entries that lie together somewhere, far more cheaply than as many
   * random ones; fewer when there are too many empty buckets on the way.
   */
  public void sample(int count, RandomSource random, Consumer<? super E> visitor) {
    int left = Math.min(count, size());
    if (left == 0) {
      return;
    }
    step();
    int buckets = buckets();
    int slot = random.nextInt(buckets);
    for (int steps = left * SAMPLE_STEPS; steps > 0; steps--) {
      Entry e = old == null || slot < table.length ? table[slot] : old[slot - table.length];
      for (; e != null; e = e.next) {
        visitor.accept(present(e));
        if (--left == 0) {
          return;
        }
      }
      slot = slot + 1 == buckets ? 0 : slot + 1;
    }
  }

  /** Bytes of the arrays that keys are kept in. */
  long names() {
    return names;
  }

  /** Bytes of table and entries, {@code entry} bytes each; without their keys. */
  long memory(int entry) {
    return WEIGHT
        + Heap.array((long) Heap.REFERENCE * table.length)
        + (old == null ? 0 : Heap.array((long) Heap.REFERENCE * old.length))
        + (long) entry * size();
  }

  /** Number of buckets, for DEBUG HTSTATS and memory figures. */
  public int buckets() {
    return table.length + (old == null ? 0 : old.length);
  }

  /** Tells of the chains of its arrays, in the words of DEBUG HTSTATS. */
  public String chains() {
    @Nullable Entry[] from = old;
    return from == null
        ? DictChains.of("Hash table 0 stats (main hash table):", table, tableSize)
        : DictChains.of("Hash table 0 stats (main hash table):", from, oldSize)
            + DictChains.of("Hash table 1 stats (rehashing target):", table, tableSize);
  }

  /** Stops moving entries between tables until {@link #resume}; calls nest. */
  public void pause() {
    pauses++;
  }

  /** Ends one {@link #pause}. */
  public void resume() {
    Check.that(pauses > 0, "resume without pause");
    pauses--;
    fit();
  }

  /**
   * Says how many entries will be added, as a file claims; 0 when that is over. A full table then
   * grows in large jumps towards that number, but never to more than a few times its entries: the
   * claim may be a lie.
   */
  public void expect(long entries) {
    expected = Math.clamp(entries, 0, MAX / 2);
  }

  private static int buckets(int entries) {
    return Math.max(INITIAL, Integer.highestOneBit(Math.clamp(entries, 1, MAX / 2)) * 2);
  }

  /** Begins to grow a full table to twice its entries, or to shrink one that is mostly empty. */
  private void fit() {
    if (old != null || pauses > 0) {
      return;
    }
    boolean full = tableSize >= table.length;
    if (!full && (table.length == INITIAL || tableSize >= table.length / 8)) {
      return;
    }
    int wanted = buckets(tableSize);
    if (full && expected > tableSize) {
      wanted = (int) Math.min(buckets(expected), (long) wanted * EXPECTED_JUMP);
    }
    if (wanted == table.length) {
      return;
    }
    old = table;
    oldSize = tableSize;
    rehashed = 0;
    table = new @Nullable Entry[wanted];
    tableSize = 0;
  }

  /** Moves one bucket (after at most ten empty ones) of the old table to the new. */
  private void step() {
    if (old == null || pauses > 0) {
      return;
    }
    @Nullable Entry[] from = old;
    int empty = 10;
    while (rehashed < from.length && from[rehashed] == null) {
      rehashed++;
      if (--empty == 0) {
        return;
      }
    }
    if (rehashed < from.length) {
      Entry e = from[rehashed];
      from[rehashed++] = null;
      while (e != null) {
        Entry following = e.next;
        link(table, e);
        oldSize--;
        tableSize++;
        e = following;
      }
    }
    if (rehashed == from.length) {
      old = null;
    }
  }

  private static void link(@Nullable Entry[] in, Entry entry) {
    int slot = entry.hash & (in.length - 1);
    entry.next = in[slot];
    in[slot] = entry;
  }

  private E present(Entry e) {
    @SuppressWarnings("unchecked")
    E entry = (E) e;
    return entry;
  }

  @SuppressWarnings("unchecked")
  private @Nullable E cast(@Nullable Entry e) {
    return (E) e;
  }
}
