package glasshouse.engine.script;

import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.api.ScriptCalls;
import glasshouse.engine.script.debug.Debugger;
import glasshouse.engine.script.lib.Lrand48;
import glasshouse.engine.script.vm.Closure;
import glasshouse.engine.script.vm.SyntaxError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.function.Supplier;
import org.luaj.vm2.LuaValue;

/**
 * Compiles scripts and runs them one at a time. A run is a function of the script, its keys and
 * arguments, and the replies of the commands it calls.
 */
public final class ScriptEngine {
  private static final String CHUNK = "@user_script";

  private final Vm vm;
  private final Lrand48 random = new Lrand48();
  private final RedisLib redis;
  private final Debugger debugger;
  private final int firstId;
  private final boolean reseed;

  /**
   * An engine with its own globals.
   *
   * @param memoryLimit bytes that a script may hold
   * @param version what redis.REDIS_VERSION says, such as 7.0.15
   * @param reseed true before 7.0: math.random starts its sequence anew with each script, so that a
   *     replica that runs the same script draws the same numbers
   */
  public ScriptEngine(long memoryLimit, String version, boolean reseed) {
    this.reseed = reseed;
    vm = new Vm(memoryLimit);
    redis = Sandbox.openForScripts(vm, random, version);
    debugger = new Debugger(vm, text -> vm.raise(redis.errorTable(text)));
    firstId = vm.lastId();
  }

  /** A compiled script. */
  public static final class Compiled {
    private final Closure main;

    private Compiled(Closure main) {
      this.main = main;
    }
  }

  /**
   * Compiles a body, from which a shebang line was taken.
   *
   * @throws SyntaxError with the text that stands behind "Error compiling script"
   */
  public Compiled compile(byte[] body) throws SyntaxError {
    return new Compiled(vm.load(body, CHUNK));
  }

  /** Where the sequence of math.random stands, for {@link #random(long)}. */
  public long random() {
    return random.state();
  }

  /** Lets math.random go on where that of another engine stood. */
  public void random(long state) {
    random.state(state);
  }

  /** The debugger of its scripts. */
  public Debugger debugger() {
    return debugger;
  }

  /**
   * Runs a script under the debugger and writes its reply.
   *
   * @param body as for {@link #compile}; it can be compiled
   */
  void debug(
      byte[] body, String sha, byte[][] keys, byte[][] args, ScriptCalls calls, ReplyWriter reply) {
    vm.start(firstId, debugger::beat);
    redis.watchedBy(debugger);
    Supplier<LuaValue> run =
        () -> {
          Closure main = traced(body);
          setGlobal("KEYS", keys);
          setGlobal("ARGV", args);
          debugger.attach(calls);
          return vm.call(main).arg1();
        };
    try {
      LuaRun.reply(vm, redis, sha, run, calls, reply);
    } finally {
      debugger.detach();
      redis.watchedBy(null);
    }
  }

  private Closure traced(byte[] body) {
    try {
      return vm.loadTraced(body, CHUNK);
    } catch (SyntaxError impossible) {
      throw new IllegalStateException("it was compiled before", impossible);
    }
  }

  /**
   * Runs a script and writes its reply.
   *
   * @return false when an error was the reply
   */
  public boolean run(
      Compiled script,
      String sha,
      byte[][] keys,
      byte[][] args,
      ScriptCalls calls,
      ReplyWriter reply) {
    vm.start(firstId, calls::tick);
    if (reseed) {
      random.seed(0);
    }
    Supplier<LuaValue> body =
        () -> {
          setGlobal("KEYS", keys);
          setGlobal("ARGV", args);
          return vm.call(script.main).arg1();
        };
    return LuaRun.reply(vm, redis, sha, body, calls, reply);
  }

  private void setGlobal(String name, byte[][] values) {
    Table t = LuaRun.words(vm, values);
    vm.globals().readonly(false);
    vm.globals().put(name, t);
    vm.globals().readonly(true);
  }

  /** Bytes the Lua machine holds, garbage since the last measurement included. */
  public long memoryUsed() {
    return vm.memoryUsed();
  }
}
