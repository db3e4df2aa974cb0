package glasshouse.engine.script.lib;

import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads MessagePack: the types of its first edition, and str 8. */
final class MsgPackReader {
  private static final int MAX_NESTING = 1000;

  private final Vm vm;
  private final LuaString in;
  private int at;

  MsgPackReader(Vm vm, LuaString in, int from) {
    this.vm = vm;
    this.in = in;
    this.at = from;
  }

  boolean atEnd() {
    return at >= in.m_length;
  }

  int position() {
    return at;
  }

  private ScriptError missing() {
    return vm.error("Missing bytes in input.");
  }

  private int next() {
    if (at >= in.m_length) {
      throw missing();
    }
    return in.luaByte(at++);
  }

  private long big(int bytes) {
    if (in.m_length - at < bytes) {
      throw missing();
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.luaByte(at++);
    }
    return value;
  }

  LuaValue value(int level) {
    if (level > MAX_NESTING) {
      throw vm.error("stack overflow (in function mp_decode_to_lua_type)");
    }
    vm.work(1);
    int marker = next();
    if (marker <= 0x7f) {
      return LuaInteger.valueOf(marker);
    }
    if (marker >= 0xe0) {
      return LuaInteger.valueOf((byte) marker);
    }
    if (marker <= 0x8f) {
      return map(marker & 15, level);
    }
    if (marker <= 0x9f) {
      return list(marker & 15, level);
    }
    if (marker <= 0xbf) {
      return text(marker & 31);
    }
    return switch (marker) {
      case 0xc0 -> LuaValue.NIL;
      case 0xc2 -> LuaValue.FALSE;
      case 0xc3 -> LuaValue.TRUE;
      case 0xca -> Num.of((double) Float.intBitsToFloat((int) big(4)));
      case 0xcb -> Num.of(Double.longBitsToDouble(big(8)));
      case 0xcc -> Num.of(big(1));
      case 0xcd -> Num.of(big(2));
      case 0xce -> Num.of(big(4));
      case 0xcf, 0xd3 -> Num.of(big(8));
      case 0xd0 -> Num.of((long) (byte) big(1));
      case 0xd1 -> Num.of((long) (short) big(2));
      case 0xd2 -> Num.of((long) (int) big(4));
      case 0xd9 -> text(big(1));
      case 0xda -> text(big(2));
      case 0xdb -> text(big(4));
      case 0xdc -> list(big(2), level);
      case 0xdd -> list(big(4), level);
      case 0xde -> map(big(2), level);
      case 0xdf -> map(big(4), level);
      default -> throw vm.error("Bad data format in input.");
    };
  }

  private LuaValue text(long length) {
    if (in.m_length - at < length) {
      throw missing();
    }
    vm.charge(40 + length);
    LuaString s = LuaString.valueOf(in.m_bytes, in.m_offset + at, (int) length);
    at += (int) length;
    return s;
  }

  private LuaValue list(long size, int level) {
    Table t = new Table(vm);
    for (int i = 1; i <= size; i++) {
      t.put(i, value(level + 1));
    }
    return t;
  }

  private LuaValue map(long size, int level) {
    Table t = new Table(vm);
    for (long i = 0; i < size; i++) {
      LuaValue key = value(level + 1);
      t.put(key, value(level + 1));
    }
    return t;
  }
}
