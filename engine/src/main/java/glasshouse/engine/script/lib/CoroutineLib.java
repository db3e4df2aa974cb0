package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Closure;
import glasshouse.engine.script.vm.Coroutine;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library coroutine. */
public final class CoroutineLib {
  private CoroutineLib() {}

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    Table c = new Table(vm);
    vm.globals().put("coroutine", c);
    c.put("yield", vm.yieldFunction());
    add(vm, c, "create", CoroutineLib::create);
    add(vm, c, "resume", CoroutineLib::resume);
    add(vm, c, "status", a -> LuaString.valueOf(status(coroutine(a))));
    add(vm, c, "wrap", CoroutineLib::wrap);
    add(
        vm,
        c,
        "running",
        a -> {
          Coroutine running = a.vm().coroutine();
          return running == null ? LuaValue.NIL : running;
        });
  }

  private static Coroutine create(Args a) {
    if (a.get(1) instanceof Closure fn) {
      return new Coroutine(a.vm(), fn);
    }
    throw a.bad(1, "Lua function expected");
  }

  private static Coroutine coroutine(Args a) {
    if (a.get(1) instanceof Coroutine co) {
      return co;
    }
    throw a.bad(1, "coroutine expected");
  }

  private static String status(Coroutine co) {
    return co.status().name().toLowerCase(Locale.ROOT);
  }

  private static Varargs resume(Args a) {
    Coroutine co = coroutine(a);
    if (co.status() != Coroutine.Status.SUSPENDED) {
      return LuaValue.varargsOf(LuaValue.FALSE, refusal(co));
    }
    try {
      return LuaValue.varargsOf(LuaValue.TRUE, a.vm().resume(co, a.from(2)));
    } catch (ScriptError e) {
      return LuaValue.varargsOf(LuaValue.FALSE, e.value());
    }
  }

  private static LuaString refusal(Coroutine co) {
    return LuaString.valueOf("cannot resume " + status(co) + " coroutine");
  }

  private static Varargs wrap(Args create) {
    Coroutine co = create(create);
    return new Native(
        create.vm(),
        a -> {
          Vm vm = a.vm();
          if (co.status() != Coroutine.Status.SUSPENDED) {
            throw vm.error(refusal(co).tojstring());
          }
          try {
            return vm.resume(co, a.from(1));
          } catch (ScriptError e) {
            if (e.value() instanceof LuaString text) {
              throw vm.error(Bytes.text(BaseLib.bytes(text)));
            }
            throw vm.raise(e.value());
          }
        });
  }
}
