package glasshouse.engine.script.library;

import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.LuaRun;
import glasshouse.engine.script.Sandbox;
import glasshouse.engine.script.api.ErrorInfo;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.api.ScriptCalls;
import glasshouse.engine.script.lib.Lrand48;
import glasshouse.engine.script.vm.Closure;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.OutOfMemory;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.ScriptKilled;
import glasshouse.engine.script.vm.SyntaxError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import org.luaj.vm2.LuaValue;

/**
 * The Lua machine of functions. Each library has globals of its own, which it cannot write: while
 * it is loaded they hold the table redis with what registers and logs, afterwards all that
 * functions may use.
 */
public final class LibraryEngine {
  private static final String CHUNK = "@user_function";

  private final Vm vm;
  private final RedisLib redis;
  private final LibraryRegistrar registrar;
  private final Table whileLoading;

  /**
   * A machine without libraries.
   *
   * @param memoryLimit bytes that all libraries and what runs may hold
   * @param version what redis.REDIS_VERSION says, such as 7.0.15
   */
  public LibraryEngine(long memoryLimit, String version) {
    vm = new Vm(memoryLimit);
    redis = Sandbox.openForFunctions(vm, new Lrand48(), version);
    LibraryRegistrar functions = new LibraryRegistrar(vm, redis);
    registrar = functions;
    whileLoading = redis.forLoading(version, new Native(vm, functions::register));
    Sandbox.refuseMissing(vm, whileLoading);
    Sandbox.lock(whileLoading);
  }

  /**
   * Compiles a library and lets it register its functions.
   *
   * @param calls log and clock of the node
   * @throws ErrorReply when its code is none, fails, takes too long, or registers nothing
   */
  Library load(LibraryHead head, byte[] source, ScriptCalls calls) {
    vm.start(vm.lastId(), calls::tick);
    Table kept = new Table(vm);
    Table globals = new Table(vm);
    globals.put("redis", whileLoading);
    Sandbox.refuseMissing(vm, globals);
    Sandbox.lock(globals);
    Library library = new Library(head.name(), source, kept);
    vm.keep(kept);
    registrar.target(library);
    redis.begin(calls);
    boolean done = false;
    try {
      Closure main = vm.load(head.code(), CHUNK, globals);
      vm.call(main);
      if (library.functions().isEmpty()) {
        throw new ErrorReply("ERR No functions registered");
      }
      done = true;
      return library;
    } catch (SyntaxError e) {
      throw new ErrorReply("ERR Error compiling function: " + e.text());
    } catch (ScriptError e) {
      throw failed(ErrorInfo.of(vm, e, head.name()).message());
    } catch (ScriptKilled e) {
      throw failed("ERR FUNCTION LOAD timeout");
    } catch (OutOfMemory e) {
      throw failed("ERR " + e.getMessage());
    } finally {
      redis.end();
      registrar.target(null);
      open(globals);
      if (!done) {
        free(library);
      }
    }
  }

  private static ErrorReply failed(String why) {
    return new ErrorReply("ERR Error registering functions: " + why);
  }

  /** From now on the library's globals are those of all, still not to be written. */
  private void open(Table globals) {
    globals.readonly(false);
    globals.put("redis", LuaValue.NIL);
    Table meta = new Table(vm);
    meta.put("__index", vm.globals());
    meta.put("__newindex", vm.globals());
    globals.metatable(meta);
  }

  /** A library is no more. */
  void free(Library library) {
    vm.release(library.kept());
  }

  /** Calls a function and writes its reply. */
  void call(
      Library.Function function,
      byte[][] keys,
      byte[][] args,
      ScriptCalls calls,
      ReplyWriter reply) {
    vm.start(vm.lastId(), calls::tick);
    LuaRun.reply(
        vm,
        redis,
        function.name(),
        () -> vm.call(function.code(), LuaRun.words(vm, keys), LuaRun.words(vm, args)).arg1(),
        calls,
        reply);
  }

  /** Bytes the Lua machine holds, garbage since the last measurement included. */
  public long memoryUsed() {
    return vm.memoryUsed();
  }
}
