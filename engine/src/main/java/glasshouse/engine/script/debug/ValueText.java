package glasshouse.engine.script.debug;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Quoting;
import glasshouse.engine.script.vm.CFormat;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Ref;
import glasshouse.engine.script.vm.Table;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A Lua value in a form that people read: tables with what is in them, ten levels deep. */
final class ValueText {
  private static final int DEEPEST = 10;

  private final int most;
  private final ByteBuilder out = new ByteBuilder(64);

  private ValueText(int most) {
    this.most = most;
  }

  /** The text of a value; what is longer than {@code most} may end anywhere behind that. */
  static String of(LuaValue value, int most) {
    ValueText text = new ValueText(most);
    text.add(value, 0);
    return text.out.toString();
  }

  private void add(LuaValue value, int level) {
    if (level == DEEPEST) {
      out.latin("<max recursion level reached! Nested table?>");
      return;
    }
    switch (value) {
      case LuaString s -> Quoting.append(out, s.m_bytes, s.m_offset, s.m_length);
      case LuaBoolean b -> out.latin(b.v ? "true" : "false");
      case LuaNumber n ->
          out.latin(n == Num.POSITIVE_NAN ? "nan" : CFormat.general(n.todouble(), 6));
      case Table t -> table(t, level + 1);
      case Ref r -> {
        String address = r.address().tojstring();
        out.put('"').latin(r.typename()).put('@');
        out.latin(address.substring(address.indexOf(' ') + 1)).put('"');
      }
      default -> out.latin("nil");
    }
  }

  private void table(Table t, int level) {
    boolean array = isArray(t);
    int start = out.put('{').length();
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      if (out.length() > most) {
        return;
      }
      if (out.length() > start) {
        out.latin("; ");
      }
      if (!array) {
        out.put('[');
        add(t.keyAt(at), level);
        out.latin("]=");
      }
      add(t.valueAt(at), level);
    }
    out.put('}');
  }

  /** True when the keys are 1, 2, 3 and so on, in this order. */
  private static boolean isArray(Table t) {
    int expected = 1;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      if (!(t.keyAt(at) instanceof LuaNumber n) || n.todouble() != expected++) {
        return false;
      }
    }
    return true;
  }
}
