package glasshouse.engine.script.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arithmetic on doubles, with a short way for small whole numbers. */
final class Arith {
  /** An operator with its metamethod. */
  enum Op {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD,
    POW,
    UNM;

    final LuaString event = LuaString.valueOf("__" + name().toLowerCase(java.util.Locale.ROOT));

    double apply(double a, double b) {
      return switch (this) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case DIV -> a / b;
        case MOD -> a - Math.floor(a / b) * b;
        case POW -> power(a, b);
        case UNM -> -a;
      };
    }

    /** C answers 1 where Java answers not-a-number. */
    private static double power(double a, double b) {
      return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }
  }

  private final Vm vm;

  Arith(Vm vm) {
    this.vm = vm;
  }

  LuaValue add(LuaValue a, LuaValue b) {
    return a instanceof LuaInteger i && b instanceof LuaInteger j
        ? LuaInteger.valueOf((long) i.v + j.v)
        : slow(Op.ADD, a, b);
  }

  LuaValue sub(LuaValue a, LuaValue b) {
    return a instanceof LuaInteger i && b instanceof LuaInteger j
        ? LuaInteger.valueOf((long) i.v - j.v)
        : slow(Op.SUB, a, b);
  }

  LuaValue mul(LuaValue a, LuaValue b) {
    if (a instanceof LuaInteger i && b instanceof LuaInteger j && i.v != 0 && j.v != 0) {
      return LuaInteger.valueOf((long) i.v * j.v);
    }
    return slow(Op.MUL, a, b);
  }

  LuaValue mod(LuaValue a, LuaValue b) {
    if (a instanceof LuaInteger i && b instanceof LuaInteger j && i.v >= 0 && j.v > 0) {
      return LuaInteger.valueOf(i.v % j.v);
    }
    return slow(Op.MOD, a, b);
  }

  LuaValue slow(Op op, LuaValue a, LuaValue b) {
    LuaValue x = a instanceof LuaNumber ? a : Num.toNumber(a);
    LuaValue y = b instanceof LuaNumber ? b : Num.toNumber(b);
    if (x == null || y == null) {
      return meta(op, a, b, x == null);
    }
    double result = op.apply(x.todouble(), y.todouble());
    return Double.isNaN(result) ? notANumber(op, x, y) : Num.of(result);
  }

  /** The sign of a NaN is that of the operand it came from; a new one has the sign of x86. */
  private static LuaValue notANumber(Op op, LuaValue x, LuaValue y) {
    LuaValue origin = Double.isNaN(x.todouble()) ? x : Double.isNaN(y.todouble()) ? y : Num.NAN;
    if (op == Op.UNM) {
      return origin == Num.NAN ? Num.POSITIVE_NAN : Num.NAN;
    }
    return origin;
  }

  private LuaValue meta(Op op, LuaValue a, LuaValue b, boolean firstIsWrong) {
    LuaValue handler = vm.ops().meta(a, op.event);
    if (handler == LuaValue.NIL) {
      handler = vm.ops().meta(b, op.event);
    }
    if (handler == LuaValue.NIL) {
      throw vm.ops().typeError(firstIsWrong ? a : b, "perform arithmetic on");
    }
    return vm.callValue(handler, a, b).arg1();
  }
}
