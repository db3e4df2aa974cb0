package glasshouse.engine.script.lib;

import static glasshouse.engine.script.lib.BaseLib.add;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.List;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library cjson 2.1.0 as Redis 7.0 carries it. */
public final class JsonLib {
  /** What decode gives for null, and encode writes as null. */
  static final LuaValue NULL = new NullPointer();

  private static final List<String> SWITCH = List.of("off", "on");
  private static final List<String> INVALID = List.of("off", "on", "null");

  private JsonLib() {}

  /** The null pointer of C as a Lua value. */
  private static final class NullPointer extends LuaValue {
    @Override
    public int type() {
      return TLIGHTUSERDATA;
    }

    @Override
    public String typename() {
      return "userdata";
    }

    @Override
    public String tojstring() {
      return "userdata: (nil)";
    }
  }

  /** Puts the library into the globals. */
  public static void open(Vm vm) {
    vm.globals().put("cjson", create(vm));
  }

  private static Table create(Vm vm) {
    JsonConfig c = new JsonConfig();
    Table j = new Table(vm);
    add(vm, j, "encode", a -> encode(a, c));
    add(vm, j, "decode", a -> decode(a, c));
    add(vm, j, "encode_sparse_array", a -> sparse(a, c));
    add(
        vm,
        j,
        "encode_max_depth",
        a ->
            LuaInteger.valueOf(
                c.encodeDepth = number(most(a, 1), 1, c.encodeDepth, 1, Integer.MAX_VALUE)));
    add(
        vm,
        j,
        "decode_max_depth",
        a ->
            LuaInteger.valueOf(
                c.decodeDepth = number(most(a, 1), 1, c.decodeDepth, 1, Integer.MAX_VALUE)));
    add(
        vm,
        j,
        "encode_number_precision",
        a -> LuaInteger.valueOf(c.precision = number(most(a, 1), 1, c.precision, 1, 14)));
    add(
        vm,
        j,
        "encode_keep_buffer",
        a -> shown(c.keepBuffer = choice(most(a, 1), 1, c.keepBuffer, SWITCH)));
    add(
        vm,
        j,
        "encode_invalid_numbers",
        a -> shown(c.encodeInvalid = choice(most(a, 1), 1, c.encodeInvalid, INVALID)));
    add(
        vm,
        j,
        "decode_invalid_numbers",
        a -> shown(c.decodeInvalid = choice(most(a, 1), 1, c.decodeInvalid, SWITCH)));
    add(vm, j, "new", a -> create(a.vm()));
    j.put("null", NULL);
    j.put("_NAME", LuaString.valueOf("cjson"));
    j.put("_VERSION", LuaString.valueOf("2.1.0"));
    return j;
  }

  private static Varargs encode(Args a, JsonConfig c) {
    if (a.count() != 1) {
      throw a.bad(1, "expected 1 argument");
    }
    return LuaString.valueUsing(new JsonWriter(a.vm(), c).write(a.get(1)));
  }

  private static Varargs decode(Args a, JsonConfig c) {
    if (a.count() != 1) {
      throw a.bad(1, "expected 1 argument");
    }
    return new JsonReader(a.vm(), a.string(1), c).read();
  }

  private static Varargs sparse(Args a, JsonConfig c) {
    most(a, 3);
    c.sparseConvert = choice(a, 1, c.sparseConvert, SWITCH);
    c.sparseRatio = number(a, 2, c.sparseRatio, 0, Integer.MAX_VALUE);
    c.sparseSafe = number(a, 3, c.sparseSafe, 0, Integer.MAX_VALUE);
    return LuaValue.varargsOf(
        shown(c.sparseConvert), Num.of((long) c.sparseRatio), Num.of((long) c.sparseSafe));
  }

  private static Args most(Args a, int count) {
    if (a.count() > count) {
      throw a.bad(count + 1, "found too many arguments");
    }
    return a;
  }

  private static int number(Args a, int i, int now, int least, int greatest) {
    if (a.noneOrNil(i)) {
      return now;
    }
    int value = a.integer(i);
    if (value < least || value > greatest) {
      throw a.bad(i, "expected integer between " + least + " and " + greatest);
    }
    return value;
  }

  private static int choice(Args a, int i, int now, List<String> options) {
    LuaValue v = a.get(i);
    if (v == LuaValue.NIL) {
      return now;
    }
    if (v == LuaValue.TRUE || v == LuaValue.FALSE) {
      return v == LuaValue.TRUE ? 1 : 0;
    }
    String option = Bytes.untilNul(a.string(i).tojstring());
    int at = options.indexOf(option);
    if (at < 0) {
      throw a.bad(i, "invalid option '" + option + "'");
    }
    return at;
  }

  private static LuaValue shown(int setting) {
    return setting > 1 ? LuaString.valueOf("null") : LuaValue.valueOf(setting == 1);
  }
}
