package glasshouse.engine.script.vm;

/**
 * Reads source by the grammar of Lua 5.1 without making code of it, so that what is wrong is said
 * as Lua 5.1 says it; a 5.2 compiler then finds nothing more to complain of.
 */
final class Grammar {
  private static final int MAX_LEVELS = 200;
  private static final int UNARY = 8;

  /** What Lua 5.1 does for a function with dots that names {@code arg} and not the dots. */
  private static final String ARG = " local arg={n=select('#',...),...};";

  /** Variables that a loop keeps its state in. */
  private static final int HIDDEN_IN_FOR = 3;

  private final Lexer lexer;
  private final Scopes scopes;
  private int levels;
  private int loops;
  private boolean vararg = true;
  private final boolean debugged;

  /** What an expression is, as far as assignments and calls care. */
  private enum Kind {
    VARIABLE,
    CALL,
    OTHER
  }

  private Grammar(Lexer lexer, boolean debugged) {
    this.lexer = lexer;
    this.debugged = debugged;
    this.scopes = new Scopes(lexer);
  }

  /** The source rewritten for the compiler, and where its lines come from. */
  record Checked(byte[] source, LineMap lines) {}

  /**
   * Reads {@code source}; {@code debugged} when all that a debugger sees is to be as in Lua 5.1.
   */
  static Checked check(byte[] source, String chunk, boolean debugged) throws SyntaxError {
    Lexer lexer = new Lexer(source, chunk, debugged);
    Grammar grammar = new Grammar(lexer, debugged);
    lexer.next();
    grammar.block();
    grammar.expect(Token.EOS);
    return new Checked(lexer.rewritten(), lexer.lines);
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

  private String name() throws SyntaxError {
    String name = lexer.text;
    expect(Token.NAME);
    return name;
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
      throw lexer.plainError("chunk has too many syntax levels");
    }
  }

  private boolean blockEnds() {
    return switch (lexer.kind) {
      case ELSE, ELSEIF, END, EOS, UNTIL -> true;
      default -> false;
    };
  }

  private void block() throws SyntaxError {
    Runnable end = scopes.block();
    statements();
    end.run();
  }

  private void statements() throws SyntaxError {
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
      case REPEAT -> repeatStatement(line);
      case FUNCTION -> functionStatement(line);
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

  /** The condition behind it sees the variables of its block. */
  private void repeatStatement(int line) throws SyntaxError {
    lexer.next();
    Runnable end = scopes.block();
    loops++;
    statements();
    loops--;
    close(Token.UNTIL, Token.REPEAT, line);
    expression();
    end.run();
  }

  private void functionStatement(int line) throws SyntaxError {
    lexer.next();
    scopes.use(name());
    while (take('.')) {
      expect(Token.NAME);
    }
    boolean method = take(':');
    if (method) {
      expect(Token.NAME);
    }
    body(line, method);
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
    Runnable end = scopes.block();
    String first = name();
    for (int i = 0; i < HIDDEN_IN_FOR; i++) {
      scopes.declare("");
    }
    scopes.declare(first);
    if (take('=')) {
      expression();
      expect(',');
      expression();
      if (take(',')) {
        expression();
      }
    } else if (is(',') || is(Token.IN)) {
      while (take(',')) {
        scopes.declare(name());
      }
      expect(Token.IN);
      expressions();
    } else {
      throw lexer.error("'=' or 'in' expected");
    }
    expect(Token.DO);
    scopes.activate();
    loop();
    end.run();
    close(Token.END, Token.FOR, line);
  }

  private void local() throws SyntaxError {
    lexer.next();
    if (is(Token.FUNCTION)) {
      lexer.next();
      scopes.declare(name());
      scopes.activate();
      body(lexer.line, false);
      return;
    }
    do {
      scopes.declare(name());
    } while (take(','));
    if (take('=')) {
      expressions();
    }
    scopes.activate();
  }

  private void assignmentOrCall() throws SyntaxError {
    Kind kind = primary();
    if (kind == Kind.CALL) {
      return;
    }
    for (int targets = 2; ; targets++) {
      if (kind != Kind.VARIABLE) {
        throw lexer.error("syntax error");
      }
      if (!take(',')) {
        break;
      }
      kind = primary();
      scopes.check(targets, MAX_LEVELS - levels, "variables in assignment");
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
    expression(0);
  }

  /** Up to the first operator that binds no closer than {@code limit}. */
  private void expression(int limit) throws SyntaxError {
    enter();
    if (is(Token.NOT) || is('-') || is('#')) {
      operand(UNARY);
    } else {
      simple();
    }
    for (int binds = binds(); binds > limit; binds = binds()) {
      boolean rightFirst = is('^') || is(Token.CONCAT);
      operand(rightFirst ? binds - 1 : binds);
    }
    levels--;
  }

  /** An operator with what stands behind it: at its end is the code for it, says Lua 5.1. */
  private void operand(int limit) throws SyntaxError {
    int operator = lexer.index;
    lexer.next();
    expression(limit);
    lexer.lines.operator(operator, lexer.lastLine);
  }

  /** How close the present token binds as a binary operator; 0 when it is none. */
  private int binds() {
    return switch (lexer.kind) {
      case OR -> 1;
      case AND -> 2;
      case EQ, GE, LE, NE -> 3;
      case CONCAT -> 5;
      case CHAR ->
          is('<') || is('>')
              ? 3
              : is('+') || is('-') ? 6 : is('*') || is('/') || is('%') ? 7 : is('^') ? 10 : 0;
      default -> 0;
    };
  }

  private void simple() throws SyntaxError {
    switch (lexer.kind) {
      case NUMBER, STRING, NIL, TRUE, FALSE -> lexer.next();
      case DOTS -> {
        if (!vararg) {
          throw lexer.error("cannot use '...' outside a vararg function");
        }
        scopes.dots();
        lexer.next();
      }
      case FUNCTION -> {
        lexer.next();
        body(lexer.line, false);
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
    int first = lexer.index;
    Kind kind;
    if (is(Token.NAME)) {
      scopes.use(name());
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
        lexer.lines.call(first, lexer.line);
        arguments();
        kind = Kind.CALL;
      } else if (is('(') || is('{') || is(Token.STRING)) {
        lexer.lines.call(first, lexer.line);
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

  private void body(int line, boolean method) throws SyntaxError {
    boolean outerVararg = vararg;
    int outerLoops = loops;
    vararg = false;
    loops = 0;
    Runnable end = scopes.function(line);
    expect('(');
    if (method) {
      scopes.declare("self");
    }
    if (!is(')')) {
      do {
        parameter();
      } while (!vararg && take(','));
    }
    scopes.activate();
    int closing = lexer.index;
    expect(')');
    int start = lexer.place();
    block();
    if (vararg && (scopes.usesArg() || debugged)) {
      lexer.lines.hide(closing);
      lexer.insert(start, scopes.usesDots() ? " local arg;" : ARG);
    }
    end.run();
    close(Token.END, Token.FUNCTION, line);
    vararg = outerVararg;
    loops = outerLoops;
  }

  private void parameter() throws SyntaxError {
    if (is(Token.DOTS)) {
      vararg = true;
      lexer.next();
      scopes.declareArg();
    } else if (is(Token.NAME)) {
      scopes.declare(name());
    } else {
      throw lexer.error("<name> or '...' expected");
    }
  }
}
