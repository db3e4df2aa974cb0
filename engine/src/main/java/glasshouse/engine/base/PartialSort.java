package glasshouse.engine.base;

import java.util.Comparator;

/**
 * Sorts a part of an array in place, as Redis' pqsort does: only the elements that come to stand in
 * the wanted part are brought in order. It is the quicksort of Bentley and McIlroy ("Engineering a
 * Sort Function", Software: Practice and Experience 23, 1993), which leaves out what lies beside
 * that part. Equal elements come to stand as its steps leave them, which clients see.
 *
 * @param <T> what is sorted
 */
public final class PartialSort<T> {
  /** Fewer are inserted one by one. */
  private static final int FEW = 7;

  /** Of more the pivot is chosen among nine. */
  private static final int MANY = 40;

  private final T[] all;
  private final Comparator<? super T> order;
  private final int first;
  private final int last;

  private PartialSort(T[] all, Comparator<? super T> order, int first, int last) {
    this.all = all;
    this.order = order;
    this.first = first;
    this.last = last;
  }

  /**
   * Sorts.
   *
   * @param first index of the first element of the wanted part
   * @param last index of the last one
   */
  public static <T> void sort(T[] all, Comparator<? super T> order, int first, int last) {
    new PartialSort<>(all, order, first, last).sort(0, all.length);
  }

  private void sort(int from, int end) {
    while (true) {
      if (end - from < FEW) {
        insert(from, end);
        return;
      }
      swap(from, pivot(from, end));
      int equalLow = from + 1;
      int low = from + 1;
      int high = end - 1;
      int equalHigh = end - 1;
      while (true) {
        for (int c; low <= high && (c = compare(low, from)) <= 0; low++) {
          if (c == 0) {
            swap(equalLow++, low);
          }
        }
        for (int c; low <= high && (c = compare(high, from)) >= 0; high--) {
          if (c == 0) {
            swap(high, equalHigh--);
          }
        }
        if (low > high) {
          break;
        }
        swap(low++, high--);
      }
      swap(from, low, Math.min(equalLow - from, low - equalLow));
      swap(low, end, Math.min(equalHigh - high, end - equalHigh - 1));
      int leftEnd = from + low - equalLow;
      int right = end - (equalHigh - high);
      // The two are disjoint; the shorter one first keeps the stack short.
      if (leftEnd - from < end - right) {
        sortIfWanted(from, leftEnd);
        from = right;
      } else {
        sortIfWanted(right, end);
        end = leftEnd;
      }
      if (!wanted(from, end)) {
        return;
      }
    }
  }

  private void sortIfWanted(int from, int end) {
    if (wanted(from, end)) {
      sort(from, end);
    }
  }

  private boolean wanted(int from, int end) {
    boolean before = first < from && last < from;
    boolean behind = first >= end && last >= end;
    return end - from > 1 && !before && !behind;
  }

  private int pivot(int from, int end) {
    int count = end - from;
    int middle = from + count / 2;
    if (count == FEW) {
      return middle;
    }
    int low = from;
    int high = end - 1;
    if (count > MANY) {
      int step = count / 8;
      low = median(low, low + step, low + 2 * step);
      middle = median(middle - step, middle, middle + step);
      high = median(high - 2 * step, high - step, high);
    }
    return median(low, middle, high);
  }

  private int median(int a, int b, int c) {
    if (compare(a, b) < 0) {
      return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
    }
    return compare(b, c) > 0 ? b : compare(a, c) < 0 ? a : c;
  }

  private void insert(int from, int end) {
    for (int i = from + 1; i < end; i++) {
      for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
        swap(j, j - 1);
      }
    }
  }

  private int compare(int a, int b) {
    return order.compare(all[a], all[b]);
  }

  /** Exchanges {@code count} elements from {@code from} on with those before {@code end}. */
  private void swap(int from, int end, int count) {
    for (int i = 0; i < count; i++) {
      swap(from + i, end - count + i);
    }
  }

  private void swap(int a, int b) {
    T one = all[a];
    all[a] = all[b];
    all[b] = one;
  }
}
