package glasshouse.engine.script.api;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What becomes of an error that leaves a script.
 *
 * @param message code and text
 * @param suffix " script: SHA, on SOURCE:LINE." or nothing
 * @param counted false when the command that failed was counted already
 */
public record ErrorInfo(String message, String suffix, boolean counted) {
  private static final LuaString ERR = LuaString.valueOf("err");
  static final LuaString IGNORE = LuaString.valueOf("ignore_error_stats_update");

  /** The line for the client, without its minus. */
  public String line() {
    return trimmed(message + suffix);
  }

  /** Reads a thrown value; {@code sha} names the script. */
  public static ErrorInfo of(Vm vm, ScriptError error, String sha) {
    LuaValue value = error.value();
    String suffix =
        error.source() == null
            ? ""
            : " script: " + sha + ", on " + error.source() + ":" + error.line() + ".";
    if (value instanceof Table t) {
      LuaString text = vm.ops().text(t.get(ERR));
      // redis-server 7.0.15 ends with a fault when the table has no err; (null) is what it prints.
      String message = text == null ? "ERR (null)" : cString(text);
      return new ErrorInfo(message, suffix, t.get(IGNORE) != LuaBoolean.TRUE);
    }
    LuaString text = vm.ops().text(value);
    return new ErrorInfo("ERR " + (text == null ? name(value) : cString(text)), suffix, true);
  }

  private static String name(LuaValue value) {
    return value == LuaValue.NIL ? "nil" : value.toString();
  }

  /** The bytes of {@code s} up to a zero byte, one character each. */
  static String cString(LuaString s) {
    int length = 0;
    while (length < s.m_length && s.luaByte(length) != 0) {
      length++;
    }
    byte[] out = new byte[length];
    s.copyInto(0, out, 0, length);
    return Bytes.text(out);
  }

  /** Without line breaks at its end. */
  static String trimmed(String line) {
    int to = line.length();
    while (to > 0 && (line.charAt(to - 1) == '\n' || line.charAt(to - 1) == '\r')) {
      to--;
    }
    return line.substring(0, to);
  }
}
