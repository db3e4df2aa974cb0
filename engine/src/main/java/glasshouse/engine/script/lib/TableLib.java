package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Fn;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library table. */
public final class TableLib {
  private TableLib() {}

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    Table t = new Table(vm);
    vm.globals().put("table", t);
    add(vm, t, "concat", TableLib::concat);
    add(vm, t, "foreach", TableLib::forEach);
    add(vm, t, "foreachi", TableLib::forEachIndex);
    add(vm, t, "getn", a -> LuaInteger.valueOf(a.table(1).length()));
    add(vm, t, "insert", TableLib::insert);
    add(vm, t, "maxn", TableLib::maxIndex);
    add(vm, t, "remove", TableLib::remove);
    add(
        vm,
        t,
        "setn",
        a -> {
          a.table(1);
          throw a.vm().error("'setn' is obsolete");
        });
    add(vm, t, "sort", TableSort::sort);
  }

  private static Varargs concat(Args a) {
    Vm vm = a.vm();
    LuaString separator = a.string(2, LuaString.valueOf(""));
    Table t = a.table(1);
    int from = a.integer(3, 1);
    int to = a.noneOrNil(4) ? t.length() : a.integer(4);
    ByteBuilder out = new ByteBuilder(64);
    for (long i = from; i <= to; i++) {
      LuaValue v = t.get((int) i);
      LuaString text = vm.ops().text(v);
      if (text == null) {
        throw vm.error(
            "invalid value (" + v.typename() + ") at index " + i + " in table for 'concat'");
      }
      vm.work(1);
      vm.charge((long) text.m_length + separator.m_length);
      out.put(text.m_bytes, text.m_offset, text.m_length);
      if (i != to) {
        out.put(separator.m_bytes, separator.m_offset, separator.m_length);
      }
    }
    return LuaString.valueUsing(out.toByteArray());
  }

  private static Varargs forEach(Args a) {
    Table t = a.table(1);
    Fn f = a.function(2);
    for (int at = t.after(LuaValue.NIL); at >= 0; ) {
      LuaValue key = t.keyAt(at);
      LuaValue stop = a.vm().call(f, key, t.valueAt(at)).arg1();
      if (stop != LuaValue.NIL) {
        return stop;
      }
      a.vm().work(1);
      at = t.after(key);
    }
    return LuaValue.NONE;
  }

  private static Varargs forEachIndex(Args a) {
    Table t = a.table(1);
    int n = t.length();
    Fn f = a.function(2);
    for (int i = 1; i <= n; i++) {
      LuaValue stop = a.vm().call(f, LuaInteger.valueOf(i), t.get(i)).arg1();
      if (stop != LuaValue.NIL) {
        return stop;
      }
      a.vm().work(1);
    }
    return LuaValue.NONE;
  }

  private static Varargs insert(Args a) {
    Table t = a.table(1);
    int end = t.length() + 1;
    switch (a.count()) {
      case 2 -> t.put(end, a.get(2));
      case 3 -> {
        int at = a.integer(2);
        int last = Math.max(end, at);
        for (int i = last; i > at; i--) {
          t.put(i, t.get(i - 1));
        }
        a.vm().work(Math.max(1, (last - at) / 16));
        t.put(at, a.get(3));
      }
      default -> throw a.vm().error("wrong number of arguments to 'insert'");
    }
    return LuaValue.NONE;
  }

  private static Varargs remove(Args a) {
    Table t = a.table(1);
    int end = t.length();
    int at = a.integer(2, end);
    if (!(1 <= at && at <= end)) {
      return LuaValue.NONE;
    }
    LuaValue removed = t.get(at);
    for (int i = at; i < end; i++) {
      t.put(i, t.get(i + 1));
    }
    a.vm().work(Math.max(1, (end - at) / 16));
    t.put(end, LuaValue.NIL);
    return removed;
  }

  private static Varargs maxIndex(Args a) {
    Table t = a.table(1);
    double max = 0;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      if (t.keyAt(at) instanceof LuaNumber n) {
        max = Math.max(max, n.todouble());
      }
    }
    return Num.of(max);
  }
}
