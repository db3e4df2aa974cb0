package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** What a script calls the value in a register, found by reading the code that put it there. */
final class Names {
  /** A kind (local, global, field, method, upvalue) and a name. */
  record Name(String kind, String name) {}

  private Names() {}

  /** The name of the function that the running instruction of {@code f} calls, or null. */
  static @Nullable Name called(Frame f) {
    int i = f.code.code[f.pc - 1];
    return switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_CALL, Lua.OP_TAILCALL, Lua.OP_TFORCALL ->
          register(f.code, f.pc - 1, Lua.GETARG_A(i));
      default -> null;
    };
  }

  /** The name of {@code culprit}, an operand of the running instruction of {@code f}, or null. */
  static @Nullable Name operand(Frame f, LuaValue culprit) {
    Prototype p = f.code;
    int pc = f.pc - 1;
    int i = p.code[pc];
    int a = Lua.GETARG_A(i);
    int b = Lua.GETARG_B(i);
    int c = Lua.GETARG_C(i);
    return switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_GETTABUP -> upvalue(f, b, culprit);
      case Lua.OP_SETTABUP -> upvalue(f, a, culprit);
      case Lua.OP_TFORCALL -> null;
      case Lua.OP_SETTABLE, Lua.OP_CALL, Lua.OP_TAILCALL -> among(f, culprit, a, a);
      case Lua.OP_CONCAT -> among(f, culprit, b, c);
      case Lua.OP_GETTABLE, Lua.OP_SELF, Lua.OP_UNM, Lua.OP_LEN -> among(f, culprit, b, b);
      default -> {
        Name first = Lua.ISK(b) ? null : among(f, culprit, b, b);
        yield first != null || Lua.ISK(c) ? first : among(f, culprit, c, c);
      }
    };
  }

  private static @Nullable Name among(Frame f, LuaValue culprit, int from, int to) {
    for (int reg = from; reg <= to && reg < f.r.length; reg++) {
      if (f.r[reg] == culprit) {
        return register(f.code, f.pc - 1, reg);
      }
    }
    return null;
  }

  private static @Nullable Name upvalue(Frame f, int index, LuaValue culprit) {
    return f.fn.cells[index].get() == culprit
        ? new Name("upvalue", upvalueName(f.code, index))
        : null;
  }

  private static String upvalueName(Prototype p, int index) {
    LuaString name = index < p.upvalues.length ? p.upvalues[index].name : null;
    return name == null ? "?" : name.tojstring();
  }

  private static @Nullable Name register(Prototype p, int pc, int reg) {
    LuaString local = p.getlocalname(reg + 1, pc);
    if (local != null) {
      return new Name("local", local.tojstring());
    }
    int at = lastSetter(p, pc, reg);
    if (at < 0) {
      return null;
    }
    int i = p.code[at];
    int b = Lua.GETARG_B(i);
    String key = constant(p, Lua.GETARG_C(i));
    return switch (Lua.GET_OPCODE(i)) {
      case Lua.OP_MOVE -> b < Lua.GETARG_A(i) ? register(p, at, b) : null;
      case Lua.OP_GETTABUP -> new Name(upvalueName(p, b).equals("_ENV") ? "global" : "field", key);
      case Lua.OP_GETTABLE -> new Name("field", key);
      case Lua.OP_GETUPVAL -> new Name("upvalue", upvalueName(p, b));
      case Lua.OP_SELF -> new Name("method", key);
      default -> null;
    };
  }

  private static String constant(Prototype p, int rk) {
    return Lua.ISK(rk) && p.k[Lua.INDEXK(rk)] instanceof LuaString s ? s.tojstring() : "?";
  }

  /** The last instruction before {@code end} that surely set {@code reg}, or -1. */
  private static int lastSetter(Prototype p, int end, int reg) {
    int setter = -1;
    int joined = 0;
    for (int pc = 0; pc < end; pc++) {
      int i = p.code[pc];
      int a = Lua.GETARG_A(i);
      boolean sets =
          switch (Lua.GET_OPCODE(i)) {
            case Lua.OP_LOADNIL -> a <= reg && reg <= a + Lua.GETARG_B(i);
            case Lua.OP_TFORCALL -> reg >= a + 2;
            case Lua.OP_CALL, Lua.OP_TAILCALL -> reg >= a;
            case Lua.OP_JMP -> {
              int target = pc + 1 + Lua.GETARG_sBx(i);
              if (pc < target && target <= end) {
                joined = Math.max(joined, target);
              }
              yield false;
            }
            default -> Lua.testAMode(Lua.GET_OPCODE(i)) && a == reg;
          };
      if (sets) {
        setter = pc < joined ? -1 : pc;
      }
    }
    return setter;
  }
}
