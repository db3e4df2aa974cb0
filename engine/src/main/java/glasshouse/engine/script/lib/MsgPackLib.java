package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library cmsgpack. */
public final class MsgPackLib {
  private MsgPackLib() {}

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    Table m = new Table(vm);
    vm.globals().put("cmsgpack", m);
    add(vm, m, "pack", MsgPackLib::pack);
    add(vm, m, "unpack", a -> unpack(a, 0, 0));
    add(vm, m, "unpack_one", a -> unpack(a, 1, offset(a, 2)));
    add(vm, m, "unpack_limit", a -> unpack(a, a.whole(2), offset(a, 3)));
    m.put("_NAME", LuaString.valueOf("cmsgpack"));
    m.put("_VERSION", LuaString.valueOf("lua-cmsgpack 0.4.0"));
    m.put("_COPYRIGHT", LuaString.valueOf("Copyright (C) 2012, Salvatore Sanfilippo"));
    m.put("_DESCRIPTION", LuaString.valueOf("MessagePack C implementation for Lua"));
  }

  private static Varargs pack(Args a) {
    if (a.count() == 0) {
      throw a.bad(0, "MessagePack pack needs input.");
    }
    MsgPackWriter writer = new MsgPackWriter(a.vm());
    for (int i = 1; i <= a.count(); i++) {
      writer.value(a.get(i), 0);
    }
    return LuaString.valueUsing(writer.bytes());
  }

  private static long offset(Args a, int i) {
    return a.noneOrNil(i) ? 0 : a.whole(i);
  }

  /** All values when limit and offset are 0; else the next offset, -1 at the end, and values. */
  private static Varargs unpack(Args a, long limit, long offset) {
    LuaString s = a.string(1);
    boolean all = limit == 0 && offset == 0;
    if (offset < 0 || limit < 0) {
      throw a.vm()
          .error(
              "Invalid request to unpack with offset of %d and limit of %d."
                  .formatted((int) offset, s.m_length));
    }
    if (offset > s.m_length) {
      throw a.vm()
          .error(
              "Start offset %d greater than input length %d.".formatted((int) offset, s.m_length));
    }
    MsgPackReader reader = new MsgPackReader(a.vm(), s, (int) offset);
    List<LuaValue> out = new ArrayList<>();
    long most = all ? Long.MAX_VALUE : limit;
    while (!reader.atEnd() && out.size() < most) {
      out.add(reader.value(0));
      if (out.size() >= BaseLib.MAX_RESULTS) {
        throw a.vm().error("stack overflow (in function mp_unpack_full)");
      }
    }
    if (!all) {
      out.addFirst(LuaInteger.valueOf(reader.atEnd() ? -1 : reader.position()));
    }
    return LuaValue.varargsOf(out.toArray(new LuaValue[0]));
  }
}
