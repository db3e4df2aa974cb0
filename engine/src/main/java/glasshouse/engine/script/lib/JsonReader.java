package glasshouse.engine.script.lib;

import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** cjson.decode. */
final class JsonReader {
  private final Vm vm;
  private final JsonConfig config;
  private final LuaString text;
  private final JsonScanner scanner;
  private int depth;

  JsonReader(Vm vm, LuaString text, JsonConfig config) {
    this.vm = vm;
    this.config = config;
    this.text = text;
    this.scanner = new JsonScanner(vm, text, config.decodeInvalid != 0);
  }

  LuaValue read() {
    if (text.m_length >= 2 && (text.luaByte(0) == 0 || text.luaByte(1) == 0)) {
      throw vm.error("JSON parser does not support UTF-16 or UTF-32");
    }
    LuaValue v = value(scanner.next());
    if (scanner.next() != JsonScanner.Token.END) {
      throw unexpected("the end");
    }
    return v;
  }

  private ScriptError unexpected(String wanted) {
    return vm.error(
        "Expected %s but found %s at character %d"
            .formatted(wanted, scanner.found(), scanner.tokenStart() + 1));
  }

  private LuaValue value(JsonScanner.Token token) {
    vm.work(1);
    return switch (token) {
      case STRING, NUMBER, BOOLEAN -> scanner.value();
      case NULL -> JsonLib.NULL;
      case OBJ_BEGIN -> object();
      case ARR_BEGIN -> array();
      case OBJ_END, ARR_END, COLON, COMMA, END, ERROR -> throw unexpected("value");
    };
  }

  private void descend() {
    if (++depth > config.decodeDepth) {
      throw vm.error(
          "Found too many nested data structures (%d) at character %d"
              .formatted(depth, scanner.position()));
    }
  }

  private LuaValue object() {
    descend();
    Table t = new Table(vm);
    JsonScanner.Token token = scanner.next();
    while (token != JsonScanner.Token.OBJ_END) {
      if (token != JsonScanner.Token.STRING) {
        throw unexpected("object key string");
      }
      LuaValue key = scanner.value();
      if (scanner.next() != JsonScanner.Token.COLON) {
        throw unexpected("colon");
      }
      t.put(key, value(scanner.next()));
      token = scanner.next();
      if (token == JsonScanner.Token.OBJ_END) {
        break;
      }
      if (token != JsonScanner.Token.COMMA) {
        throw unexpected("comma or object end");
      }
      token = scanner.next();
      if (token == JsonScanner.Token.OBJ_END) {
        throw unexpected("object key string");
      }
    }
    depth--;
    return t;
  }

  private LuaValue array() {
    descend();
    Table t = new Table(vm);
    JsonScanner.Token token = scanner.next();
    for (int i = 1; token != JsonScanner.Token.ARR_END; i++) {
      t.put(i, value(token));
      token = scanner.next();
      if (token == JsonScanner.Token.ARR_END) {
        break;
      }
      if (token != JsonScanner.Token.COMMA) {
        throw unexpected("comma or array end");
      }
      token = scanner.next();
      if (token == JsonScanner.Token.ARR_END) {
        throw unexpected("value");
      }
    }
    depth--;
    return t;
  }
}
