package glasshouse.engine.script.lib;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Ref;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.SyntaxError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The global functions, without those that reach files, and without print. */
public final class BaseLib {
  /** C functions may push this many values (LUAI_MAXCSTACK). */
  static final int MAX_RESULTS = 8000;

  private static final LuaString ERR = LuaString.valueOf("err");
  private static final LuaString METATABLE = LuaString.valueOf("__metatable");
  private static final LuaString TOSTRING = LuaString.valueOf("__tostring");
  private static final List<String> COLLECT_OPTIONS =
      List.of("stop", "restart", "collect", "count", "step", "setpause", "setstepmul");

  private BaseLib() {}

  /** Puts the functions into the globals. */
  public static void open(Vm vm) {
    Table g = vm.globals();
    g.put("_G", g);
    g.put("_VERSION", LuaString.valueOf("Lua 5.1"));
    add(vm, g, "assert", BaseLib::assertion);
    add(vm, g, "collectgarbage", BaseLib::collectGarbage);
    add(vm, g, "error", BaseLib::error);
    add(vm, g, "gcinfo", a -> Num.of(a.vm().memoryUsed() / 1024));
    add(vm, g, "getmetatable", BaseLib::getMetatable);
    add(vm, g, "load", BaseLib::loadOrFail);
    add(vm, g, "loadstring", BaseLib::loadString);
    add(vm, g, "next", a -> next(a.table(1), a.get(2)));
    add(vm, g, "pcall", BaseLib::protectedCall);
    add(vm, g, "rawequal", a -> LuaValue.valueOf(a.vm().ops().rawEqual(a.any(1), a.any(2))));
    add(vm, g, "rawget", a -> a.table(1).get(a.any(2)));
    add(vm, g, "rawset", BaseLib::rawSet);
    add(vm, g, "select", BaseLib::select);
    add(vm, g, "setmetatable", BaseLib::setMetatable);
    add(vm, g, "tonumber", BaseLib::toNumber);
    add(vm, g, "tostring", a -> toText(a.vm(), a.any(1)));
    add(vm, g, "type", a -> LuaString.valueOf(a.any(1).typename()));
    add(vm, g, "unpack", BaseLib::unpack);
    add(vm, g, "xpcall", BaseLib::protectedCallWithHandler);
    iterators(vm, g);
  }

  static void add(Vm vm, Table table, String name, Native.Body body) {
    table.put(name, new Native(vm, body));
  }

  private static void iterators(Vm vm, Table g) {
    LuaValue next = g.get(LuaString.valueOf("next"));
    LuaValue step =
        new Native(
            vm,
            a -> {
              int i = a.integer(2) + 1;
              LuaValue v = a.table(1).get(i);
              return v == LuaValue.NIL
                  ? LuaValue.NIL
                  : LuaValue.varargsOf(LuaInteger.valueOf(i), v);
            });
    add(vm, g, "pairs", a -> LuaValue.varargsOf(next, a.table(1), LuaValue.NIL));
    add(vm, g, "ipairs", a -> LuaValue.varargsOf(step, a.table(1), LuaInteger.valueOf(0)));
  }

  private static Varargs next(Table t, LuaValue key) {
    int place = t.after(key);
    return place < 0 ? LuaValue.NIL : LuaValue.varargsOf(t.keyAt(place), t.valueAt(place));
  }

  private static Varargs assertion(Args a) {
    LuaValue v = a.any(1);
    if (v == LuaValue.NIL || v == LuaValue.FALSE) {
      throw a.vm().error(a.noneOrNil(2) ? "assertion failed!" : Bytes.text(bytes(a.string(2))));
    }
    return a.rest(1);
  }

  private static Varargs collectGarbage(Args a) {
    String option = a.noneOrNil(1) ? "collect" : Bytes.untilNul(a.string(1).tojstring());
    if (!COLLECT_OPTIONS.contains(option)) {
      throw a.bad(1, "invalid option '" + option + "'");
    }
    return switch (option) {
      case "count" -> Num.of(a.vm().memoryUsed() / 1024.0);
      case "step" -> LuaValue.TRUE;
      case "setpause", "setstepmul" -> LuaInteger.valueOf(200);
      case "collect" -> {
        a.vm().collect();
        yield LuaInteger.valueOf(0);
      }
      default -> LuaInteger.valueOf(0);
    };
  }

  private static Varargs error(Args a) {
    int level = a.integer(2, 1);
    LuaValue value = a.get(1);
    LuaString text = a.vm().ops().text(value);
    if (text == null || level <= 0) {
      throw a.vm().raise(value);
    }
    byte[] where = Bytes.of(a.vm().where(level));
    byte[] all = new byte[where.length + text.m_length];
    System.arraycopy(where, 0, all, 0, where.length);
    text.copyInto(0, all, where.length, text.m_length);
    throw a.vm().raise(LuaString.valueUsing(all));
  }

  private static Varargs getMetatable(Args a) {
    Table meta = a.vm().ops().metatable(a.any(1));
    if (meta == null) {
      return LuaValue.NIL;
    }
    LuaValue shown = meta.get(METATABLE);
    return shown == LuaValue.NIL ? meta : shown;
  }

  private static Varargs setMetatable(Args a) {
    Table t = a.table(1);
    LuaValue meta = a.get(2);
    if (a.count() < 2 || !(meta == LuaValue.NIL || meta instanceof Table)) {
      throw a.bad(2, "nil or table expected");
    }
    Table old = t.metatable();
    if (old != null && old.get(METATABLE) != LuaValue.NIL) {
      throw a.vm().error("cannot change a protected metatable");
    }
    if (t.readonly()) {
      throw a.vm().runError("Attempt to modify a readonly table");
    }
    t.metatable(meta instanceof Table m ? m : null);
    return t;
  }

  private static Varargs rawSet(Args a) {
    Table t = a.table(1);
    a.any(2);
    t.put(a.get(2), a.any(3));
    return t;
  }

  /** Errors of the reader come back as those of the source do. */
  private static Varargs loadOrFail(Args a) {
    LuaValue reader = a.function(1);
    try {
      return load(a, reader);
    } catch (ScriptError e) {
      return LuaValue.varargsOf(LuaValue.NIL, e.value());
    }
  }

  private static Varargs load(Args a, LuaValue reader) {
    String name = a.noneOrNil(2) ? "=(load)" : Bytes.text(bytes(a.string(2)));
    var source = new glasshouse.engine.base.ByteBuilder(256);
    while (true) {
      LuaValue piece = a.vm().callValue(reader).arg1();
      if (piece == LuaValue.NIL || (piece instanceof LuaString s && s.m_length == 0)) {
        return compile(a, source.toByteArray(), name);
      }
      LuaString text = a.vm().ops().text(piece);
      if (text == null) {
        throw a.vm().error("reader function must return a string");
      }
      a.vm().charge(text.m_length);
      source.put(text.m_bytes, text.m_offset, text.m_length);
    }
  }

  private static Varargs loadString(Args a) {
    byte[] source = bytes(a.string(1));
    return compile(a, source, a.noneOrNil(2) ? null : Bytes.text(bytes(a.string(2))));
  }

  private static Varargs compile(
      Args a, byte[] source, @org.jspecify.annotations.Nullable String name) {
    String chunk = name == null ? Bytes.text(source) : name;
    try {
      return a.vm().load(source, chunk);
    } catch (SyntaxError e) {
      return LuaValue.varargsOf(LuaValue.NIL, latin(e.text()));
    }
  }

  /**
   * As Redis' own pcall: of an error table with a text, only the text; and with nothing to call, it
   * calls the true that it keeps for its answer.
   */
  private static Varargs protectedCall(Args a) {
    LuaValue called = a.count() == 0 ? LuaValue.TRUE : a.get(1);
    return a.vm().protectedCall(called, a.from(2), BaseLib::caught);
  }

  private static LuaValue caught(ScriptError error) {
    if (error.value() instanceof Table t) {
      LuaValue text = t.get(ERR);
      return text instanceof LuaString || text instanceof LuaNumber ? text : t;
    }
    return error.value();
  }

  private static Varargs protectedCallWithHandler(Args a) {
    if (a.count() < 2) {
      throw a.bad(2, "value expected");
    }
    Vm vm = a.vm();
    LuaValue handler = a.get(2);
    return vm.protectedCall(a.get(1), new LuaValue[0], e -> handled(vm, handler, e));
  }

  private static LuaValue handled(Vm vm, LuaValue handler, ScriptError error) {
    try {
      return vm.callValue(handler, error.value()).arg1();
    } catch (ScriptError again) {
      return LuaString.valueOf("error in error handling");
    }
  }

  private static Varargs select(Args a) {
    if (a.get(1) instanceof LuaString s && s.m_length > 0 && s.luaByte(0) == '#') {
      return LuaInteger.valueOf(a.count() - 1);
    }
    int i = a.integer(1);
    if (i < 0) {
      i = a.count() + i;
    } else if (i > a.count()) {
      i = a.count();
    }
    if (i < 1) {
      throw a.bad(1, "index out of range");
    }
    return a.rest(i + 1);
  }

  private static Varargs toNumber(Args a) {
    int base = a.integer(2, 10);
    if (base == 10) {
      LuaValue n = Num.toNumber(a.any(1));
      return n == null ? LuaValue.NIL : n;
    }
    LuaString text = a.string(1);
    if (base < 2 || base > 36) {
      throw a.bad(2, "base out of range");
    }
    return inBase(Bytes.text(bytes(text)).strip(), base);
  }

  /** As strtoul: a sign is taken, and too large numbers stop at 2^64 - 1. */
  private static LuaValue inBase(String text, int base) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (base == 16 && (digits.startsWith("0x") || digits.startsWith("0X"))) {
      digits = digits.substring(2);
    }
    if (digits.isEmpty()) {
      return LuaValue.NIL;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'z' || Character.digit(digits.charAt(i), base) < 0) {
        return LuaValue.NIL;
      }
    }
    var value = new java.math.BigInteger(digits, base);
    if (value.bitLength() > 64) {
      return Num.of(0x1p64);
    }
    double d = negative ? value.negate().mod(TWO_64).doubleValue() : value.doubleValue();
    return Num.of(d);
  }

  private static final java.math.BigInteger TWO_64 = java.math.BigInteger.ONE.shiftLeft(64);

  /** What tostring answers for any value. */
  static LuaValue toText(Vm vm, LuaValue v) {
    LuaValue handler = vm.ops().meta(v, TOSTRING);
    if (handler != LuaValue.NIL) {
      return vm.callValue(handler, v).arg1();
    }
    LuaString text = vm.ops().text(v);
    if (text != null) {
      return text;
    }
    return v instanceof Ref ref ? ref.address() : LuaString.valueOf(v.tojstring());
  }

  private static Varargs unpack(Args a) {
    Table t = a.table(1);
    int from = a.integer(2, 1);
    int to = a.noneOrNil(3) ? t.length() : a.integer(3);
    if (from > to) {
      return LuaValue.NONE;
    }
    long count = (long) to - from + 1;
    if (count + a.count() > MAX_RESULTS) {
      throw a.vm().error("too many results to unpack");
    }
    LuaValue[] out = new LuaValue[(int) count];
    for (int i = 0; i < out.length; i++) {
      out[i] = t.get(from + i);
    }
    return LuaValue.varargsOf(out);
  }

  static byte[] bytes(LuaString s) {
    byte[] out = new byte[s.m_length];
    s.copyInto(0, out, 0, out.length);
    return out;
  }

  static LuaString latin(String text) {
    return LuaString.valueUsing(Bytes.of(text));
  }
}
