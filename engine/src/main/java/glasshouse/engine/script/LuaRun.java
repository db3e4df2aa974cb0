package glasshouse.engine.script;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.api.ErrorInfo;
import glasshouse.engine.script.api.LuaToReply;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.api.ScriptCalls;
import glasshouse.engine.script.vm.OutOfMemory;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.ScriptKilled;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.util.function.Supplier;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** One run of Lua code for a client: what it returns or throws becomes the reply. */
public final class LuaRun {
  private static final byte[] KILLED_LOG = Bytes.of("Lua script killed by user with SCRIPT KILL.");

  private LuaRun() {}

  /**
   * Runs {@code body} on a machine that was started.
   *
   * @param name what errors call the script: its SHA1, or the function's name
   * @return false when an error was the reply
   */
  public static boolean reply(
      Vm vm,
      RedisLib redis,
      String name,
      Supplier<LuaValue> body,
      ScriptCalls calls,
      ReplyWriter reply) {
    redis.begin(calls);
    int mark = reply.out().length();
    try {
      LuaValue result = body.get();
      new LuaToReply(reply, redis.protocol()).write(result);
      return true;
    } catch (ScriptError e) {
      ErrorInfo error = ErrorInfo.of(vm, e, name);
      if (error.counted()) {
        reply.error(error.line());
      } else {
        reply.repeatedError(error.line());
      }
    } catch (ScriptKilled e) {
      reply.out().truncate(mark);
      calls.log(ScriptCalls.WARNING, KILLED_LOG);
      String where = e.place().source() + ":" + e.place().line();
      reply.error(
          "ERR Script killed by user with SCRIPT KILL... script: " + name + ", on " + where + ".");
    } catch (OutOfMemory e) {
      reply.out().truncate(mark);
      reply.error("ERR Error running script " + name + ", " + e.getMessage());
    } finally {
      redis.end();
    }
    return false;
  }

  /** Keys or arguments as a Lua array of strings. */
  public static Table words(Vm vm, byte[][] values) {
    Table t = new Table(vm);
    for (int i = 0; i < values.length; i++) {
      vm.charge(40 + values[i].length);
      t.put(i + 1, LuaString.valueUsing(values[i]));
    }
    return t;
  }
}
