package glasshouse.engine.script.lib;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Writes Lua values as MessagePack, in the shortest form; deeper than 16 tables all is nil. */
final class MsgPackWriter {
  private static final int MAX_NESTING = 16;

  private final Vm vm;
  private final ByteBuilder out = new ByteBuilder(64);

  MsgPackWriter(Vm vm) {
    this.vm = vm;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  void value(LuaValue v, int level) {
    vm.work(1);
    switch (v) {
      case LuaString s -> text(s);
      case LuaBoolean b -> out.put(b.v ? 0xc3 : 0xc2);
      case LuaNumber n -> number(v, n.todouble());
      case Table t when level < MAX_NESTING -> table(t, level);
      default -> out.put(0xc0);
    }
  }

  private void text(LuaString s) {
    int length = s.m_length;
    vm.charge(length);
    if (length < 32) {
      out.put(0xa0 | length);
    } else if (length <= 0xff) {
      out.put(0xd9).put(length);
    } else {
      size(length, 0xda);
    }
    out.put(s.m_bytes, s.m_offset, length);
  }

  private void number(LuaValue v, double d) {
    long whole = Num.toLong(d);
    if (whole == d && !Double.isInfinite(d)) {
      integer(whole);
    } else if ((float) d == d) {
      out.put(0xca);
      big(Float.floatToRawIntBits((float) d), 4);
    } else {
      long bits = Double.doubleToRawLongBits(d);
      out.put(0xcb);
      big(v == Num.NAN ? bits | Long.MIN_VALUE : bits, 8);
    }
  }

  private void integer(long n) {
    if (n >= -32 && n <= 127) {
      out.put((int) n);
      return;
    }
    if (n >= 0) {
      int width = n <= 0xff ? 0 : n <= 0xffff ? 1 : n <= 0xffffffffL ? 2 : 3;
      out.put(0xcc + width);
      big(n, 1 << width);
    } else {
      int width = n >= -128 ? 0 : n >= -32768 ? 1 : n >= Integer.MIN_VALUE ? 2 : 3;
      out.put(0xd0 + width);
      big(n, 1 << width);
    }
  }

  private void big(long bits, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.put((int) (bits >>> (8 * i)));
    }
  }

  private void size(int n, int marker) {
    if (n <= 0xffff) {
      out.put(marker);
      big(n, 2);
    } else {
      out.put(marker + 1);
      big(n, 4);
    }
  }

  private void head(int n, int small, int marker) {
    if (n <= 15) {
      out.put(small | n);
    } else {
      size(n, marker);
    }
  }

  private void table(Table t, int level) {
    int entries = 0;
    double max = 0;
    boolean list = true;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      entries++;
      double key = t.keyAt(at) instanceof LuaNumber n ? n.todouble() : -1;
      list &= key > 0 && key == Math.rint(key) && key <= Integer.MAX_VALUE;
      max = Math.max(max, key);
    }
    vm.charge(9L * entries);
    if (list && max == entries) {
      head(entries, 0x90, 0xdc);
      for (int i = 1; i <= entries; i++) {
        value(t.get(i), level + 1);
      }
      return;
    }
    head(entries, 0x80, 0xde);
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      value(t.keyAt(at), level + 1);
      value(t.valueAt(at), level + 1);
    }
  }
}
