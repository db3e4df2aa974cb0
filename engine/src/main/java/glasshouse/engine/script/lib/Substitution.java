package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.bytes;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** string.gsub: replaces matches by a text with captures, by a table's entries or by answers. */
final class Substitution {
  private final Vm vm;
  private final byte[] subject;
  private final LuaPattern pattern;
  private final LuaValue replacement;
  private final ByteBuilder out;

  private Substitution(Vm vm, byte[] subject, LuaPattern pattern, LuaValue replacement) {
    this.vm = vm;
    this.subject = subject;
    this.pattern = pattern;
    this.replacement = replacement;
    this.out = new ByteBuilder(subject.length);
  }

  static Varargs gsub(Args a) {
    byte[] s = bytes(a.string(1));
    byte[] p = bytes(a.string(2));
    final int max = a.integer(4, s.length + 1);
    LuaValue given = a.get(3);
    LuaString text = a.vm().ops().text(given);
    if (text == null && given.type() != LuaValue.TTABLE && given.type() != LuaValue.TFUNCTION) {
      throw a.bad(3, "string/function/table expected");
    }
    boolean anchored = p.length > 0 && p[0] == '^';
    Substitution work =
        new Substitution(a.vm(), s, new LuaPattern(a.vm(), s, p), text == null ? given : text);
    int count = work.run(max, anchored);
    return LuaValue.varargsOf(
        LuaString.valueUsing(work.out.toByteArray()), LuaInteger.valueOf(count));
  }

  private int run(int max, boolean anchored) {
    int at = 0;
    int count = 0;
    while (count < max) {
      int end = pattern.matchAt(at, anchored ? 1 : 0);
      if (end >= 0) {
        count++;
        add(at, end);
      }
      if (end > at) {
        at = end;
      } else if (at < subject.length) {
        out.put(subject[at++]);
      } else {
        break;
      }
      if (anchored) {
        break;
      }
    }
    out.put(subject, at, subject.length - at);
    vm.charge(out.length());
    return count;
  }

  private void add(int from, int to) {
    if (replacement instanceof LuaString text) {
      addText(text, from, to);
      return;
    }
    LuaValue value;
    if (replacement instanceof Table t) {
      value = vm.ops().index(t, pattern.capture(0, from, to));
    } else {
      Varargs captured = pattern.all(from, to, true);
      LuaValue[] args = new LuaValue[captured.narg()];
      for (int i = 0; i < args.length; i++) {
        args[i] = captured.arg(i + 1);
      }
      value = vm.callValue(replacement, args).arg1();
    }
    if (value == LuaValue.NIL || value == LuaValue.FALSE) {
      out.put(subject, from, to - from);
      return;
    }
    LuaString text = vm.ops().text(value);
    if (text == null) {
      throw vm.error("invalid replacement value (a " + value.typename() + ")");
    }
    charged(text);
  }

  private void addText(LuaString text, int from, int to) {
    for (int i = 0; i < text.m_length; i++) {
      int c = text.luaByte(i);
      if (c != '%') {
        out.put(c);
        continue;
      }
      i++;
      int digit = i < text.m_length ? text.luaByte(i) : 0;
      if (digit < '0' || digit > '9') {
        out.put(digit);
      } else if (digit == '0') {
        out.put(subject, from, to - from);
      } else {
        charged(textOf(pattern.capture(digit - '1', from, to)));
      }
    }
    vm.charge(text.m_length);
  }

  private LuaString textOf(LuaValue capture) {
    LuaString text = vm.ops().text(capture);
    return text == null ? LuaString.valueOf("") : text;
  }

  private void charged(LuaString text) {
    vm.charge(text.m_length);
    out.put(text.m_bytes, text.m_offset, text.m_length);
  }
}
