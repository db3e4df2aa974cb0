package glasshouse.engine.script.lib;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Cuts JSON into tokens as cjson does; beyond the text there are zero bytes, which end it. */
final class JsonScanner {
  /** A kind of token. */
  enum Token {
    OBJ_BEGIN,
    OBJ_END,
    ARR_BEGIN,
    ARR_END,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    COLON,
    COMMA,
    END,
    ERROR
  }

  private static final int LONGEST_NUMBER = 4096;

  private final Vm vm;
  private final LuaString text;
  private final boolean oddNumbers;
  private int at;
  private int tokenStart;
  private Token token = Token.END;
  private LuaValue value = LuaValue.NIL;
  private String error = "";

  JsonScanner(Vm vm, LuaString text, boolean oddNumbers) {
    this.vm = vm;
    this.text = text;
    this.oddNumbers = oddNumbers;
  }

  /** The value of a string, number or boolean token. */
  LuaValue value() {
    return value;
  }

  /** Index at which the token starts, or at which it is wrong. */
  int tokenStart() {
    return tokenStart;
  }

  /** Index of the next byte. */
  int position() {
    return at;
  }

  /** The token's name, or what is wrong with it. */
  String found() {
    return token == Token.ERROR ? error : "T_" + token.name();
  }

  private int peek(int ahead) {
    int i = at + ahead;
    return i < text.m_length ? text.luaByte(i) : 0;
  }

  Token next() {
    int c = peek(0);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      at++;
      c = peek(0);
    }
    tokenStart = at;
    token =
        switch (c) {
          case '{' -> single(Token.OBJ_BEGIN);
          case '}' -> single(Token.OBJ_END);
          case '[' -> single(Token.ARR_BEGIN);
          case ']' -> single(Token.ARR_END);
          case ':' -> single(Token.COLON);
          case ',' -> single(Token.COMMA);
          case '"' -> string();
          case 0 -> Token.END;
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
              !oddNumbers && isOdd() ? wrong("invalid number") : number();
          default -> word();
        };
    return token;
  }

  private Token single(Token t) {
    at++;
    return t;
  }

  private Token wrong(String what) {
    tokenStart = at;
    error = what;
    return Token.ERROR;
  }

  private boolean follows(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean followsAnyCase(int from, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      if ((peek(from + i) | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Token word() {
    if (follows("true") || follows("false")) {
      boolean yes = peek(0) == 't';
      value = LuaValue.valueOf(yes);
      at += yes ? 4 : 5;
      return Token.BOOLEAN;
    }
    if (follows("null")) {
      at += 4;
      return Token.NULL;
    }
    boolean may = "+iInN".indexOf(peek(0)) >= 0;
    return may && oddNumbers && isOdd() ? number() : wrong("invalid token");
  }

  /** A number that JSON does not have: hexadecimal, a leading zero or plus, inf, nan. */
  private boolean isOdd() {
    if (peek(0) == '+') {
      return true;
    }
    int i = peek(0) == '-' ? 1 : 0;
    int c = peek(i);
    if (c == '0') {
      int d = peek(i + 1);
      return (d | 0x20) == 'x' || (d >= '0' && d <= '9');
    }
    return c > '9' && (followsAnyCase(i, "inf") || followsAnyCase(i, "nan"));
  }

  /** The longest beginning that reads as a number, as strtod takes it. */
  private Token number() {
    int end = at;
    while (end < text.m_length && end - at < LONGEST_NUMBER && inNumber(text.luaByte(end))) {
      end++;
    }
    for (; end > at; end--) {
      LuaValue v = Num.parse(text.substring(at, end));
      if (v != null) {
        value = v;
        at = end;
        return Token.NUMBER;
      }
    }
    return wrong("invalid number");
  }

  private static boolean inNumber(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '+'
        || c == '-';
  }

  private Token string() {
    ByteBuilder out = new ByteBuilder(32);
    at++;
    int c = peek(0);
    while (c != '"') {
      if (c == 0) {
        return wrong("unexpected end of string");
      }
      if (c == '\\') {
        String problem = escape(out);
        if (!problem.isEmpty()) {
          return wrong(problem);
        }
      } else {
        out.put(c);
        at++;
      }
      c = peek(0);
    }
    at++;
    vm.charge(40 + out.length());
    value = LuaString.valueUsing(out.toByteArray());
    return Token.STRING;
  }

  private String escape(ByteBuilder out) {
    int plain =
        switch (peek(1)) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> -2;
          default -> -1;
        };
    if (plain == -1) {
      return "invalid escape code";
    }
    if (plain == -2) {
      return unicode(out) ? "" : "invalid unicode escape code";
    }
    out.put(plain);
    at += 2;
    return "";
  }

  private boolean unicode(ByteBuilder out) {
    int point = hex4(2);
    int length = 6;
    if (point < 0) {
      return false;
    }
    if ((point & 0xF800) == 0xD800) {
      int low = peek(6) == '\\' && peek(7) == 'u' ? hex4(8) : -1;
      if ((point & 0x400) != 0 || low < 0 || (low & 0xFC00) != 0xDC00) {
        return false;
      }
      point = 0x10000 + ((point & 0x3FF) << 10 | low & 0x3FF);
      length = 12;
    }
    at += length;
    if (point < 0x80) {
      out.put(point);
    } else if (point < 0x800) {
      out.put(0xC0 | point >> 6).put(0x80 | point & 63);
    } else if (point < 0x10000) {
      out.put(0xE0 | point >> 12).put(0x80 | point >> 6 & 63).put(0x80 | point & 63);
    } else {
      out.put(0xF0 | point >> 18).put(0x80 | point >> 12 & 63);
      out.put(0x80 | point >> 6 & 63).put(0x80 | point & 63);
    }
    return true;
  }

  private int hex4(int from) {
    int value4 = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(from + i), 16);
      if (digit < 0) {
        return -1;
      }
      value4 = value4 << 4 | digit;
    }
    return value4;
  }
}
