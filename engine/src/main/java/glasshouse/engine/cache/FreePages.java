package glasshouse.engine.cache;

import glasshouse.engine.base.LongMap;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pages that may be used again, and pages that will be once the readers that still see them are
 * gone.
 */
final class FreePages {
  private final PageSpans free = new PageSpans();

  /** What each transaction freed. */
  private final TreeMap<Long, Pending> pending = new TreeMap<>();

  /** Which transaction allocated a run, by its first page; of this opening of the file only. */
  private final LongMap<Long> allocated = new LongMap<>();

  private long pendingCount;

  /** Pages one transaction freed, each with the transaction that had allocated it (0: unknown). */
  private static final class Pending {
    private long[] ids = new long[8];
    private long[] born = new long[8];
    private int count;

    void add(long id, long allocatedBy) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
        born = Arrays.copyOf(born, count * 2);
      }
      ids[count] = id;
      born[count++] = allocatedBy;
    }
  }

  /** Takes over the ids that stood in the file; sorted, as {@link FreelistPage} has checked. */
  void load(long[] ids) {
    for (int i = 0; i < ids.length; ) {
      int end = i + 1;
      while (end < ids.length && ids[end] == ids[i] + end - i) {
        end++;
      }
      free.add(ids[i], end - i);
      i = end;
    }
  }

  long freeCount() {
    return free.size();
  }

  long pendingCount() {
    return pendingCount;
  }

  /** A run of {@code count} free pages for transaction {@code txid}; its start, or 0. */
  long allocate(long txid, int count) {
    long start = free.take(count);
    if (start != 0) {
      allocated.put(start, txid);
    }
    return start;
  }

  /** Notes pages that transaction {@code txid} took from beyond the high-water mark. */
  void allocatedNew(long txid, long start) {
    allocated.put(start, txid);
  }

  /** Transaction {@code txid} no longer uses the run of {@code count} pages from {@code start}. */
  void free(long txid, long start, int count) {
    Long by = allocated.remove(start);
    Pending mine = pending.computeIfAbsent(txid, _ -> new Pending());
    for (int i = 0; i < count; i++) {
      if (free.contains(start + i)) {
        throw StoreFault.damaged("page %d is freed, and is free already".formatted(start + i));
      }
      mine.add(start + i, by == null ? 0 : by);
    }
    pendingCount += count;
  }

  /** Takes back a run that a transaction which failed had allocated from the free pages. */
  void giveBack(long start, int count) {
    allocated.remove(start);
    free.add(start, count);
  }

  /** Forgets what transaction {@code txid} freed: it failed, its pages are in use as before. */
  void rollback(long txid) {
    Pending mine = pending.remove(txid);
    if (mine != null) {
      pendingCount -= mine.count;
      for (int i = 0; i < mine.count; i++) {
        if (mine.born[i] != 0) {
          allocated.put(mine.ids[i], mine.born[i]);
        }
      }
    }
  }

  /**
   * Frees what no open reader can see: all that was freed before the oldest of them, and what was
   * both allocated and freed between two of them.
   *
   * @param readers the transactions of all open readers, ascending
   */
  void release(List<Long> readers) {
    if (pending.isEmpty()) {
      return;
    }
    long oldest = readers.isEmpty() ? Long.MAX_VALUE : readers.getFirst();
    releaseBetween(0, oldest - 1, true);
    for (int i = 0; i < readers.size(); i++) {
      long before = i + 1 < readers.size() ? readers.get(i + 1) - 1 : Long.MAX_VALUE;
      releaseBetween(readers.get(i), before, false);
    }
  }

  private void releaseBetween(long from, long to, boolean whoeverAllocated) {
    if (from > to) {
      return;
    }
    Iterator<Map.Entry<Long, Pending>> entries =
        pending.subMap(from, true, to, true).entrySet().iterator();
    while (entries.hasNext()) {
      Pending freed = entries.next().getValue();
      int kept = 0;
      for (int i = 0; i < freed.count; i++) {
        long born = freed.born[i];
        // A reader of the state `from` does not see pages that were allocated after it.
        if (whoeverAllocated || (born > from && born <= to)) {
          free.add(freed.ids[i], 1);
          pendingCount--;
        } else {
          freed.ids[kept] = freed.ids[i];
          freed.born[kept++] = born;
        }
      }
      freed.count = kept;
      if (kept == 0) {
        entries.remove();
      }
    }
  }

  /**
   * Free and pending ids, sorted: what stands in the file, since no reader outlives the process.
   */
  long[] ids() {
    long[] out = new long[Math.toIntExact(free.size() + pendingCount)];
    int at = free.copyTo(out, 0);
    for (Pending freed : pending.values()) {
      System.arraycopy(freed.ids, 0, out, at, freed.count);
      at += freed.count;
    }
    Arrays.sort(out);
    return out;
  }
}
