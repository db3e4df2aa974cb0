package glasshouse.engine.script.debug;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.script.vm.Closure;
import glasshouse.engine.script.vm.Level;
import glasshouse.engine.script.vm.SyntaxError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.List;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What a client may say while its script stands still. */
final class Commands {
  private static final String CHUNK = "@ldb_eval";
  private static final int LINES_AROUND = 5;
  private static final int WHOLE = 1_000_000;
  private static final int WORDS_SHOWN = 10;

  private final Vm vm;
  private final Debugger debugger;
  private final DebugLog log;
  private final Listing listing;

  /** What follows from a command. */
  enum Outcome {
    /** The log is to be sent; the script stands still. */
    ANSWER,
    /** The script runs its line. */
    STEP,
    /** The script runs. */
    CONTINUE,
    /** The script ends. */
    ABORT
  }

  Commands(Vm vm, Debugger debugger, DebugLog log, Listing listing) {
    this.vm = vm;
    this.debugger = debugger;
    this.log = log;
    this.listing = listing;
  }

  /** Carries out a command; {@code line} is where the script stands. */
  Outcome run(List<byte[]> words, int line) {
    String name = CString.of(words.getFirst()).toLowerCase(Locale.ROOT);
    switch (name) {
      case "s", "step", "n", "next" -> {
        return Outcome.STEP;
      }
      case "c", "continue" -> {
        return Outcome.CONTINUE;
      }
      case "a", "abort" -> {
        return Outcome.ABORT;
      }
      case "h", "help" -> log.addAll(HelpText.LINES);
      case "t", "trace" -> trace(line);
      case "m", "maxlen" -> maxlen(words);
      case "b", "break" -> breakpoints(words, line);
      case "e", "eval" -> evaluate(words);
      case "p", "print" -> print(words);
      case "l", "list" -> list(words, line);
      case "w", "whole" -> log.addAll(listing.around(1, WHOLE, line));
      default -> other(name, words);
    }
    return Outcome.ANSWER;
  }

  private void other(String name, List<byte[]> words) {
    if (words.size() > 1 && (name.equals("r") || name.equals("redis"))) {
      redis(words);
    } else {
      log.add("<error> Unknown Redis Lua debugger command or wrong number of arguments.");
    }
  }

  private void trace(int line) {
    boolean inner = true;
    for (Level level : vm.levels()) {
      if (level.chunk().contains(Debugger.SCRIPT)) {
        String name = level.name();
        log.add((inner ? "In " : "From ") + (name == null ? "top level" : name) + ":");
        log.add(listing.line(level.line(), line));
      }
      inner = false;
    }
  }

  private void maxlen(List<byte[]> words) {
    if (words.size() == 2) {
      log.longest(CString.number(CString.of(words.get(1))));
    }
    log.add(log.longest());
  }

  private void breakpoints(List<byte[]> words, int line) {
    List<Integer> set = listing.breakpoints();
    if (words.size() == 1) {
      log.add(
          set.isEmpty()
              ? "No breakpoints set. Use 'b <line>' to add one."
              : set.size() + " breakpoints set:");
      set.forEach(number -> log.add(listing.line(number, line)));
    }
    for (byte[] word : words.subList(1, words.size())) {
      if (Numbers.isLong(word, 0, word.length)) {
        breakpoint(Numbers.parseLong(word, 0, word.length), line);
      } else {
        log.add("Invalid argument:'" + CString.of(word) + "'");
      }
    }
  }

  private void breakpoint(long number, int line) {
    if (number == 0) {
      listing.removeAll();
      log.add("All breakpoints removed.");
    } else if (number < 0) {
      boolean removed = listing.remove(-number);
      log.add(removed ? "Breakpoint removed." : "No breakpoint in the specified line.");
    } else if (listing.full()) {
      log.add("Too many breakpoints set.");
    } else if (listing.add(number)) {
      log.addAll(listing.around((int) number, 1, line));
    } else {
      log.add("Wrong line number.");
    }
  }

  private void evaluate(List<byte[]> words) {
    ByteBuilder code = new ByteBuilder(64);
    for (int i = 1; i < words.size(); i++) {
      code.latin(i == 1 ? "" : " ").put(words.get(i));
    }
    byte[] statement = code.toByteArray();
    byte[] expression = new ByteBuilder(64).latin("return ").put(statement).toByteArray();
    try {
      call(compiled(expression, statement));
    } catch (SyntaxError wrong) {
      log.add("<error> " + wrong.text());
    }
  }

  private Closure compiled(byte[] expression, byte[] statement) throws SyntaxError {
    try {
      return vm.load(expression, CHUNK);
    } catch (SyntaxError none) {
      return vm.load(statement, CHUNK);
    }
  }

  private void call(Closure code) {
    Varargs result = vm.protectedCall(code, new LuaValue[0], error -> error.value());
    LuaValue value = result.arg(2);
    if (result.arg1() == LuaValue.TRUE) {
      log.addCut("<retval> " + ValueText.of(value, log.room()));
    } else {
      // For an error that is no text redis-server 7.0.15 ends with a fault.
      LuaString text = vm.ops().text(value);
      log.add("<error> " + (text == null ? ValueText.of(value, log.room()) : CString.of(text)));
    }
  }

  private void redis(List<byte[]> words) {
    LuaValue[] args = new LuaValue[words.size() - 1];
    for (int i = 0; i < args.length; i++) {
      args[i] = LuaString.valueUsing(words.get(i + 1));
    }
    Table redis = (Table) vm.globals().get(LuaString.valueOf("redis"));
    LuaValue call = redis.get(LuaString.valueOf("call"));
    debugger.shown(() -> vm.protectedCall(call, args, error -> error.value()));
  }

  private void print(List<byte[]> words) {
    if (words.size() != 2) {
      printAll();
      return;
    }
    String name = CString.of(words.get(1));
    LuaValue value = null;
    for (Level level : vm.levels()) {
      for (Level.Local local : level.locals()) {
        if (value == null && local.name().equals(name)) {
          value = local.value();
        }
      }
    }
    if (value == null && (name.equals("ARGV") || name.equals("KEYS"))) {
      value = vm.globals().get(LuaString.valueOf(name));
    }
    if (value == null) {
      log.add("No such variable.");
    } else {
      log.addCut("<value> " + ValueText.of(value, log.room()));
    }
  }

  private void printAll() {
    List<Level.Local> locals = vm.levels().getFirst().locals();
    for (Level.Local local : locals) {
      log.addCut("<value> " + local.name() + " = " + ValueText.of(local.value(), log.room()));
    }
    if (locals.isEmpty()) {
      log.add("No local variables in the current context.");
    }
  }

  private void list(List<byte[]> words, int line) {
    int asked = words.size() > 1 ? CString.number(CString.of(words.get(1))) : 0;
    int context = words.size() > 2 ? CString.number(CString.of(words.get(2))) : LINES_AROUND;
    log.addAll(listing.around(asked > 0 ? asked : line, context, line));
  }

  /** A command of the script as it is shown. */
  String text(byte[][] argv) {
    StringBuilder text = new StringBuilder("<redis>");
    for (int i = 0; i < Math.min(argv.length, WORDS_SHOWN); i++) {
      text.append(' ').append(Bytes.text(argv[i]));
    }
    int more = argv.length - WORDS_SHOWN - 1;
    return argv.length > WORDS_SHOWN ? text + " ... (" + more + " more)" : text.toString();
  }
}
