package glasshouse.engine.script.vm;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import java.util.TreeMap;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Cuts Lua 5.1 source into tokens, and writes it out again in words that a Lua 5.2 compiler takes
 * for the same: strings with plain escapes, {@code goto} under another name, hexadecimal numbers in
 * decimal. Each token gets a line of its own; {@link LineMap} knows which line of the source it is.
 * Texts of errors are those of Lua 5.1.
 */
final class Lexer {
  /** Stands for the name goto, which 5.2 reserves. */
  static final String GOTO = "goto_is_a_name_in_lua_5_1";

  private final String chunk;
  private final byte[] in;
  private final ByteBuilder out;
  private final TreeMap<Integer, String> insertions = new TreeMap<>();
  private int place;
  private int at;
  private int copied;
  private Token before = Token.EOS;
  private boolean minusIsUnary;
  private final boolean debugged;
  private int scanned = LineMap.START;
  private int aheadIndex;

  /** Where the tokens stood in the source. */
  final LineMap lines = new LineMap();

  /** Number of the present token; the first follows {@link LineMap#START}. */
  int index;

  int line = 1;
  int lastLine = 1;
  Token kind = Token.EOS;

  /** Text of a name, string or number as it stands; the character of a single one. */
  String text = "";

  private Token ahead = Token.NONE;
  private String aheadText = "";

  /** {@code debugged} keeps a place of its own in the code for each break, as Lua 5.1 does. */
  Lexer(byte[] in, String chunk, boolean debugged) {
    this.debugged = debugged;
    this.in = in;
    this.chunk = chunk;
    this.out = new ByteBuilder(in.length + 16);
  }

  /** The rewritten source; complete when the last token was read. */
  byte[] rewritten() {
    byte[] source = out.toByteArray();
    ByteBuilder whole = new ByteBuilder(source.length + 16);
    int done = 0;
    for (var insertion : insertions.entrySet()) {
      whole.put(source, done, insertion.getKey() - done).latin(insertion.getValue());
      done = insertion.getKey();
    }
    return whole.put(source, done, source.length - done).toByteArray();
  }

  /** A place in front of the present token. */
  int place() {
    return place;
  }

  /** Puts more source at a place that {@link #place} gave. */
  void insert(int where, String source) {
    insertions.put(where, source);
  }

  /** Moves to the next token. */
  void next() throws SyntaxError {
    lastLine = line;
    if (ahead != Token.NONE) {
      kind = ahead;
      text = aheadText;
      index = aheadIndex;
      ahead = Token.NONE;
      return;
    }
    kind = scan();
    index = scanned;
  }

  /** True when the token after this one is this character; this one stays the current one. */
  boolean peekIs(char c) throws SyntaxError {
    String now = text;
    ahead = scan();
    aheadText = text;
    aheadIndex = scanned;
    text = now;
    return ahead == Token.CHAR && aheadText.length() == 1 && aheadText.charAt(0) == c;
  }

  /** An error at the current token. */
  SyntaxError error(String message) {
    return error(message, kind.isOpen() ? text : kind.text());
  }

  private SyntaxError error(String message, String near) {
    return plainError(message + " near '" + near + "'");
  }

  /** An error that is not of the present token. */
  SyntaxError plainError(String message) {
    return new SyntaxError(chunk + ":" + line + ": " + message);
  }

  private int peek(int more) {
    return at + more < in.length ? in[at + more] & 0xff : -1;
  }

  private Token scan() throws SyntaxError {
    place = out.length();
    int from = skipBlanks();
    out.put('\n');
    copied = from;
    Token token = token(from);
    if (copied < at) {
      out.put(in, copied, at - copied);
    }
    copied = at;
    lines.token(++scanned, line);
    minusIsUnary = token == Token.CHAR && text.equals("-") && !endsOperand(before);
    before = token == Token.CHAR && ")]}".contains(text) ? Token.NAME : token;
    return token;
  }

  private static boolean endsOperand(Token t) {
    return switch (t) {
      case NAME, NUMBER, STRING, NIL, TRUE, FALSE, DOTS, END -> true;
      default -> false;
    };
  }

  private int skipBlanks() throws SyntaxError {
    while (true) {
      int c = peek(0);
      if (c == '\n' || c == '\r') {
        newLine();
      } else if (c == '-' && peek(1) == '-') {
        at += 2;
        comment();
      } else if (c == ' ' || c == '\t' || c == 11 || c == '\f') {
        at++;
      } else {
        return at;
      }
    }
  }

  private void newLine() {
    int first = in[at++];
    int c = peek(0);
    if ((c == '\n' || c == '\r') && c != first) {
      at++;
    }
    line++;
  }

  private void comment() throws SyntaxError {
    if (peek(0) == '[') {
      int level = level();
      if (level >= 0) {
        longText(level, "unfinished long comment");
        return;
      }
    }
    while (at < in.length && in[at] != '\n' && in[at] != '\r') {
      at++;
    }
  }

  /** The number of equals signs of a long bracket here; -1 or less when it is none. */
  private int level() {
    int count = 0;
    while (peek(1 + count) == '=') {
      count++;
    }
    return peek(1 + count) == in[at] ? count : -count - 1;
  }

  private void longText(int level, String unfinished) throws SyntaxError {
    at += level + 2;
    while (true) {
      int c = peek(0);
      if (c < 0) {
        throw error(unfinished, Token.EOS.text());
      }
      if (c == ']' && level() == level) {
        at += level + 2;
        return;
      }
      if (c == '\n' || c == '\r') {
        newLine();
      } else {
        at++;
      }
    }
  }

  /** Writes a long string as a short one: without a first line break, others as one character. */
  private void quote(int from, int to) {
    out.put('"');
    for (int i = from; i < to; i++) {
      int c = in[i] & 0xff;
      if (c == '\n' || c == '\r') {
        boolean first = i == from;
        int other = i + 1 < to ? in[i + 1] : 0;
        if ((other == '\n' || other == '\r') && other != c) {
          i++;
        }
        if (!first) {
          write('\n');
        }
      } else {
        write(c);
      }
    }
    out.put('"');
  }

  private Token token(int from) throws SyntaxError {
    int c = peek(0);
    if (c < 0) {
      return Token.EOS;
    }
    if (isNameStart(c)) {
      return word(from);
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number(from);
    }
    switch (c) {
      case '"', '\'' -> {
        return string(c);
      }
      case '[' -> {
        int level = level();
        if (level >= 0) {
          longText(level, "unfinished long string");
          quote(from + level + 2, at - level - 2);
          copied = at;
          text = Bytes.text(java.util.Arrays.copyOfRange(in, from, at));
          return Token.STRING;
        }
        if (level < -1) {
          throw error("invalid long string delimiter", "[" + "=".repeat(-level - 1));
        }
      }
      case '.' -> {
        if (peek(1) == '.') {
          at += peek(2) == '.' ? 3 : 2;
          return at - from == 3 ? Token.DOTS : Token.CONCAT;
        }
      }
      case '=', '<', '>', '~' -> {
        if (peek(1) == '=') {
          at += 2;
          return c == '=' ? Token.EQ : c == '<' ? Token.LE : c == '>' ? Token.GE : Token.NE;
        }
      }
      default -> {}
    }
    at++;
    text = c < 32 || c == 127 ? "char(" + c + ")" : String.valueOf((char) c);
    return Token.CHAR;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private Token word(int from) {
    while (isNameStart(peek(0)) || isDigit(peek(0))) {
      at++;
    }
    text = Bytes.text(java.util.Arrays.copyOfRange(in, from, at));
    if (text.equals("goto")) {
      replace(GOTO);
    } else if (debugged && text.equals("break")) {
      replace("do break end");
    }
    return Token.ofWord(text);
  }

  private void replace(String by) {
    out.latin(by);
    copied = at;
  }

  private Token number(int from) throws SyntaxError {
    while (isDigit(peek(0)) || peek(0) == '.') {
      at++;
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      at++;
      if (peek(0) == '+' || peek(0) == '-') {
        at++;
      }
    }
    while (isNameStart(peek(0)) || isDigit(peek(0))) {
      at++;
    }
    text = Bytes.text(java.util.Arrays.copyOfRange(in, from, at));
    LuaValue value = Num.parse(LuaString.valueOf(in, from, at - from));
    if (value == null) {
      throw error("malformed number", text);
    }
    double d = value.todouble();
    if (d == 0 && minusIsUnary) {
      // LuaJ folds the minus of a zero away; of a quotient it does not.
      replace("(1/(1/0))");
    } else if (text.indexOf('x') > 0 || text.indexOf('X') > 0) {
      replace(CFormat.general(d, 17));
    }
    return Token.NUMBER;
  }

  private Token string(int quote) throws SyntaxError {
    int from = at;
    out.put('"');
    StringBuilder raw = new StringBuilder().append((char) quote);
    at++;
    while (peek(0) != quote) {
      int c = peek(0);
      if (c < 0) {
        throw error("unfinished string", Token.EOS.text());
      }
      if (c == '\n' || c == '\r') {
        throw error("unfinished string", raw.toString());
      }
      int value = c == '\\' ? escape(raw) : c;
      if (c != '\\') {
        at++;
      }
      if (value >= 0) {
        raw.append((char) value);
        write(value);
      }
    }
    at++;
    out.put('"');
    copied = at;
    text = Bytes.text(java.util.Arrays.copyOfRange(in, from, at));
    return Token.STRING;
  }

  private void write(int c) {
    if (c >= 32 && c < 127 && c != '"' && c != '\\') {
      out.put(c);
    } else {
      out.put('\\').put('0' + c / 100).put('0' + c / 10 % 10).put('0' + c % 10);
    }
  }

  /** The character that an escape stands for; -1 when the source ends in it. */
  private int escape(StringBuilder raw) throws SyntaxError {
    at++;
    int c = peek(0);
    if (c < 0) {
      return -1;
    }
    if (c == '\n' || c == '\r') {
      newLine();
      return '\n';
    }
    if (isDigit(c)) {
      int value = 0;
      for (int i = 0; i < 3 && isDigit(peek(0)); i++) {
        value = value * 10 + in[at++] - '0';
      }
      if (value > 255) {
        throw error("escape sequence too large", raw.toString());
      }
      return value;
    }
    at++;
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      default -> c;
    };
  }
}
