package glasshouse.engine.script.vm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local variables of functions while their source is read, counted as Lua 5.1 counts them: a
 * function holds at most 200 at a time and 60 of the functions around it. LuaJ has other bounds,
 * and fails without a word at the first of them.
 */
final class Scopes {
  private static final int MAX_LOCALS = 200;
  private static final int MAX_UPVALUES = 60;
  private static final int GLOBAL = Integer.MIN_VALUE;

  private static final class Function {
    final @Nullable Function outer;
    final int line;
    final List<String> locals = new ArrayList<>();
    final List<Integer> upvalues = new ArrayList<>();
    int active;
    int arg = -1;
    boolean usesArg;
    boolean usesDots;

    Function(@Nullable Function outer, int line) {
      this.outer = outer;
      this.line = line;
    }
  }

  private final Lexer lexer;
  private Function function = new Function(null, 0);

  /** Begins in the main function. */
  Scopes(Lexer lexer) {
    this.lexer = lexer;
  }

  /** A function begins in the one that is read; what is returned ends it. */
  Runnable function(int line) {
    Function outer = function;
    function = new Function(outer, line);
    return () -> function = outer;
  }

  /** A block begins; what is returned ends it. */
  Runnable block() {
    Function owner = function;
    int before = owner.active;
    return () -> {
      owner.locals.subList(before, owner.locals.size()).clear();
      owner.active = before;
    };
  }

  /** A variable that can be named after the next {@link #activate}. */
  void declare(String name) throws SyntaxError {
    check(function, function.locals.size() + 1, MAX_LOCALS, "local variables");
    function.locals.add(name);
  }

  /** The variable that a function with dots gets beside them. */
  void declareArg() throws SyntaxError {
    function.arg = function.locals.size();
    declare("arg");
  }

  /** The dots are named. */
  void dots() {
    function.usesDots = true;
  }

  /** Whether the function that is read names the variable of {@link #declareArg}. */
  boolean usesArg() {
    return function.usesArg;
  }

  /** Whether the function that is read names its dots. */
  boolean usesDots() {
    return function.usesDots;
  }

  /** What was declared can be named from here on. */
  void activate() {
    function.active = function.locals.size();
  }

  /** A variable is named. */
  void use(String name) throws SyntaxError {
    find(function, name);
  }

  /** Fails when the function that is read has more of something than it may. */
  void check(int count, int limit, String what) throws SyntaxError {
    check(function, count, limit, what);
  }

  /** Number of a local variable, or of an upvalue counted down from -1, or {@link #GLOBAL}. */
  private int find(Function in, String name) throws SyntaxError {
    int local = in.locals.subList(0, in.active).lastIndexOf(name);
    in.usesArg |= local >= 0 && local == in.arg;
    if (local >= 0 || in.outer == null) {
      return local >= 0 ? local : GLOBAL;
    }
    int outside = find(in.outer, name);
    if (outside == GLOBAL) {
      return GLOBAL;
    }
    int known = in.upvalues.indexOf(outside);
    if (known < 0) {
      known = in.upvalues.size();
      check(in, known + 1, MAX_UPVALUES, "upvalues");
      in.upvalues.add(outside);
    }
    return -1 - known;
  }

  private void check(Function in, int count, int limit, String what) throws SyntaxError {
    if (count > limit) {
      String who = in.line == 0 ? "main function" : "function at line " + in.line;
      throw lexer.plainError(who + " has more than " + limit + " " + what);
    }
  }
}
