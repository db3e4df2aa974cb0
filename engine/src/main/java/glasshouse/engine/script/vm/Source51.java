package glasshouse.engine.script.vm;

import glasshouse.engine.base.ByteBuilder;

/**
 * Rewrites strings that Lua 5.1 and 5.2 read differently: in 5.1 a backslash before any other
 * character is that character, {@code \x} and {@code \z} included; 5.2 refuses or interprets them.
 * Lines keep their numbers.
 */
final class Source51 {
  private static final String KNOWN_ESCAPES = "abfnrtv\\\"'\n\r0123456789";

  private final byte[] in;
  private final ByteBuilder out;
  private int at;

  private Source51(byte[] in) {
    this.in = in;
    this.out = new ByteBuilder(in.length);
  }

  static byte[] normalise(byte[] source) {
    boolean escapes = false;
    for (byte b : source) {
      escapes |= b == '\\';
    }
    return escapes ? new Source51(source).run() : source;
  }

  private byte[] run() {
    while (at < in.length) {
      int c = in[at];
      if (c == '-' && peek(1) == '-') {
        comment();
      } else if (c == '[' && longBracket(at) >= 0) {
        longText();
      } else if (c == '"' || c == '\'') {
        quoted(c);
      } else {
        copy(1);
      }
    }
    return out.toByteArray();
  }

  private int peek(int ahead) {
    return at + ahead < in.length ? in[at + ahead] : -1;
  }

  private void copy(int count) {
    int n = Math.min(count, in.length - at);
    out.put(in, at, n);
    at += n;
  }

  /** The number of equals signs of a long bracket that opens at {@code from}, or -1. */
  private int longBracket(int from) {
    int i = from + 1;
    while (i < in.length && in[i] == '=') {
      i++;
    }
    return from < in.length && in[from] == '[' && i < in.length && in[i] == '[' ? i - from - 1 : -1;
  }

  private void comment() {
    copy(2);
    if (longBracket(at) >= 0) {
      longText();
      return;
    }
    while (at < in.length && in[at] != '\n') {
      copy(1);
    }
  }

  private void longText() {
    int level = longBracket(at);
    copy(level + 2);
    while (at < in.length && !closes(level)) {
      copy(1);
    }
    copy(level + 2);
  }

  private boolean closes(int level) {
    if (in[at] != ']') {
      return false;
    }
    for (int i = 1; i <= level; i++) {
      if (peek(i) != '=') {
        return false;
      }
    }
    return peek(level + 1) == ']';
  }

  private void quoted(int quote) {
    copy(1);
    while (at < in.length && in[at] != quote && in[at] != '\n') {
      if (in[at] == '\\' && at + 1 < in.length) {
        if (KNOWN_ESCAPES.indexOf(in[at + 1]) < 0) {
          at++;
          copy(1);
        } else {
          copy(2);
        }
      } else {
        copy(1);
      }
    }
    copy(1);
  }
}
