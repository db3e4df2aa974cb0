package glasshouse.engine.script.lib;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.CFormat;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** cjson.encode. A table whose keys are all positive whole numbers is an array, {} an object. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final Vm vm;
  private final JsonConfig config;
  private final ByteBuilder out = new ByteBuilder(128);
  private int charged;

  JsonWriter(Vm vm, JsonConfig config) {
    this.vm = vm;
    this.config = config;
  }

  byte[] write(LuaValue v) {
    value(v, 0);
    return out.toByteArray();
  }

  private void charge() {
    vm.work(1);
    vm.charge(out.length() - charged);
    charged = out.length();
  }

  private ScriptError refusal(LuaValue culprit, String why) {
    return vm.error("Cannot serialise " + culprit.typename() + ": " + why);
  }

  private void value(LuaValue v, int depth) {
    charge();
    switch (v) {
      case LuaString s -> text(s);
      case LuaBoolean b -> out.latin(b.v ? "true" : "false");
      case LuaInteger i -> number(v, i.v);
      case LuaNumber n -> number(v, n.todouble());
      case Table t -> table(t, depth + 1);
      default -> {
        if (v != LuaValue.NIL && v != JsonLib.NULL) {
          throw refusal(v, "type not supported");
        }
        out.latin("null");
      }
    }
  }

  private void number(LuaValue v, double d) {
    boolean odd = !Double.isFinite(d);
    if (odd && config.encodeInvalid == 0) {
      throw refusal(v, "must not be NaN or Inf");
    }
    if (odd && config.encodeInvalid == 2) {
      out.latin("null");
    } else {
      out.latin(Double.isNaN(d) ? "nan" : CFormat.general(d, config.precision));
    }
  }

  private void table(Table t, int depth) {
    if (depth > config.encodeDepth) {
      throw vm.error("Cannot serialise, excessive nesting (" + depth + ")");
    }
    int length = arrayLength(t);
    if (length > 0) {
      for (int i = 1; i <= length; i++) {
        out.put(i == 1 ? '[' : ',');
        value(t.get(i), depth);
      }
      out.put(']');
      return;
    }
    out.put('{');
    boolean comma = false;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      if (comma) {
        out.put(',');
      }
      comma = true;
      key(t.keyAt(at));
      out.put(':');
      value(t.valueAt(at), depth);
    }
    out.put('}');
  }

  private void key(LuaValue k) {
    switch (k) {
      case LuaNumber n -> {
        out.put('"');
        number(k, n.todouble());
        out.put('"');
      }
      case LuaString s -> text(s);
      default -> throw refusal(k, "table key must be a number or string");
    }
  }

  /** The length to write as an array, or -1 for an object. */
  private int arrayLength(Table t) {
    double max = 0;
    int items = 0;
    for (int at = t.after(LuaValue.NIL); at >= 0; at = t.after(t.keyAt(at))) {
      double k = t.keyAt(at) instanceof LuaNumber n ? n.todouble() : 0;
      if (!(k >= 1 && k == Math.floor(k))) {
        return -1;
      }
      max = Math.max(max, k);
      items++;
    }
    int ratio = config.sparseRatio;
    if (ratio > 0 && max > (double) items * ratio && max > config.sparseSafe) {
      if (config.sparseConvert == 0) {
        throw refusal(t, "excessively sparse array");
      }
      return -1;
    }
    return (int) max;
  }

  private void text(LuaString s) {
    out.ensure(s.m_length + 2);
    out.put('"');
    for (int i = 0; i < s.m_length; i++) {
      int c = s.luaByte(i);
      switch (c) {
        case '"', '\\', '/' -> out.put('\\').put(c);
        case '\b' -> out.latin("\\b");
        case '\t' -> out.latin("\\t");
        case '\n' -> out.latin("\\n");
        case '\f' -> out.latin("\\f");
        case '\r' -> out.latin("\\r");
        default -> {
          if (c < 32 || c == 127) {
            out.latin("\\u00").put(HEX.charAt(c >> 4)).put(HEX.charAt(c & 15));
          } else {
            out.put(c);
          }
        }
      }
    }
    out.put('"');
  }
}
