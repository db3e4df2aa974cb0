package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.function.IntBinaryOperator;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.Varargs;

/** The library bit (BitOp): operations on 32-bit numbers with a sign. */
public final class BitLib {
  /** Adding this rounds a double to a whole number in its low bits, ties to even. */
  private static final double ROUND = 0x1.8p52;

  private BitLib() {}

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    Table b = new Table(vm);
    vm.globals().put("bit", b);
    add(vm, b, "tobit", a -> LuaInteger.valueOf(bits(a, 1)));
    add(vm, b, "bnot", a -> LuaInteger.valueOf(~bits(a, 1)));
    add(vm, b, "bswap", a -> LuaInteger.valueOf(Integer.reverseBytes(bits(a, 1))));
    add(vm, b, "band", a -> fold(a, (x, y) -> x & y));
    add(vm, b, "bor", a -> fold(a, (x, y) -> x | y));
    add(vm, b, "bxor", a -> fold(a, (x, y) -> x ^ y));
    add(vm, b, "lshift", a -> shift(a, (x, n) -> x << n));
    add(vm, b, "rshift", a -> shift(a, (x, n) -> x >>> n));
    add(vm, b, "arshift", a -> shift(a, (x, n) -> x >> n));
    add(vm, b, "rol", a -> shift(a, Integer::rotateLeft));
    add(vm, b, "ror", a -> shift(a, Integer::rotateRight));
    add(vm, b, "tohex", BitLib::hex);
  }

  private static int bits(Args a, int i) {
    double shifted = a.number(i) + ROUND;
    return (int) Double.doubleToRawLongBits(shifted);
  }

  /** From the last one down, as is seen from which of several wrong ones is named. */
  private static Varargs fold(Args a, IntBinaryOperator op) {
    int result = bits(a, 1);
    for (int i = a.count(); i > 1; i--) {
      result = op.applyAsInt(result, bits(a, i));
    }
    return LuaInteger.valueOf(result);
  }

  private static Varargs shift(Args a, IntBinaryOperator op) {
    int value = bits(a, 1);
    return LuaInteger.valueOf(op.applyAsInt(value, bits(a, 2) & 31));
  }

  private static Varargs hex(Args a) {
    int value = bits(a, 1);
    int digits = a.count() < 2 ? 8 : bits(a, 2);
    boolean upper = digits < 0;
    int count = Math.min(8, upper ? (digits == Integer.MIN_VALUE ? 8 : -digits) : digits);
    String all = String.format(upper ? "%08X" : "%08x", value);
    return BaseLib.latin(all.substring(8 - count));
  }
}
