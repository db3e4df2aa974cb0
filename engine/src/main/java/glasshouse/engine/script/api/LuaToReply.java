package glasshouse.engine.script.api;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.vm.CFormat;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Table;
import java.util.ArrayDeque;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Writes what a script returned as a reply. Arrays end at the first nil, numbers lose their
 * fraction, tables with err, ok, double, big_number, verbatim_string, map or set are those. Nested
 * tables wait in a list, so that their depth costs no Java stack.
 */
public final class LuaToReply {
  /** Lua's C stack, a place of which each level takes. */
  private static final int MAX_DEPTH = 7997;

  private static final LuaString ERR = LuaString.valueOf("err");
  private static final LuaString OK = LuaString.valueOf("ok");
  private static final LuaString DOUBLE = LuaString.valueOf("double");
  private static final LuaString BIG_NUMBER = LuaString.valueOf("big_number");
  private static final LuaString VERBATIM = LuaString.valueOf("verbatim_string");
  private static final LuaString FORMAT = LuaString.valueOf("format");
  private static final LuaString STRING = LuaString.valueOf("string");
  private static final LuaString MAP = LuaString.valueOf("map");
  private static final LuaString SET = LuaString.valueOf("set");

  private final ReplyWriter reply;
  private final int scriptProtocol;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  /** The elements of a table that are still to be written. */
  private static final class Pending {
    final Table table;
    final boolean array;
    final boolean values;
    int at;
    boolean valueNext;

    Pending(Table table, boolean array, boolean values) {
      this.table = table;
      this.array = array;
      this.values = values;
      this.at = array ? 1 : table.after(LuaValue.NIL);
    }
  }

  /** Writes to {@code reply}; {@code scriptProtocol} is what the script chose by setresp. */
  public LuaToReply(ReplyWriter reply, int scriptProtocol) {
    this.reply = reply;
    this.scriptProtocol = scriptProtocol;
  }

  /** Writes one value with all that is in it. */
  public void write(LuaValue value) {
    one(value);
    while (!pending.isEmpty()) {
      Pending p = pending.getLast();
      if (p.array) {
        LuaValue v = p.table.get(p.at++);
        if (v == LuaValue.NIL) {
          pending.removeLast();
        } else {
          one(v);
        }
      } else if (p.at < 0) {
        pending.removeLast();
      } else {
        entry(p);
      }
    }
  }

  private void entry(Pending p) {
    LuaValue key = p.table.keyAt(p.at);
    LuaValue value = p.table.valueAt(p.at);
    boolean isValue = p.valueNext;
    if (isValue || !p.values) {
      p.at = p.table.after(key);
    }
    p.valueNext = p.values && !isValue;
    one(isValue ? value : key);
  }

  private void one(LuaValue value) {
    if (pending.size() >= MAX_DEPTH) {
      reply.error("ERR reached lua stack limit");
      return;
    }
    switch (value) {
      case LuaString s -> reply.bulk(s.m_bytes, s.m_offset, s.m_length);
      case LuaBoolean b -> bool(b.v);
      case LuaNumber n -> reply.integer(Num.toLong(n.todouble()));
      case Table t -> table(t);
      default -> reply.nil();
    }
  }

  private void bool(boolean yes) {
    if (scriptProtocol == 3) {
      reply.bool(yes);
    } else if (yes) {
      reply.integer(1);
    } else {
      reply.nil();
    }
  }

  private void table(Table t) {
    if (t.get(ERR) instanceof LuaString s) {
      String line = ErrorInfo.trimmed(ErrorInfo.cString(s));
      if (t.get(ErrorInfo.IGNORE) == LuaBoolean.TRUE) {
        reply.repeatedError(line);
      } else {
        reply.error(line);
      }
    } else if (t.get(OK) instanceof LuaString s) {
      reply.simple(ErrorInfo.cString(s).replace('\r', ' ').replace('\n', ' '));
    } else if (t.get(DOUBLE) instanceof LuaNumber n) {
      boolean plainNan = n == Num.POSITIVE_NAN;
      reply.real(plainNan ? "nan" : CFormat.general(n.todouble(), 17));
    } else if (t.get(BIG_NUMBER) instanceof LuaString s) {
      reply.bigNumber(Bytes.text(bytes(s)).replace('\r', ' ').replace('\n', ' '));
    } else if (t.get(VERBATIM) instanceof Table v
        && v.get(FORMAT) instanceof LuaString format
        && v.get(STRING) instanceof LuaString text) {
      reply.verbatim((ErrorInfo.cString(format) + "   ").substring(0, 3), bytes(text));
    } else if (t.get(MAP) instanceof Table map) {
      reply.map(count(map));
      pending.add(new Pending(map, false, true));
    } else if (t.get(SET) instanceof Table set) {
      reply.set(count(set));
      pending.add(new Pending(set, false, false));
    } else {
      int size = 0;
      while (t.get(size + 1) != LuaValue.NIL) {
        size++;
      }
      reply.array(size);
      pending.add(new Pending(t, true, true));
    }
  }

  private static int count(Table t) {
    int n = 0;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      n++;
    }
    return n;
  }

  private static byte[] bytes(LuaString s) {
    byte[] out = new byte[s.m_length];
    s.copyInto(0, out, 0, out.length);
    return out;
  }
}
