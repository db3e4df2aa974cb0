package glasshouse.engine.script.vm;

/**
 * Reads source by the grammar of Lua 5.1 without making code of it, so that what is wrong is said
 * as Lua 5.1 says it; a 5.2 compiler then finds nothing more to complain of.
 */
final class Grammar {
  private static final int MAX_LEVELS = 200;

  private final Lexer lexer;
  private int levels;
  private int loops;
  private boolean vararg = true;

  /** What an expression is, as far as assignments and calls care. */
  private enum Kind {
    VARIABLE,
    CALL,
    OTHER
  }

  private Grammar(Lexer lexer) {
    this.lexer = lexer;
  }

  /** The source rewritten for the compiler. */
  static byte[] check(byte[] source, String chunk) throws SyntaxError {
    Lexer lexer = new Lexer(source, chunk);
    Grammar grammar = new Grammar(lexer);
    lexer.next();
    grammar.block();
    grammar.expect(Token.EOS);
    return lexer.rewritten();
  }

  private boolean is(Token kind) {
    return lexer.kind == kind;
  }

  private boolean is(char c) {
    return lexer.kind == Token.CHAR && lexer.text.charAt(0) == c && lexer.text.length() == 1;
  }

  private boolean take(char c) throws SyntaxError {
    if (is(c)) {
      lexer.next();
      return true;
    }
    return false;
  }

  private void expect(Token kind) throws SyntaxError {
    if (!is(kind)) {
      throw lexer.error("'" + kind.text() + "' expected");
    }
    lexer.next();
  }

  private void expect(char c) throws SyntaxError {
    if (!take(c)) {
      throw lexer.error("'" + c + "' expected");
    }
  }

  private void close(boolean found, String what, String opener, int line) throws SyntaxError {
    if (!found) {
      throw lexer.error(
          line == lexer.line
              ? "'" + what + "' expected"
              : "'%s' expected (to close '%s' at line %d)".formatted(what, opener, line));
    }
    lexer.next();
  }

  private void close(Token kind, Token opener, int line) throws SyntaxError {
    close(is(kind), kind.text(), opener.text(), line);
  }

  private void enter() throws SyntaxError {
    if (++levels > MAX_LEVELS) {
      throw lexer.error("chunk has too many syntax levels");
    }
  }

  private boolean blockEnds() {
    return switch (lexer.kind) {
      case ELSE, ELSEIF, END, EOS, UNTIL -> true;
      default -> false;
    };
  }

  private void block() throws SyntaxError {
    enter();
    boolean last = false;
    while (!last && !blockEnds()) {
      last = statement();
      take(';');
    }
    levels--;
  }

  private void loop() throws SyntaxError {
    loops++;
    block();
    loops--;
  }

  /** True when nothing may follow in its block. */
  private boolean statement() throws SyntaxError {
    int line = lexer.line;
    switch (lexer.kind) {
      case IF -> ifStatement(line);
      case WHILE -> {
        lexer.next();
        expression();
        expect(Token.DO);
        loop();
        close(Token.END, Token.WHILE, line);
      }
      case DO -> {
        lexer.next();
        block();
        close(Token.END, Token.DO, line);
      }
      case FOR -> forStatement(line);
      case REPEAT -> {
        lexer.next();
        loop();
        close(Token.UNTIL, Token.REPEAT, line);
        expression();
      }
      case FUNCTION -> {
        lexer.next();
        expect(Token.NAME);
        while (take('.')) {
          expect(Token.NAME);
        }
        if (take(':')) {
          expect(Token.NAME);
        }
        body(line);
      }
      case LOCAL -> local();
      case RETURN -> {
        lexer.next();
        if (!blockEnds() && !is(';')) {
          expressions();
        }
        return true;
      }
      case BREAK -> {
        lexer.next();
        if (loops == 0) {
          throw lexer.error("no loop to break");
        }
        return true;
      }
      default -> assignmentOrCall();
    }
    return false;
  }

  private void ifStatement(int line) throws SyntaxError {
    do {
      lexer.next();
      expression();
      expect(Token.THEN);
      block();
    } while (is(Token.ELSEIF));
    if (is(Token.ELSE)) {
      lexer.next();
      block();
    }
    close(Token.END, Token.IF, line);
  }

  private void forStatement(int line) throws SyntaxError {
    lexer.next();
    expect(Token.NAME);
    if (take('=')) {
      expression();
      expect(',');
      expression();
      if (take(',')) {
        expression();
      }
    } else if (is(',') || is(Token.IN)) {
      while (take(',')) {
        expect(Token.NAME);
      }
      expect(Token.IN);
      expressions();
    } else {
      throw lexer.error("'=' or 'in' expected");
    }
    expect(Token.DO);
    loop();
    close(Token.END, Token.FOR, line);
  }

  private void local() throws SyntaxError {
    lexer.next();
    if (is(Token.FUNCTION)) {
      lexer.next();
      expect(Token.NAME);
      body(lexer.line);
      return;
    }
    do {
      expect(Token.NAME);
    } while (take(','));
    if (take('=')) {
      expressions();
    }
  }

  private void assignmentOrCall() throws SyntaxError {
    Kind kind = primary();
    if (kind == Kind.CALL) {
      return;
    }
    while (true) {
      if (kind != Kind.VARIABLE) {
        throw lexer.error("syntax error");
      }
      if (!take(',')) {
        break;
      }
      kind = primary();
    }
    expect('=');
    expressions();
  }

  private void expressions() throws SyntaxError {
    do {
      expression();
    } while (take(','));
  }

  private void expression() throws SyntaxError {
    enter();
    while (is(Token.NOT) || is('-') || is('#')) {
      lexer.next();
    }
    simple();
    if (isBinary()) {
      lexer.next();
      expression();
    }
    levels--;
  }

  private boolean isBinary() {
    return switch (lexer.kind) {
      case AND, OR, CONCAT, EQ, GE, LE, NE -> true;
      case CHAR -> lexer.text.length() == 1 && "+-*/%^<>".contains(lexer.text);
      default -> false;
    };
  }

  private void simple() throws SyntaxError {
    switch (lexer.kind) {
      case NUMBER, STRING, NIL, TRUE, FALSE -> lexer.next();
      case DOTS -> {
        if (!vararg) {
          throw lexer.error("cannot use '...' outside a vararg function");
        }
        lexer.next();
      }
      case FUNCTION -> {
        lexer.next();
        body(lexer.line);
      }
      default -> {
        if (is('{')) {
          constructor();
        } else {
          primary();
        }
      }
    }
  }

  private Kind primary() throws SyntaxError {
    int line = lexer.line;
    Kind kind;
    if (is(Token.NAME)) {
      lexer.next();
      kind = Kind.VARIABLE;
    } else if (take('(')) {
      expression();
      close(is(')'), ")", "(", line);
      kind = Kind.OTHER;
    } else {
      throw lexer.error("unexpected symbol");
    }
    while (true) {
      if (take('.')) {
        expect(Token.NAME);
        kind = Kind.VARIABLE;
      } else if (take('[')) {
        expression();
        expect(']');
        kind = Kind.VARIABLE;
      } else if (take(':')) {
        expect(Token.NAME);
        arguments();
        kind = Kind.CALL;
      } else if (is('(') || is('{') || is(Token.STRING)) {
        arguments();
        kind = Kind.CALL;
      } else {
        return kind;
      }
    }
  }

  private void arguments() throws SyntaxError {
    int line = lexer.line;
    if (is(Token.STRING)) {
      lexer.next();
    } else if (is('{')) {
      constructor();
    } else if (is('(')) {
      if (line != lexer.lastLine) {
        throw lexer.error("ambiguous syntax (function call x new statement)");
      }
      lexer.next();
      if (!is(')')) {
        expressions();
      }
      close(is(')'), ")", "(", line);
    } else {
      throw lexer.error("function arguments expected");
    }
  }

  private void constructor() throws SyntaxError {
    int line = lexer.line;
    lexer.next();
    while (!is('}')) {
      if (take('[')) {
        expression();
        expect(']');
        expect('=');
      } else if (is(Token.NAME) && lexer.peekIs('=')) {
        lexer.next();
        lexer.next();
      }
      expression();
      if (!take(',') && !take(';')) {
        break;
      }
    }
    close(is('}'), "}", "{", line);
  }

  private void body(int line) throws SyntaxError {
    boolean outerVararg = vararg;
    int outerLoops = loops;
    vararg = false;
    loops = 0;
    expect('(');
    if (!is(')')) {
      do {
        if (is(Token.DOTS)) {
          vararg = true;
        } else if (!is(Token.NAME)) {
          throw lexer.error("<name> or '...' expected");
        }
        lexer.next();
      } while (!vararg && take(','));
    }
    expect(')');
    block();
    close(Token.END, Token.FUNCTION, line);
    vararg = outerVararg;
    loops = outerLoops;
  }
}
