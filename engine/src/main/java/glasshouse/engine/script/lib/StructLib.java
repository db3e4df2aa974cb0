package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library struct: numbers and strings as a C compiler would lay them out. */
public final class StructLib {
  private StructLib() {}

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    Table s = new Table(vm);
    vm.globals().put("struct", s);
    add(vm, s, "pack", StructLib::pack);
    add(vm, s, "unpack", StructLib::unpack);
    add(vm, s, "size", StructLib::size);
  }

  private static Varargs pack(Args a) {
    StructFormat f = new StructFormat(a);
    ByteBuilder out = new ByteBuilder(64);
    int arg = 2;
    while (f.next()) {
      int padding = f.padding(out.length());
      out.put(new byte[padding]);
      switch (f.option()) {
        case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> integer(out, f, number(a, arg++));
        case 'f' ->
            bits(out, f, Float.floatToRawIntBits((float) number(a, arg++)) & 0xFFFFFFFFL, 4);
        case 'd' -> bits(out, f, Double.doubleToRawLongBits(number(a, arg++)), 8);
        case 'x' -> out.put(0);
        case 'c', 's' -> text(a, out, f, arg++);
        default -> f.control();
      }
    }
    a.vm().charge(out.length());
    return LuaString.valueUsing(out.toByteArray());
  }

  /** The original puts a nil behind the arguments, so a missing one is called nil. */
  private static double number(Args a, int i) {
    if (i == a.count() + 1) {
      throw a.bad(i, "number expected, got nil");
    }
    return a.number(i);
  }

  private static void text(Args a, ByteBuilder out, StructFormat f, int arg) {
    if (arg == a.count() + 1) {
      throw a.bad(arg, "string expected, got nil");
    }
    LuaString s = a.string(arg);
    int size = f.size() == 0 ? s.m_length : f.size();
    if (s.m_length < size) {
      throw a.bad(arg + 1, "string too short");
    }
    a.vm().charge(size);
    out.put(s.m_bytes, s.m_offset, size);
    if (f.option() == 's') {
      out.put(0);
    }
  }

  private static void integer(ByteBuilder out, StructFormat f, double d) {
    bits(out, f, d >= 0x1p63 ? Num.toLong(d - 0x1p63) ^ Long.MIN_VALUE : Num.toLong(d), f.size());
  }

  private static void bits(ByteBuilder out, StructFormat f, long value, int size) {
    for (int i = 0; i < size; i++) {
      int place = f.bigEndian() ? size - 1 - i : i;
      out.put(place < 8 ? (int) (value >>> (8 * place)) : 0);
    }
  }

  private static Varargs size(Args a) {
    StructFormat f = new StructFormat(a);
    long position = 0;
    while (f.next()) {
      position += f.padding((int) position);
      if (f.option() == 's') {
        throw a.bad(1, "option 's' has no fixed size");
      }
      if (f.option() == 'c' && f.size() == 0) {
        throw a.bad(1, "option 'c0' has no fixed size");
      }
      if (!f.isAlphanumeric()) {
        f.control();
      }
      position += f.size();
    }
    return Num.of(position);
  }

  private static Varargs unpack(Args a) {
    StructFormat f = new StructFormat(a);
    LuaString data = a.string(2);
    long start = a.noneOrNil(3) ? 1 : a.whole(3);
    if (start <= 0) {
      throw a.bad(3, "offset must be 1 or greater");
    }
    long at = start - 1;
    List<LuaValue> out = new ArrayList<>();
    while (f.next()) {
      long size = f.size();
      at += f.padding((int) Math.min(at, Integer.MAX_VALUE));
      need(a, data, at, size);
      switch (f.option()) {
        case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> out.add(integer(f, data, (int) at));
        case 'f' ->
            out.add(Num.of((double) Float.intBitsToFloat((int) bits(f, data, (int) at, 4))));
        case 'd' -> out.add(Num.of(Double.longBitsToDouble(bits(f, data, (int) at, 8))));
        case 'x' -> {}
        case 'c' -> {
          if (size == 0) {
            size = previousSize(a, out);
            need(a, data, at, size);
          }
          out.add(slice(a.vm(), data, (int) at, (int) size));
        }
        case 's' -> {
          size = zeroAfter(a, data, (int) at) - at + 1;
          out.add(slice(a.vm(), data, (int) at, (int) size - 1));
        }
        default -> f.control();
      }
      if (out.size() >= BaseLib.MAX_RESULTS) {
        throw a.vm().error("stack overflow (too many results)");
      }
      at += size;
    }
    out.add(Num.of(at + 1));
    return LuaValue.varargsOf(out.toArray(new LuaValue[0]));
  }

  private static void need(Args a, LuaString data, long at, long size) {
    if (size > data.m_length || at > data.m_length - size) {
      throw a.bad(2, "data string too short");
    }
  }

  private static long previousSize(Args a, List<LuaValue> out) {
    if (out.isEmpty() || !(out.getLast() instanceof LuaNumber n)) {
      throw a.vm().error("format 'c0' needs a previous size");
    }
    out.removeLast();
    long size = Num.toLong(n.todouble());
    return size < 0 ? Long.MAX_VALUE : size;
  }

  private static int zeroAfter(Args a, LuaString data, int at) {
    for (int i = at; i < data.m_length; i++) {
      if (data.luaByte(i) == 0) {
        return i;
      }
    }
    throw a.vm().error("unfinished string in data");
  }

  private static LuaString slice(Vm vm, LuaString data, int at, int length) {
    vm.charge(40 + length);
    return LuaString.valueOf(data.m_bytes, data.m_offset + at, length);
  }

  private static LuaValue integer(StructFormat f, LuaString data, int at) {
    int size = f.size();
    long value = bits(f, data, at, size);
    char option = f.option();
    boolean signed = Character.isLowerCase(option);
    if (!signed) {
      return size < 8 || value >= 0 ? Num.of(value) : Num.of((value >>> 1) * 2.0 + (value & 1));
    }
    if (size < 8) {
      int unused = 64 - 8 * size;
      value = value << unused >> unused;
    }
    return value == (int) value ? LuaInteger.valueOf((int) value) : Num.of(value);
  }

  private static long bits(StructFormat f, LuaString data, int at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int place = f.bigEndian() ? i : size - 1 - i;
      value = value << 8 | data.luaByte(at + place);
    }
    return value;
  }
}
