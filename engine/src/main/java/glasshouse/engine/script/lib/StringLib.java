package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;
import static glasshouse.engine.script.lib.BaseLib.bytes;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Closure;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library string, without patterns' matching ({@link LuaPattern}) and {@link StringFormat}. */
public final class StringLib {
  private static final String SPECIALS = "^$*+?.([%-";

  /** Signature, version, format, byte order, and sizes of Lua 5.1 on 64 bits (lundump.h). */
  private static final byte[] CHUNK = {0x1b, 'L', 'u', 'a', 0x51, 0, 1, 4, 8, 4, 8, 0};

  private StringLib() {}

  /** Puts the library into the globals, and behind all strings. */
  public static void open(Vm vm) {
    Table s = new Table(vm);
    vm.globals().put("string", s);
    Table meta = new Table(vm);
    meta.put("__index", s);
    vm.stringMeta(meta);
    add(vm, s, "byte", StringLib::byteAt);
    add(vm, s, "char", StringLib::character);
    add(vm, s, "dump", StringLib::dump);
    add(vm, s, "find", a -> find(a, true));
    add(vm, s, "format", StringFormat::format);
    add(vm, s, "gfind", StringLib::gmatch);
    add(vm, s, "gmatch", StringLib::gmatch);
    add(vm, s, "gsub", Substitution::gsub);
    add(vm, s, "len", a -> LuaInteger.valueOf(a.string(1).m_length));
    add(vm, s, "lower", a -> recased(a, 'A', 'Z', 32));
    add(vm, s, "match", a -> find(a, false));
    add(vm, s, "rep", StringLib::repeat);
    add(vm, s, "reverse", StringLib::reverse);
    add(vm, s, "sub", StringLib::sub);
    add(vm, s, "upper", a -> recased(a, 'a', 'z', -32));
  }

  /** A position counted from the end when negative; may still lie outside. */
  private static long position(long p, int length) {
    return p >= 0 ? p : Math.max(0, length + p + 1);
  }

  private static Varargs byteAt(Args a) {
    LuaString s = a.string(1);
    long from = position(a.noneOrNil(2) ? 1 : a.whole(2), s.m_length);
    long to = position(a.noneOrNil(3) ? from : a.whole(3), s.m_length);
    from = Math.max(1, from);
    to = Math.min(s.m_length, to);
    if (from > to) {
      return LuaValue.NONE;
    }
    int count = (int) (to - from + 1);
    if (count >= BaseLib.MAX_RESULTS) {
      throw a.vm().error("stack overflow (string slice too long)");
    }
    LuaValue[] out = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      out[i] = LuaInteger.valueOf(s.luaByte((int) from - 1 + i));
    }
    return LuaValue.varargsOf(out);
  }

  private static Varargs character(Args a) {
    byte[] out = new byte[a.count()];
    for (int i = 1; i <= out.length; i++) {
      int c = a.integer(i);
      if (c < 0 || c > 255) {
        throw a.bad(i, "invalid value");
      }
      out[i - 1] = (byte) c;
    }
    return LuaString.valueUsing(out);
  }

  /** There is no code to show, and none that is loaded again: the head of a chunk is all. */
  private static Varargs dump(Args a) {
    if (a.function(1) instanceof Closure) {
      return LuaString.valueOf(CHUNK);
    }
    throw a.vm().error("unable to dump given function");
  }

  private static Varargs repeat(Args a) {
    LuaString s = a.string(1);
    int n = Math.max(0, a.integer(2));
    long length = (long) s.m_length * n;
    a.vm().charge(40 + length);
    a.vm().work((int) (length >> 16) + 1);
    byte[] out = new byte[(int) length];
    if (out.length > 0) {
      s.copyInto(0, out, 0, s.m_length);
    }
    for (int done = s.m_length; done > 0 && done < out.length; done *= 2) {
      System.arraycopy(out, 0, out, done, Math.min(done, out.length - done));
    }
    return LuaString.valueUsing(out);
  }

  private static Varargs reverse(Args a) {
    byte[] in = bytes(a.string(1));
    a.vm().charge(40 + in.length);
    for (int i = 0, j = in.length - 1; i < j; i++, j--) {
      byte b = in[i];
      in[i] = in[j];
      in[j] = b;
    }
    return LuaString.valueUsing(in);
  }

  private static Varargs recased(Args a, int first, int last, int by) {
    byte[] out = bytes(a.string(1));
    a.vm().charge(40 + out.length);
    for (int i = 0; i < out.length; i++) {
      if (out[i] >= first && out[i] <= last) {
        out[i] += (byte) by;
      }
    }
    return LuaString.valueUsing(out);
  }

  private static Varargs sub(Args a) {
    LuaString s = a.string(1);
    long from = Math.max(1, position(a.whole(2), s.m_length));
    long to = Math.min(s.m_length, position(a.noneOrNil(3) ? -1 : a.whole(3), s.m_length));
    if (from > to) {
      return LuaString.valueOf("");
    }
    int length = (int) (to - from + 1);
    a.vm().charge(40 + length);
    return LuaString.valueOf(s.m_bytes, s.m_offset + (int) from - 1, length);
  }

  private static Varargs find(Args a, boolean positions) {
    byte[] s = bytes(a.string(1));
    byte[] p = bytes(a.string(2));
    long start = position(a.noneOrNil(3) ? 1 : a.whole(3), s.length) - 1;
    int from = (int) Math.min(s.length, Math.max(0, start));
    LuaValue plain = a.get(4);
    if (positions && ((plain != LuaValue.NIL && plain != LuaValue.FALSE) || isPlain(p))) {
      int at = indexOf(a.vm(), s, p, from);
      return at < 0 ? LuaValue.NIL : span(at, at + p.length);
    }
    LuaPattern pattern = new LuaPattern(a.vm(), s, p);
    boolean anchored = p.length > 0 && p[0] == '^';
    for (int i = from; i <= s.length; i++) {
      int end = pattern.matchAt(i, anchored ? 1 : 0);
      if (end >= 0) {
        Varargs captured = pattern.all(i, end, !positions);
        return positions
            ? LuaValue.varargsOf(
                new LuaValue[] {LuaInteger.valueOf(i + 1), LuaInteger.valueOf(end)}, captured)
            : captured;
      }
      if (anchored) {
        break;
      }
    }
    return LuaValue.NIL;
  }

  private static Varargs span(int from, int to) {
    return LuaValue.varargsOf(LuaInteger.valueOf(from + 1), LuaInteger.valueOf(to));
  }

  private static boolean isPlain(byte[] p) {
    for (byte b : p) {
      if (b == 0) {
        return true;
      }
      if (SPECIALS.indexOf(b) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(Vm vm, byte[] s, byte[] p, int from) {
    for (int i = from; i + p.length <= s.length; i++) {
      if (p.length == 0 || s[i] == p[0]) {
        if (java.util.Arrays.equals(s, i, i + p.length, p, 0, p.length)) {
          return i;
        }
        vm.work(1);
      }
    }
    return -1;
  }

  private static Varargs gmatch(Args a) {
    byte[] s = bytes(a.string(1));
    LuaPattern pattern = new LuaPattern(a.vm(), s, bytes(a.string(2)));
    int[] from = {0};
    return new Native(
        a.vm(),
        b -> {
          for (int i = from[0]; i <= s.length; i++) {
            int end = pattern.matchAt(i, 0);
            if (end >= 0) {
              from[0] = end == i ? end + 1 : end;
              return pattern.all(i, end, true);
            }
          }
          from[0] = s.length + 1;
          return LuaValue.NIL;
        });
  }

  /** Adds the bytes of a string. */
  static void put(ByteBuilder out, LuaString s) {
    out.put(s.m_bytes, s.m_offset, s.m_length);
  }
}
