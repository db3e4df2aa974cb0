package glasshouse.engine.script.debug;

import glasshouse.engine.base.Bytes;
import org.luaj.vm2.LuaString;

/** Bytes as C reads them: up to a zero, and numbers as far as they are numbers. */
final class CString {
  private CString() {}

  /** The characters before the first zero. */
  static String of(byte[] bytes) {
    String text = Bytes.text(bytes);
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  /** The characters before the first zero. */
  static String of(LuaString s) {
    byte[] bytes = new byte[s.m_length];
    s.copyInto(0, bytes, 0, bytes.length);
    return of(bytes);
  }

  /** As atoi: blanks, a sign, digits; 0 for anything else. What is too large stays at the bound. */
  static int number(String text) {
    int at = 0;
    while (at < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (negative || at < text.length() && text.charAt(at) == '+') {
      at++;
    }
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(value * 10 + text.charAt(at++) - '0', Integer.MAX_VALUE);
    }
    return (int) (negative ? -value : value);
  }
}
