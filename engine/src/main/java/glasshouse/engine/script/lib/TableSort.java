package glasshouse.engine.script.lib;

import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Fn;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * table.sort: quicksort with the median of three as the pivot, the smaller half first, in the order
 * of comparisons that Lua 5.1 makes, since a comparison may have effects and equal elements are not
 * kept in order.
 */
final class TableSort {
  private final Vm vm;
  private final Table t;
  private final @Nullable Fn less;

  private TableSort(Vm vm, Table t, @Nullable Fn less) {
    this.vm = vm;
    this.t = t;
    this.less = less;
  }

  static Varargs sort(Args a) {
    Table t = a.table(1);
    int n = t.length();
    Fn less = a.noneOrNil(2) ? null : a.function(2);
    new TableSort(a.vm(), t, less).range(1, n);
    return LuaValue.NONE;
  }

  private boolean less(LuaValue a, LuaValue b) {
    vm.work(1);
    if (less == null) {
      return vm.ops().less(a, b);
    }
    LuaValue answer = vm.call(less, a, b).arg1();
    return answer != LuaValue.NIL && answer != LuaValue.FALSE;
  }

  private void swapIfLess(int high, int low) {
    LuaValue a = t.get(high);
    LuaValue b = t.get(low);
    if (less(a, b)) {
      t.put(low, a);
      t.put(high, b);
    }
  }

  private void range(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      swapIfLess(high, low);
      if (high - low == 1) {
        return;
      }
      int middle = (int) (((long) low + high) / 2);
      LuaValue pivot = t.get(middle);
      LuaValue first = t.get(low);
      if (less(pivot, first)) {
        t.put(middle, first);
        t.put(low, pivot);
      } else {
        LuaValue last = t.get(high);
        if (less(last, pivot)) {
          t.put(middle, last);
          t.put(high, pivot);
        }
      }
      if (high - low == 2) {
        return;
      }
      int at = partition(low, high, middle);
      if (at - low < high - at) {
        range(low, at - 1);
        low = at + 1;
      } else {
        range(at + 1, high);
        high = at - 1;
      }
    }
  }

  private int partition(int low, int high, int middle) {
    LuaValue pivot = t.get(middle);
    t.put(middle, t.get(high - 1));
    t.put(high - 1, pivot);
    int i = low;
    int j = high - 1;
    while (true) {
      while (less(t.get(++i), pivot)) {
        if (i > high) {
          throw vm.error("invalid order function for sorting");
        }
      }
      while (less(pivot, t.get(--j))) {
        if (j < low) {
          throw vm.error("invalid order function for sorting");
        }
      }
      if (j < i) {
        break;
      }
      LuaValue left = t.get(i);
      t.put(i, t.get(j));
      t.put(j, left);
    }
    LuaValue left = t.get(i);
    t.put(i, t.get(high - 1));
    t.put(high - 1, left);
    return i;
  }
}
