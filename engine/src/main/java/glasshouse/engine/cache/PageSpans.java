package glasshouse.engine.cache;

import java.util.Map;
import java.util.TreeMap;

/** A set of page ids as runs of neighbours. */
final class PageSpans {
  /** Start of a run, and how many pages it has; runs neither touch nor overlap. */
  private final TreeMap<Long, Long> runs = new TreeMap<>();

  private long size;

  long size() {
    return size;
  }

  boolean contains(long id) {
    Map.Entry<Long, Long> run = runs.floorEntry(id);
    return run != null && id < run.getKey() + run.getValue();
  }

  /** Adds {@code length} ids from {@code start} on, none of which is in it. */
  void add(long start, long length) {
    size += length;
    long from = start;
    long count = length;
    Map.Entry<Long, Long> below = runs.floorEntry(start);
    if (below != null && below.getKey() + below.getValue() == start) {
      from = below.getKey();
      count += below.getValue();
    }
    Long above = runs.remove(start + length);
    if (above != null) {
      count += above;
    }
    runs.put(from, count);
  }

  /** Takes the first run of {@code length} neighbours out; its start, or 0 when there is none. */
  long take(long length) {
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      if (run.getValue() >= length) {
        return cut(run.getKey(), run.getValue(), length);
      }
    }
    return 0;
  }

  private long cut(long start, long has, long length) {
    runs.remove(start);
    if (has > length) {
      runs.put(start + length, has - length);
    }
    size -= length;
    return start;
  }

  /** Writes all ids into {@code out} from {@code at} on, in order; the index after the last. */
  int copyTo(long[] out, int at) {
    int next = at;
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      for (long i = 0; i < run.getValue(); i++) {
        out[next++] = run.getKey() + i;
      }
    }
    return next;
  }
}
