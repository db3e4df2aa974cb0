package glasshouse.engine.script.vm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A Lua 5.1 machine: the globals, what runs now, and its bounds. It knows no thread and no clock;
 * whoever runs long scripts is asked now and then through {@link Pulse}.
 */
public final class Vm {
  /** Calls of library functions and metamethods inside one another, as LUAI_MAXCCALLS. */
  static final int MAX_NATIVE_DEPTH = 200;

  /** Calls of Lua functions inside one another: where Lua 5.1 gives up growing its call list. */
  static final int MAX_CALLS = 16_384;

  /**
   * Jumps back, calls and pieces of library work between two beats of the pulse. Counting these
   * instead of all instructions is cheap: with the count, against without it (best of three runs
   * each), a loop of additions took 0.92 of the time, one with a branch 1.00, recursive calls 1.02,
   * filling and walking an array 1.02, sorting 1.19.
   *
   * <p>Against the C Lua of redis-server 7.0.15 on the same machine: additions 1.9, branches 1.1,
   * recursive calls 1.9, small tables 2.0, arrays 0.8, sorting 0.7, string.format and concat 0.5,
   * string keys 0.5, appending to a string 0.1.
   */
  public static final int BEAT = 10_000;

  /** Asked every {@link #BEAT} units of work. */
  @FunctionalInterface
  public interface Pulse {
    /** Answers true to end the script. */
    boolean beat();
  }

  /** Instructions between two calls of {@link Tracer#counted}. */
  static final int TRACED_INSTRUCTIONS = 100_000;

  /** Told what a traced script does, before it does it. Nothing is traced while it is told. */
  public interface Tracer {
    /** A line of the innermost of {@link #levels} begins, or begins again. */
    void line(int line);

    /** {@value #TRACED_INSTRUCTIONS} instructions have been run; the next is of this line. */
    void counted(int line);
  }

  /** A place in a script, as error messages name it. */
  public record Place(@Nullable String source, int line) {}

  private final Operators ops = new Operators(this);
  private final Interpreter interpreter = new Interpreter(this);
  private final Memory memory;
  private Pulse pulse = () -> false;
  private int budget = BEAT;
  private int lastId;
  private final Table globals;
  private final Set<Table> kept = new LinkedHashSet<>();
  private @Nullable Table stringMeta;
  private @Nullable Tracer tracer;
  private int untilCount;

  @Nullable Frame frame;
  private @Nullable Native running;
  private boolean runningFromLua;
  private int nativeDepth;
  private @Nullable Coroutine coroutine;

  /** The library function that suspends a coroutine; the interpreter knows it. */
  final Native yield = new Native(this, args -> LuaValue.NONE);

  /** A machine with empty globals whose scripts may hold {@code memoryLimit} bytes. */
  public Vm(long memoryLimit) {
    memory = new Memory(this, memoryLimit);
    globals = new Table(this);
  }

  /** What a table reaches stays from now on, though no script sees it. */
  public void keep(Table table) {
    kept.add(table);
  }

  /** Undoes {@link #keep}. */
  public void release(Table table) {
    kept.remove(table);
  }

  /** The table of globals. */
  public Table globals() {
    return globals;
  }

  /** The operators. */
  public Operators ops() {
    return ops;
  }

  /** The metatable of all strings, or null. */
  public @Nullable Table stringMeta() {
    return stringMeta;
  }

  /** Sets the metatable of all strings. */
  public void stringMeta(Table meta) {
    stringMeta = meta;
  }

  /** The function {@code coroutine.yield}. */
  public Native yieldFunction() {
    return yield;
  }

  int nextId() {
    return ++lastId;
  }

  /** The number the next table or function gets; see {@link #start}. */
  public int lastId() {
    return lastId;
  }

  /**
   * Prepares for a script: numbers of tables start again at {@code firstId}, so that what it does
   * is a function of its text and input, not of the scripts before it.
   */
  public void start(int firstId, Pulse newPulse) {
    lastId = firstId;
    pulse = newPulse;
    budget = BEAT;
    frame = null;
    running = null;
    runningFromLua = false;
    nativeDepth = 0;
    coroutine = null;
  }

  /** Has each line of scripts told to {@code told} from now on; nothing with null. */
  public void trace(@Nullable Tracer told) {
    tracer = told;
    untilCount = TRACED_INSTRUCTIONS;
  }

  boolean tracing() {
    return tracer != null;
  }

  /** Tells of an instruction that is about to be run. */
  void traced(int line, boolean begins) {
    Tracer told = tracer;
    if (told == null) {
      return;
    }
    tracer = null;
    try {
      if (--untilCount <= 0) {
        untilCount = TRACED_INSTRUCTIONS;
        told.counted(line);
      }
      if (begins) {
        told.line(line);
      }
    } finally {
      tracer = told;
    }
  }

  /** What error messages call the source of the function that runs. */
  public String chunk() {
    Frame f = frame;
    return f == null ? "" : f.chunk();
  }

  /** The functions of scripts that are active in the running coroutine, innermost first. */
  public List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    for (Frame f = frame; f != null; f = f.bottom ? null : f.caller) {
      levels.add(Level.of(f));
    }
    return levels;
  }

  /** Counts bytes that a script takes. */
  public void charge(long bytes) {
    memory.charge(bytes);
  }

  /** Forgets garbage. */
  public void collect() {
    memory.collect();
  }

  /** Bytes in use, garbage since the last measurement included. */
  public long memoryUsed() {
    return memory.counted();
  }

  /** Counts work; asks the pulse when it is due. */
  public void work(int units) {
    budget -= units;
    if (budget < 0) {
      budget = BEAT;
      if (pulse.beat()) {
        throw new ScriptKilled(place());
      }
    }
  }

  void roots(Consumer<@Nullable Object> each) {
    each.accept(globals);
    kept.forEach(each);
    each.accept(stringMeta);
    each.accept(frame);
    for (Coroutine c = coroutine; c != null; c = c.resumer) {
      each.accept(c);
    }
  }

  /** Compiles a chunk into a function over the globals. */
  public Closure load(byte[] source, String chunkName) throws SyntaxError {
    return load(source, chunkName, globals);
  }

  /** Compiles a chunk into a function whose globals are {@code environment}. */
  public Closure load(byte[] source, String chunkName, Table environment) throws SyntaxError {
    return load(source, chunkName, environment, false);
  }

  /** As {@link #load(byte[], String)}, for a function that is going to be traced. */
  public Closure loadTraced(byte[] source, String chunkName) throws SyntaxError {
    return load(source, chunkName, globals, true);
  }

  private Closure load(byte[] source, String chunkName, Table environment, boolean traced)
      throws SyntaxError {
    Cell cell = new Cell(environment);
    return new Closure(this, Compiler.compile(source, chunkName, traced), new Cell[] {cell});
  }

  /** Calls any value. */
  public Varargs callValue(LuaValue fn, LuaValue... args) {
    if (fn instanceof Fn f) {
      return call(f, args);
    }
    Fn f = ops.callable(fn);
    LuaValue[] more = new LuaValue[args.length + 1];
    more[0] = fn;
    System.arraycopy(args, 0, more, 1, args.length);
    return call(f, more);
  }

  /** Calls a function from Java. */
  public Varargs call(Fn fn, LuaValue... args) {
    Native saved = running;
    boolean savedFromLua = runningFromLua;
    Frame savedFrame = frame;
    if (++nativeDepth >= MAX_NATIVE_DEPTH) {
      nativeDepth--;
      throw runError("C stack overflow");
    }
    Varargs result;
    if (fn instanceof Closure closure) {
      Frame next = interpreter.push(closure, args, 0, args.length, frame);
      next.entry = true;
      next.belowNative = saved != null;
      running = null;
      result = interpreter.execute(next);
    } else {
      result = invoke((Native) fn, args, 0, args.length, running == null);
    }
    frame = savedFrame;
    running = saved;
    runningFromLua = savedFromLua;
    nativeDepth--;
    return result;
  }

  /** Calls a library function with values from registers or elsewhere. */
  Varargs invoke(Native fn, LuaValue[] values, int from, int count, boolean fromLua) {
    if (fn == yield) {
      throw runError("attempt to yield across metamethod/C-call boundary", false);
    }
    Native saved = running;
    boolean savedFromLua = runningFromLua;
    running = fn;
    runningFromLua = fromLua;
    Varargs result = fn.body.run(new Args(this, values, from, count));
    running = saved;
    runningFromLua = savedFromLua;
    return result;
  }

  /** What a protected call restores after an error. */
  private record State(
      @Nullable Frame frame,
      @Nullable Native running,
      boolean fromLua,
      int depth,
      @Nullable Coroutine coroutine) {}

  /** Calls a value; an error comes back as {@code onError} makes it, true or false before it. */
  public Varargs protectedCall(
      LuaValue fn, LuaValue[] args, java.util.function.Function<ScriptError, LuaValue> onError) {
    State saved = new State(frame, running, runningFromLua, nativeDepth, coroutine);
    try {
      return LuaValue.varargsOf(LuaValue.TRUE, callValue(fn, args));
    } catch (ScriptError error) {
      LuaValue value = onError.apply(error);
      frame = saved.frame;
      running = saved.running;
      runningFromLua = saved.fromLua;
      nativeDepth = saved.depth;
      coroutine = saved.coroutine;
      return LuaValue.varargsOf(LuaValue.FALSE, value);
    }
  }

  /** The coroutine that runs, or null in the main one. */
  public @Nullable Coroutine coroutine() {
    return coroutine;
  }

  /** True when the running coroutine may be suspended here. */
  boolean mayYield() {
    Coroutine co = coroutine;
    return co != null && co.callDepth == nativeDepth;
  }

  /**
   * Lets a coroutine run until it yields or returns.
   *
   * @throws ScriptError what it throws; it is dead then
   */
  public Varargs resume(Coroutine co, LuaValue[] args) {
    Coroutine outer = coroutine;
    State saved = new State(frame, running, runningFromLua, nativeDepth, outer);
    if (nativeDepth + 1 >= MAX_NATIVE_DEPTH) {
      throw runError("C stack overflow");
    }
    if (outer != null) {
      outer.status = Coroutine.Status.NORMAL;
    }
    nativeDepth++;
    co.status = Coroutine.Status.RUNNING;
    co.resumer = outer;
    co.callDepth = nativeDepth;
    coroutine = co;
    boolean ended = false;
    try {
      Varargs result = interpreter.resume(co, args);
      ended = result != Interpreter.YIELDED;
      return ended ? result : co.passed;
    } catch (ScriptError error) {
      ended = true;
      throw error;
    } finally {
      co.status = ended ? Coroutine.Status.DEAD : Coroutine.Status.SUSPENDED;
      frame = saved.frame;
      running = saved.running;
      runningFromLua = saved.fromLua;
      nativeDepth = saved.depth;
      coroutine = outer;
      if (outer != null) {
        outer.status = Coroutine.Status.RUNNING;
      }
    }
  }

  /** The running Lua function's frame; null while a library function runs. */
  @Nullable Frame frameIfLua() {
    return running == null ? frame : null;
  }

  void leaveNative() {
    running = null;
  }

  /** Where the script is: the line that runs, or that called the library function that runs. */
  public Place place() {
    Frame f = frame;
    if (f == null) {
      return new Place(null, -1);
    }
    if (running != null && !runningFromLua) {
      return new Place("=[C]", -1);
    }
    return new Place(f.code.source.tojstring(), f.line());
  }

  /** An error with this value, raised here. */
  public ScriptError raise(LuaValue value) {
    Place place = place();
    return new ScriptError(value, place.source(), place.line());
  }

  /** An error of the machine itself: names the line when a Lua function runs. */
  public ScriptError runError(String text) {
    return runError(text, running == null);
  }

  private ScriptError runError(String text, boolean positioned) {
    Frame f = frame;
    String where = positioned && f != null ? f.chunk() + ":" + f.line() + ": " : "";
    return raise(LuaString.valueOf(glasshouse.engine.base.Bytes.of(where + text)));
  }

  /** An error of a library function: names the line that called it. */
  public ScriptError error(String text) {
    return raise(LuaString.valueOf(glasshouse.engine.base.Bytes.of(where(1) + text)));
  }

  /** "bad argument", counted as the script sees it. */
  ScriptError badArgument(int number, String why) {
    Frame f = frame;
    Names.Name name = running != null && runningFromLua && f != null ? Names.called(f) : null;
    int shown = number;
    if (name != null && name.kind().equals("method")) {
      shown--;
      if (shown == 0) {
        return error("calling '" + name.name() + "' on bad self (" + why + ")");
      }
    }
    return error(
        "bad argument #%d to '%s' (%s)".formatted(shown, name == null ? "?" : name.name(), why));
  }

  /**
   * The text "chunk:line: " of a caller: level 1 called the running library function, 2 called that
   * one, and so on; empty when it is no Lua function.
   */
  public String where(int level) {
    Frame f = frame;
    int left = level;
    if (!runningFromLua) {
      left--;
      if (left <= 0) {
        return "";
      }
    }
    while (f != null && left > 1) {
      left -= 1 + f.tailCalls + (f.belowNative ? 1 : 0);
      f = f.caller;
    }
    return f == null || left < 1 ? "" : f.chunk() + ":" + f.line() + ": ";
  }
}
