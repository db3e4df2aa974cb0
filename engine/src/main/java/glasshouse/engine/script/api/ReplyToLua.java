package glasshouse.engine.script.api;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Operators;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads a command's reply, RESP2 or RESP3, as the Lua value that Redis makes of it. */
final class ReplyToLua {
  private final Vm vm;
  private final byte[] in;
  private final int end;
  private int at;

  ReplyToLua(Vm vm, ByteBuilder reply) {
    this.vm = vm;
    this.in = reply.array();
    this.end = reply.length();
  }

  LuaValue read() {
    Check.that(at < end, "a command gave no reply to a script");
    int kind = in[at++];
    return switch (kind) {
      case '+' -> table("ok", line());
      case '-' -> error();
      case ':' -> Num.of(number());
      case '$' -> bulk();
      case '*', '>' -> array();
      case '%' -> map();
      case '~' -> set();
      case '_' -> {
        line();
        yield LuaValue.NIL;
      }
      case '#' -> LuaValue.valueOf(line().luaByte(0) == 't');
      case ',' -> table("double", real());
      case '(' -> table("big_number", line());
      case '=' -> verbatim();
      case '|' -> attribute();
      default -> throw new IllegalStateException("no reply starts with byte " + kind);
    };
  }

  /** Sorts an array of strings by their bytes; absent ones, which are false, come first. */
  static void sort(Table t) {
    LuaValue[] elements = new LuaValue[t.length()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = t.get(i + 1);
    }
    Arrays.sort(elements, (a, b) -> Operators.compare(textOf(a), textOf(b)));
    for (int i = 0; i < elements.length; i++) {
      t.put(i + 1, elements[i]);
    }
  }

  private static LuaString textOf(LuaValue v) {
    return v instanceof LuaString s ? s : LuaString.valueOf("");
  }

  private LuaString line() {
    int from = at;
    while (in[at] != '\r') {
      at++;
    }
    LuaString s = LuaString.valueOf(in, from, at - from);
    at += 2;
    return s;
  }

  private long number() {
    boolean negative = in[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    for (; in[at] != '\r'; at++) {
      value = value * 10 - (in[at] - '0');
    }
    at += 2;
    return negative ? value : -value;
  }

  private LuaValue real() {
    LuaString text = line();
    LuaValue value = Num.parse(text);
    return value == null ? Num.NAN : value;
  }

  private Table table(String field, LuaValue value) {
    Table t = new Table(vm);
    t.put(field, value);
    return t;
  }

  private LuaValue error() {
    LuaString text = line();
    String line = "-" + text(text);
    return table("err", LuaString.valueUsing(Bytes.of(errorText(line))));
  }

  private static String text(LuaString s) {
    byte[] out = new byte[s.m_length];
    s.copyInto(0, out, 0, out.length);
    return Bytes.text(out);
  }

  /** "-CODE message" without its minus, anything else behind ERR; ends at a zero byte. */
  static String errorText(String given) {
    int zero = given.indexOf(0);
    String text = zero < 0 ? given : given.substring(0, zero);
    String code = "ERR";
    if (text.startsWith("-")) {
      int space = text.indexOf(' ');
      if (space > 0) {
        code = text.substring(1, space);
        text = text.substring(space + 1);
      } else {
        text = text.substring(1);
      }
    }
    int from = 0;
    int to = text.length();
    while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
      to--;
    }
    while (from < to && (text.charAt(from) == '\n' || text.charAt(from) == '\r')) {
      from++;
    }
    return code + " " + text.substring(from, to);
  }

  private LuaValue bulk() {
    int length = (int) number();
    if (length < 0) {
      return LuaValue.FALSE;
    }
    LuaString s = LuaString.valueOf(in, at, length);
    at += length + 2;
    return s;
  }

  private LuaValue verbatim() {
    int length = (int) number();
    Table t = new Table(vm);
    t.put("string", LuaString.valueOf(in, at + 4, length - 4));
    t.put("format", LuaString.valueOf(in, at, 3));
    at += length + 2;
    return table("verbatim_string", t);
  }

  private LuaValue array() {
    long size = number();
    if (size < 0) {
      return LuaValue.FALSE;
    }
    Table t = new Table(vm);
    for (int i = 1; i <= size; i++) {
      t.put(i, read());
    }
    return t;
  }

  private LuaValue map() {
    long size = number();
    Table t = new Table(vm);
    for (long i = 0; i < size; i++) {
      LuaValue key = read();
      t.put(key, read());
    }
    return table("map", t);
  }

  private LuaValue set() {
    long size = number();
    Table t = new Table(vm);
    for (long i = 0; i < size; i++) {
      t.put(read(), LuaValue.TRUE);
    }
    return table("set", t);
  }

  /** Attributes are read and dropped; the reply behind them counts. */
  private LuaValue attribute() {
    long size = number();
    for (long i = 0; i < 2 * size; i++) {
      read();
    }
    return read();
  }
}
