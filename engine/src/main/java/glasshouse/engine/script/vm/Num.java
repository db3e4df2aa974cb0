package glasshouse.engine.script.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Numbers of Lua 5.1: doubles, printed with %.14g. LuaJ keeps small whole ones as integers; it has
 * neither a negative zero nor a NaN with a sign, which C prints, so those are values of our own.
 */
public final class Num {
  /** Minus zero, printed -0. */
  static final LuaNumber NEGATIVE_ZERO = new Special(-0.0, "-0");

  /** What 0/0 gives on x86, where the judge runs: printed -nan. */
  public static final LuaNumber NAN = new Special(Double.NaN, "-nan");

  /** The negation of {@link #NAN}: printed nan. */
  public static final LuaNumber POSITIVE_NAN = new Special(Double.NaN, "nan");

  private static final double TWO_63 = 0x1p63;

  private Num() {}

  private static final class Special extends LuaNumber {
    private final double value;
    private final String text;

    Special(double value, String text) {
      this.value = value;
      this.text = text;
    }

    @Override
    public double todouble() {
      return value;
    }

    @Override
    public String tojstring() {
      return text;
    }
  }

  /** The Lua number {@code d}. */
  public static LuaValue of(double d) {
    int i = (int) d;
    if (i == d && (i != 0 || 1 / d > 0)) {
      return LuaInteger.valueOf(i);
    }
    return d == 0 ? NEGATIVE_ZERO : Double.isNaN(d) ? NAN : LuaDouble.valueOf(d);
  }

  /** The Lua number nearest to {@code v}. */
  public static LuaValue of(long v) {
    int i = (int) v;
    return i == v ? LuaInteger.valueOf(i) : LuaDouble.valueOf((double) v);
  }

  /** {@code d} as a C cast to a 64-bit integer on x86: what does not fit becomes the least one. */
  public static long toLong(double d) {
    return d >= -TWO_63 && d < TWO_63 ? (long) d : Long.MIN_VALUE;
  }

  /** The same to a 32-bit one. */
  public static int toInt(double d) {
    return d > -0x1p31 - 1 && d < 0x1p31 ? (int) d : Integer.MIN_VALUE;
  }

  /** The text of a number, as tostring gives it. */
  public static LuaString text(LuaValue number) {
    if (number instanceof LuaInteger i) {
      return LuaString.valueOf(Integer.toString(i.v));
    }
    return LuaString.valueOf(
        number instanceof Special s ? s.text : CFormat.general(number.todouble(), 14));
  }

  /** {@code v} as a number if it is one or is a string that reads as one; else null. */
  public static @Nullable LuaValue toNumber(LuaValue v) {
    if (v instanceof LuaNumber) {
      return v;
    }
    return v instanceof LuaString s ? parse(s) : null;
  }

  /** What strtod reads from the whole of {@code s}, spaces around it allowed; null if nothing. */
  public static @Nullable LuaValue parse(LuaString s) {
    int from = 0;
    int to = s.m_length;
    while (from < to && isSpace(s.luaByte(from))) {
      from++;
    }
    while (to > from && isSpace(s.luaByte(to - 1))) {
      to--;
    }
    return from == to ? null : NumberReader.read(s, from, to);
  }

  static boolean isSpace(int c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }
}
