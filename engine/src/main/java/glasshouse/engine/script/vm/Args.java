package glasshouse.engine.script.vm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The arguments of a library function, numbered from 1, and the checks of Lua's auxiliary library
 * with its error texts.
 */
public final class Args {
  private final Vm vm;
  private final LuaValue[] values;
  private final int before;
  private final int count;

  Args(Vm vm, LuaValue[] values, int from, int count) {
    this.vm = vm;
    this.values = values;
    this.before = from - 1;
    this.count = count;
  }

  /** The machine. */
  public Vm vm() {
    return vm;
  }

  /** Number of arguments. */
  public int count() {
    return count;
  }

  /** Argument {@code i}; NIL when absent. */
  public LuaValue get(int i) {
    return i <= count ? values[before + i] : LuaValue.NIL;
  }

  /** True when argument {@code i} is absent or nil. */
  public boolean noneOrNil(int i) {
    return get(i) == LuaValue.NIL;
  }

  /** The arguments from {@code i} on. */
  public LuaValue[] from(int i) {
    return i > count ? new LuaValue[0] : Arrays.copyOfRange(values, before + i, before + count + 1);
  }

  /** The arguments from {@code i} on, as results. */
  public Varargs rest(int i) {
    return LuaValue.varargsOf(from(i));
  }

  /** "bad argument" with the name the script used for the function. */
  public ScriptError bad(int i, String why) {
    return vm.badArgument(i, why);
  }

  /** "bad argument": another type was expected. */
  public ScriptError badType(int i, String expected) {
    String got = i > count ? "no value" : get(i).typename();
    return bad(i, expected + " expected, got " + got);
  }

  /** Argument {@code i}, which must be there. */
  public LuaValue any(int i) {
    if (i > count) {
      throw bad(i, "value expected");
    }
    return get(i);
  }

  /** A number, or a string that reads as one. */
  public double number(int i) {
    LuaValue v = get(i);
    if (v instanceof LuaNumber) {
      return v.todouble();
    }
    LuaValue n = Num.toNumber(v);
    if (n == null) {
      throw badType(i, "number");
    }
    return n.todouble();
  }

  /** A number cut to a C int as x86 does. */
  public int integer(int i) {
    return (int) Num.toLong(number(i));
  }

  /** A number cut to 64 bits. */
  public long whole(int i) {
    return Num.toLong(number(i));
  }

  /** As {@link #integer}, or {@code otherwise} when absent or nil. */
  public int integer(int i, int otherwise) {
    return noneOrNil(i) ? otherwise : integer(i);
  }

  /** A string, or a number's text. */
  public LuaString string(int i) {
    LuaValue v = get(i);
    if (v instanceof LuaString s) {
      return s;
    }
    if (v instanceof LuaNumber) {
      return Num.text(v);
    }
    throw badType(i, "string");
  }

  /** As {@link #string(int)}, or {@code otherwise} when absent or nil. */
  public LuaString string(int i, LuaString otherwise) {
    return noneOrNil(i) ? otherwise : string(i);
  }

  /** A string or number as text, or null. */
  public @Nullable LuaString textOrNull(int i) {
    return vm.ops().text(get(i));
  }

  /** A table. */
  public Table table(int i) {
    if (get(i) instanceof Table t) {
      return t;
    }
    throw badType(i, "table");
  }

  /** A function. */
  public Fn function(int i) {
    if (get(i) instanceof Fn f) {
      return f;
    }
    throw badType(i, "function");
  }
}
