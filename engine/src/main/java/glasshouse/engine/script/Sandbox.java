package glasshouse.engine.script;

import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.lib.BaseLib;
import glasshouse.engine.script.lib.BitLib;
import glasshouse.engine.script.lib.CoroutineLib;
import glasshouse.engine.script.lib.JsonLib;
import glasshouse.engine.script.lib.Lrand48;
import glasshouse.engine.script.lib.MathLib;
import glasshouse.engine.script.lib.MsgPackLib;
import glasshouse.engine.script.lib.StringLib;
import glasshouse.engine.script.lib.StructLib;
import glasshouse.engine.script.lib.TableLib;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Fills and locks the globals. There is no way out: no luajava, os, io, package, debug, require,
 * dofile, print, getfenv or newproxy, and code in binary form is refused.
 */
public final class Sandbox {
  private Sandbox() {}

  /** The globals of EVAL's scripts. */
  static RedisLib openForScripts(Vm vm, Lrand48 random, String version) {
    libraries(vm, random);
    RedisLib redis = RedisLib.openForScripts(vm, version);
    vm.globals().put("__redis__err__handler", new Native(vm, Sandbox::errorHandler));
    close(vm);
    return redis;
  }

  /** The globals that functions find when they are called. */
  public static RedisLib openForFunctions(Vm vm, Lrand48 random, String version) {
    libraries(vm, random);
    RedisLib redis = RedisLib.open(vm, version);
    close(vm);
    return redis;
  }

  private static void libraries(Vm vm, Lrand48 random) {
    BaseLib.open(vm);
    CoroutineLib.open(vm);
    TableLib.open(vm);
    StringLib.open(vm);
    MathLib.open(vm, random);
    JsonLib.open(vm);
    StructLib.open(vm);
    MsgPackLib.open(vm);
    BitLib.open(vm);
  }

  private static void close(Vm vm) {
    refuseMissing(vm, vm.globals());
    lock(vm.globals());
    Table strings = vm.stringMeta();
    if (strings != null) {
      lock(strings);
    }
  }

  /** Reading a name that {@code t} does not have is an error from now on. */
  public static void refuseMissing(Vm vm, Table t) {
    Table meta = new Table(vm);
    meta.put("__index", new Native(vm, Sandbox::missingGlobal));
    t.metatable(meta);
  }

  private static LuaValue missingGlobal(Args a) {
    if (a.count() != 2) {
      throw a.vm().error("Wrong number of arguments to luaProtectedTableError");
    }
    LuaString name = a.textOrNull(2);
    if (name == null) {
      throw a.vm().error("Second argument to luaProtectedTableError must be a string or number");
    }
    throw a.vm()
        .error("Script attempted to access nonexistent global variable '" + name.tojstring() + "'");
  }

  private static LuaValue errorHandler(Args a) {
    if (a.get(1) instanceof Table t) {
      return t;
    }
    Table t = new Table(a.vm());
    LuaString text = a.textOrNull(1);
    t.put("err", LuaString.valueOf("ERR " + (text == null ? a.get(1) : text.tojstring())));
    Vm.Place place = a.vm().place();
    t.put("source", LuaString.valueOf(String.valueOf(place.source())));
    t.put("line", LuaInteger.valueOf(place.line()));
    return t;
  }

  /** Makes a table, all tables in it and their metatables read-only. */
  public static void lock(Table t) {
    if (t.readonly()) {
      return;
    }
    t.readonly(true);
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      if (t.valueAt(at) instanceof Table inner) {
        lock(inner);
      }
    }
    Table meta = t.metatable();
    if (meta != null) {
      lock(meta);
    }
  }
}
