package glasshouse.engine.script.library;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.ScriptFlags;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.library.Library.Function;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Fn;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code redis.register_function(name, callback)} and {@code
 * redis.register_function{function_name=, callback=, flags=, description=}}, for the library that
 * is being loaded. Checks and texts are those of redis-server 7.0.15.
 */
final class LibraryRegistrar {
  private static final String SELF = "redis.register_function";

  private final Vm vm;
  private final RedisLib redis;
  private @Nullable Library target;

  LibraryRegistrar(Vm vm, RedisLib redis) {
    this.vm = vm;
    this.redis = redis;
  }

  /** Functions belong to {@code library} from now on; null when no library is being loaded. */
  void target(@Nullable Library library) {
    target = library;
  }

  private ScriptError failure(String text) {
    return vm.raise(redis.errorTable(text));
  }

  Varargs register(Args a) {
    Library library = target;
    if (library == null) {
      throw failure(SELF + " can only be called on FUNCTION LOAD command");
    }
    if (a.count() < 1 || a.count() > 2) {
      throw failure("wrong number of arguments to " + SELF);
    }
    Function function = a.count() == 1 ? named(a.get(1)) : positional(a);
    if (!LibraryHead.isName(function.name())) {
      throw failure(LibraryHead.BAD_NAME);
    }
    if (library.functions().putIfAbsent(function.name(), function) != null) {
      throw failure("Function already exists in the library");
    }
    library.kept().put(function.name(), function.code());
    return LuaValue.NONE;
  }

  private Function positional(Args a) {
    LuaString name = a.textOrNull(1);
    if (name == null) {
      throw failure("first argument to " + SELF + " must be a string");
    }
    if (!(a.get(2) instanceof Fn code)) {
      throw failure("second argument to " + SELF + " must be a function");
    }
    return new Function(text(name), code, null, flags(EnumSet.noneOf(ScriptFlags.Flag.class)));
  }

  private Function named(LuaValue argument) {
    if (!(argument instanceof Table t)) {
      throw failure(
          "calling "
              + SELF
              + " with a single argument is only applicable to Lua table (representing named"
              + " arguments).");
    }
    String name = null;
    Fn code = null;
    byte[] description = null;
    ScriptFlags flags = flags(EnumSet.noneOf(ScriptFlags.Flag.class));
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      LuaString key = t.keyAt(at) instanceof LuaString s ? s : null;
      LuaValue value = t.valueAt(at);
      switch (key == null ? "" : text(key)) {
        case "function_name" -> name = string(value, "function_name");
        case "description" -> description = Bytes.of(string(value, "description"));
        case "callback" -> code = function(value);
        case "flags" -> flags = flags(value);
        default -> throw failure("unknown argument given to " + SELF);
      }
    }
    if (name == null) {
      throw failure(SELF + " must get a function name argument");
    }
    if (code == null) {
      throw failure(SELF + " must get a callback argument");
    }
    return new Function(name, code, description, flags);
  }

  private String string(LuaValue value, String argument) {
    LuaString text = vm.ops().text(value);
    if (text == null) {
      throw failure(argument + " argument given to " + SELF + " must be a string");
    }
    return text(text);
  }

  private Fn function(LuaValue value) {
    if (value instanceof Fn fn) {
      return fn;
    }
    throw failure("callback argument given to " + SELF + " must be a function");
  }

  /** The flags of an array; what else the table has is not looked at. */
  private ScriptFlags flags(LuaValue value) {
    if (!(value instanceof Table t)) {
      throw failure("flags argument to " + SELF + " must be a table representing function flags");
    }
    EnumSet<ScriptFlags.Flag> set = EnumSet.noneOf(ScriptFlags.Flag.class);
    for (int i = 1; t.get(i) != LuaValue.NIL; i++) {
      ScriptFlags.Flag flag =
          t.get(i) instanceof LuaString word ? ScriptFlags.Flag.of(text(word)) : null;
      if (flag == null) {
        throw failure("unknown flag given");
      }
      set.add(flag);
    }
    return flags(set);
  }

  private static ScriptFlags flags(EnumSet<ScriptFlags.Flag> set) {
    return new ScriptFlags(true, set);
  }

  private static String text(LuaString s) {
    byte[] out = new byte[s.m_length];
    s.copyInto(0, out, 0, out.length);
    return Bytes.text(out);
  }
}
