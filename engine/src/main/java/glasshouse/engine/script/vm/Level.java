package glasshouse.engine.script.vm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An active function, as a debugger sees it.
 *
 * @param chunk what error messages call its source
 * @param line the line that runs
 * @param name what its caller called it; null for the outermost, and where that cannot be told
 * @param locals the variables that can be named here, in the order of their declaration
 */
public record Level(String chunk, int line, @Nullable String name, List<Local> locals) {
  /** A local variable. */
  public record Local(String name, LuaValue value) {}

  static Level of(Frame f) {
    // In Lua 5.1 its variables are gone at the end of a function.
    boolean ends = f.pc == f.code.code.length;
    return new Level(f.chunk(), f.line(), name(f), ends ? List.of() : locals(f));
  }

  private static List<Local> locals(Frame f) {
    List<Local> locals = new ArrayList<>();
    for (int n = 1; ; n++) {
      LuaString name = f.code.getlocalname(n, f.pc - 1);
      if (name == null) {
        return locals;
      }
      locals.add(new Local(name.tojstring(), f.r[n - 1]));
    }
  }

  private static @Nullable String name(Frame f) {
    Frame caller = f.caller;
    if (caller == null || f.bottom || f.belowNative || f.tailCalls > 0) {
      return null;
    }
    Names.Name name = Names.called(caller);
    return name == null ? null : name.name();
  }
}
