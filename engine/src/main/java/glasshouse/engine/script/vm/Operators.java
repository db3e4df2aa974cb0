package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Lua's operators on any values, metamethods included. */
public final class Operators {
  private static final int META_LOOP = 100;
  private static final LuaString INDEX = LuaString.valueOf("__index");
  private static final LuaString NEWINDEX = LuaString.valueOf("__newindex");
  private static final LuaString CALL = LuaString.valueOf("__call");
  private static final LuaString EQ = LuaString.valueOf("__eq");
  private static final LuaString LT = LuaString.valueOf("__lt");
  private static final LuaString LE = LuaString.valueOf("__le");
  private static final LuaString LEN = LuaString.valueOf("__len");
  private static final LuaString CONCAT = LuaString.valueOf("__concat");

  private final Vm vm;

  Operators(Vm vm) {
    this.vm = vm;
  }

  static boolean truth(LuaValue v) {
    return v != LuaValue.NIL && v != LuaBoolean.FALSE;
  }

  /** The metatable of any value, or null. */
  public @Nullable Table metatable(LuaValue v) {
    return v instanceof Table t ? t.metatable() : v instanceof LuaString ? vm.stringMeta() : null;
  }

  /** The metamethod {@code event} of {@code v}, NIL when it has none. */
  public LuaValue meta(LuaValue v, LuaString event) {
    Table meta = metatable(v);
    return meta == null ? LuaValue.NIL : meta.get(event);
  }

  /** {@code o[key]}. */
  public LuaValue index(LuaValue o, LuaValue key) {
    LuaValue object = o;
    for (int loop = 0; loop < META_LOOP; loop++) {
      LuaValue handler;
      if (object instanceof Table t) {
        LuaValue v = t.get(key);
        Table meta = t.metatable();
        if (v != LuaValue.NIL || meta == null) {
          return v;
        }
        handler = meta.get(INDEX);
        if (handler == LuaValue.NIL) {
          return LuaValue.NIL;
        }
      } else {
        handler = meta(object, INDEX);
        if (handler == LuaValue.NIL) {
          throw typeError(object, "index");
        }
      }
      if (handler instanceof Fn f) {
        return vm.call(f, object, key).arg1();
      }
      object = handler;
    }
    throw vm.runError("loop in gettable");
  }

  /** {@code o[key] = value}. */
  public void setIndex(LuaValue o, LuaValue key, LuaValue value) {
    LuaValue object = o;
    for (int loop = 0; loop < META_LOOP; loop++) {
      LuaValue handler;
      if (object instanceof Table t) {
        Table meta = t.metatable();
        handler = meta == null || t.readonly() ? LuaValue.NIL : meta.get(NEWINDEX);
        if (handler == LuaValue.NIL || t.get(key) != LuaValue.NIL) {
          t.put(key, value);
          return;
        }
      } else {
        handler = meta(object, NEWINDEX);
        if (handler == LuaValue.NIL) {
          throw typeError(object, "index");
        }
      }
      if (handler instanceof Fn f) {
        vm.call(f, object, key, value);
        return;
      }
      object = handler;
    }
    throw vm.runError("loop in settable");
  }

  /** The function to call for a value that is none; the value becomes its first argument. */
  Fn callable(LuaValue v) {
    if (meta(v, CALL) instanceof Fn f) {
      return f;
    }
    throw typeError(v, "call");
  }

  /** {@code a == b}. */
  public boolean equal(LuaValue a, LuaValue b) {
    if (rawEqual(a, b)) {
      return true;
    }
    if (!(a instanceof Table s && b instanceof Table t)) {
      return false;
    }
    LuaValue handler = commonHandler(s.metatable(), t.metatable(), EQ);
    return handler instanceof Fn f && truth(vm.call(f, a, b).arg1());
  }

  /** Equality without metamethods. */
  public boolean rawEqual(LuaValue a, LuaValue b) {
    if (a instanceof LuaNumber && b instanceof LuaNumber) {
      return a.todouble() == b.todouble();
    }
    return a == b || (a instanceof LuaString s && b instanceof LuaString t && s.raweq(t));
  }

  private static LuaValue commonHandler(@Nullable Table a, @Nullable Table b, LuaString event) {
    if (a == null || b == null) {
      return LuaValue.NIL;
    }
    LuaValue first = a.get(event);
    return a == b || first == b.get(event) ? first : LuaValue.NIL;
  }

  /** {@code a < b}. */
  public boolean less(LuaValue a, LuaValue b) {
    if (a instanceof LuaInteger i && b instanceof LuaInteger j) {
      return i.v < j.v;
    }
    if (a instanceof LuaNumber && b instanceof LuaNumber) {
      return a.todouble() < b.todouble();
    }
    if (a instanceof LuaString s && b instanceof LuaString t) {
      return compare(s, t) < 0;
    }
    if (order(a, b, LT) instanceof Fn f) {
      return truth(vm.call(f, a, b).arg1());
    }
    throw orderError(a, b);
  }

  /** {@code a <= b}. */
  public boolean lessOrEqual(LuaValue a, LuaValue b) {
    if (a instanceof LuaInteger i && b instanceof LuaInteger j) {
      return i.v <= j.v;
    }
    if (a instanceof LuaNumber && b instanceof LuaNumber) {
      return a.todouble() <= b.todouble();
    }
    if (a instanceof LuaString s && b instanceof LuaString t) {
      return compare(s, t) <= 0;
    }
    if (order(a, b, LE) instanceof Fn f) {
      return truth(vm.call(f, a, b).arg1());
    }
    if (order(b, a, LT) instanceof Fn f) {
      return !truth(vm.call(f, b, a).arg1());
    }
    throw orderError(a, b);
  }

  private LuaValue order(LuaValue a, LuaValue b, LuaString event) {
    return a.type() == b.type() ? commonHandler(metatable(a), metatable(b), event) : LuaValue.NIL;
  }

  private ScriptError orderError(LuaValue a, LuaValue b) {
    String s = a.typename();
    String t = b.typename();
    return vm.runError(
        s.equals(t)
            ? "attempt to compare two " + s + " values"
            : "attempt to compare " + s + " with " + t);
  }

  /** Compares bytes without a sign (strcoll in the C locale). */
  public static int compare(LuaString a, LuaString b) {
    return java.util.Arrays.compareUnsigned(
        a.m_bytes,
        a.m_offset,
        a.m_offset + a.m_length,
        b.m_bytes,
        b.m_offset,
        b.m_offset + b.m_length);
  }

  /** {@code #v}. */
  public LuaValue lengthOf(LuaValue v) {
    if (v instanceof Table t) {
      return LuaInteger.valueOf(t.length());
    }
    if (v instanceof LuaString s) {
      return LuaInteger.valueOf(s.m_length);
    }
    if (meta(v, LEN) instanceof Fn f) {
      return vm.call(f, v).arg1();
    }
    throw typeError(v, "get length of");
  }

  /** A string or a number as text; null for any other value. */
  public @Nullable LuaString text(LuaValue v) {
    return v instanceof LuaString s ? s : v instanceof LuaNumber ? Num.text(v) : null;
  }

  /** The values of registers {@code from..to} joined, from the right. */
  LuaValue concat(LuaValue[] r, int from, int to) {
    LuaString[] parts = new LuaString[to - from + 1];
    long length = 0;
    for (int i = from; i <= to; i++) {
      LuaString part = text(r[i]);
      if (part == null) {
        return concatMeta(r, from, to);
      }
      parts[i - from] = part;
      length += part.m_length;
    }
    return join(parts, parts.length, length);
  }

  private LuaString join(LuaString[] parts, int count, long length) {
    vm.charge(40 + length);
    byte[] out = new byte[Math.toIntExact(length)];
    int at = 0;
    for (int i = 0; i < count; i++) {
      LuaString part = parts[i];
      System.arraycopy(part.m_bytes, part.m_offset, out, at, part.m_length);
      at += part.m_length;
    }
    return LuaString.valueUsing(out);
  }

  private LuaValue concatMeta(LuaValue[] r, int from, int to) {
    LuaValue right = r[to];
    for (int i = to - 1; i >= from; i--) {
      right = concatTwo(r[i], right);
    }
    return right;
  }

  private LuaValue concatTwo(LuaValue a, LuaValue b) {
    LuaString s = text(a);
    LuaString t = text(b);
    if (s != null && t != null) {
      return join(new LuaString[] {s, t}, 2, (long) s.m_length + t.m_length);
    }
    LuaValue handler = meta(a, CONCAT);
    if (handler == LuaValue.NIL) {
      handler = meta(b, CONCAT);
    }
    if (handler == LuaValue.NIL) {
      throw typeError(s == null ? a : b, "concatenate");
    }
    return vm.callValue(handler, a, b).arg1();
  }

  /** "attempt to ... a nil value", with the name the script has for it. */
  ScriptError typeError(LuaValue culprit, String operation) {
    Frame frame = vm.frameIfLua();
    Names.Name name = frame == null ? null : Names.operand(frame, culprit);
    String what = culprit.typename();
    return vm.runError(
        name == null
            ? "attempt to " + operation + " a " + what + " value"
            : "attempt to %s %s '%s' (a %s value)"
                .formatted(operation, name.kind(), name.name(), what));
  }
}
