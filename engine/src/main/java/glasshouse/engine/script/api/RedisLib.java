package glasshouse.engine.script.api;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.CFormat;
import glasshouse.engine.script.vm.Native;
import glasshouse.engine.script.vm.Num;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Table;
import glasshouse.engine.script.vm.Vm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table redis. Texts of errors are those of redis-server 7.0.15. */
public final class RedisLib {
  private static final LuaString ERR = LuaString.valueOf("err");
  private static final LuaString OK = LuaString.valueOf("ok");
  private static final LuaString IGNORE = LuaString.valueOf("ignore_error_stats_update");

  private final Vm vm;
  private @Nullable ScriptCalls calls;
  private int protocol = 2;
  private boolean calling;
  private @Nullable Watcher watcher;
  private final ByteBuilder reply = new ByteBuilder(256);

  private RedisLib(Vm vm) {
    this.vm = vm;
  }

  /** Puts the table with what functions of libraries may use into the globals. */
  public static RedisLib open(Vm vm, String version) {
    RedisLib lib = new RedisLib(vm);
    Table t = new Table(vm);
    vm.globals().put("redis", t);
    t.put("call", new Native(vm, a -> lib.call(a, true)));
    t.put("pcall", new Native(vm, a -> lib.call(a, false)));
    t.put("setresp", new Native(vm, lib::setProtocol));
    t.put("sha1hex", new Native(vm, lib::sha1));
    t.put("error_reply", new Native(vm, lib::errorReply));
    t.put("status_reply", new Native(vm, lib::statusReply));
    t.put("set_repl", new Native(vm, lib::setReplication));
    t.put("acl_check_cmd", new Native(vm, lib::checkCommand));
    constants(t, "REPL_", "NONE", "AOF", "SLAVE", "ALL");
    t.put("REPL_REPLICA", LuaInteger.valueOf(ScriptCalls.REPL_REPLICA));
    lib.common(t, version);
    return lib;
  }

  /** As {@link #open}, with what only EVAL's scripts have besides. */
  public static RedisLib openForScripts(Vm vm, String version) {
    RedisLib lib = open(vm, version);
    Table t = (Table) vm.globals().get(LuaString.valueOf("redis"));
    t.put("replicate_commands", new Native(vm, a -> lib.replicateCommands()));
    t.put("breakpoint", new Native(vm, a -> lib.breakpoint()));
    t.put("debug", new Native(vm, lib::debug));
    return lib;
  }

  /** The table for a library that is being loaded: it may register and log, no more. */
  public Table forLoading(String version, Native register) {
    Table t = new Table(vm);
    t.put("register_function", register);
    common(t, version);
    return t;
  }

  private void common(Table t, String version) {
    t.put("log", new Native(vm, this::log));
    constants(t, "LOG_", "DEBUG", "VERBOSE", "NOTICE", "WARNING");
    t.put("REDIS_VERSION", LuaString.valueOf(version));
    t.put("REDIS_VERSION_NUM", LuaInteger.valueOf(number(version)));
  }

  /** 7.0.15 as 0x0007000F. */
  private static int number(String version) {
    String[] parts = version.split("\\.", -1);
    int value = 0;
    for (int i = 0; i < 3; i++) {
      value = value << 8 | (i < parts.length ? Integer.parseInt(parts[i]) : 0);
    }
    return value;
  }

  private static void constants(Table t, String prefix, String... names) {
    for (int i = 0; i < names.length; i++) {
      t.put(prefix + names[i], LuaInteger.valueOf(i));
    }
  }

  /** A script starts: its calls go to {@code host}. */
  public void begin(ScriptCalls host) {
    calls = host;
    protocol = 2;
    calling = false;
  }

  /** Who watches the scripts from now on; null for nobody. */
  public void watchedBy(@Nullable Watcher debugger) {
    watcher = debugger;
  }

  private @Nullable Watcher stepping() {
    Watcher debugger = watcher;
    return debugger != null && debugger.steps() ? debugger : null;
  }

  /** The script has ended. */
  public void end() {
    calls = null;
  }

  /** The RESP version the script has chosen for its replies. */
  public int protocol() {
    return protocol;
  }

  private ScriptCalls host(String who) {
    ScriptCalls host = calls;
    if (host == null) {
      throw vm.raise(errorTable(who + " can only be called inside a script invocation"));
    }
    return host;
  }

  /** An error table; {@code text} is a line with its code behind a minus, or text for ERR. */
  public Table errorTable(String text) {
    Watcher debugger = stepping();
    if (debugger != null) {
      debugger.error(text);
    }
    Table t = new Table(vm);
    t.put(ERR, LuaString.valueUsing(Bytes.of(ReplyToLua.errorText(text))));
    return t;
  }

  private ScriptError failure(String text) {
    return vm.raise(errorTable(text));
  }

  private Varargs call(Args a, boolean raise) {
    ScriptCalls host = host("redis.call/pcall");
    byte @Nullable [][] argv = a.count() == 0 ? null : argv(a);
    if (argv == null) {
      Table error =
          errorTable(
              a.count() == 0
                  ? "Please specify at least one argument for this redis lib call"
                  : "Lua redis lib command arguments must be strings or integers");
      if (raise) {
        throw vm.raise(error);
      }
      return error;
    }
    if (calling) {
      return errorTable("redis.call/pcall called from within a call");
    }
    Watcher debugger = stepping();
    if (debugger != null) {
      debugger.command(argv);
    }
    calling = true;
    reply.clear();
    boolean sorted;
    try {
      sorted = host.call(argv, protocol, reply);
    } finally {
      calling = false;
    }
    vm.work(1);
    vm.charge(reply.length());
    LuaValue value = new ReplyToLua(vm, reply).read();
    if (debugger != null) {
      answered(host, debugger);
    }
    if (reply.length() > 0 && reply.array()[0] == '-') {
      ((Table) value).put(IGNORE, LuaValue.TRUE);
      if (raise) {
        throw vm.raise(value);
      }
    }
    if (sorted && protocol == 2 && value instanceof Table t) {
      ReplyToLua.sort(t);
    }
    return value;
  }

  /** A reply is shown; an error as one first, and alone when the command was not even run. */
  private void answered(ScriptCalls host, Watcher debugger) {
    byte[] whole = reply.toByteArray();
    if (whole[0] == '-') {
      String line = Bytes.text(whole).substring(0, whole.length - 2);
      boolean plain = host.refused() && line.startsWith("-ERR ");
      debugger.error(plain ? line.substring(5) : host.refused() ? line + "  " : line);
    }
    if (!host.refused()) {
      debugger.reply(whole);
    }
  }

  private LuaValue breakpoint() {
    Watcher debugger = watcher;
    if (debugger != null) {
      debugger.stopAtNextLine();
    }
    return LuaValue.valueOf(debugger != null);
  }

  private Varargs debug(Args a) {
    Watcher debugger = watcher;
    if (debugger != null) {
      debugger.show(a);
    }
    return LuaValue.NONE;
  }

  private byte @Nullable [][] argv(Args a) {
    byte[][] argv = new byte[a.count()][];
    for (int i = 0; i < argv.length; i++) {
      LuaValue v = a.get(i + 1);
      if (v instanceof LuaInteger n) {
        argv[i] = Bytes.of(Integer.toString(n.v));
      } else if (v instanceof LuaNumber n) {
        boolean plainNan = v == Num.POSITIVE_NAN;
        argv[i] = Bytes.of(plainNan ? "nan" : CFormat.general(n.todouble(), 17));
      } else if (v instanceof LuaString s) {
        argv[i] = bytes(s);
      } else {
        return null;
      }
    }
    return argv;
  }

  private static byte[] bytes(LuaString s) {
    byte[] out = new byte[s.m_length];
    s.copyInto(0, out, 0, out.length);
    return out;
  }

  private Varargs log(Args a) {
    ScriptCalls host = host("redis.log");
    if (a.count() < 2) {
      throw failure("redis.log() requires two arguments or more.");
    }
    LuaValue number = Num.toNumber(a.get(1));
    if (number == null) {
      throw failure("First argument must be a number (log level).");
    }
    int level = Num.toInt(number.todouble());
    if (level < 0 || level > ScriptCalls.WARNING) {
      throw failure("Invalid debug level.");
    }
    if (host.logs(level)) {
      ByteBuilder line = new ByteBuilder(64);
      for (int i = 2; i <= a.count(); i++) {
        LuaString text = a.textOrNull(i);
        if (text != null) {
          line.put(i == 2 ? Bytes.EMPTY : new byte[] {' '});
          line.put(text.m_bytes, text.m_offset, text.m_length);
        }
      }
      host.log(level, line.toByteArray());
    }
    return LuaValue.NONE;
  }

  private static int lenient(LuaValue v) {
    LuaValue number = Num.toNumber(v);
    return number == null ? 0 : Num.toInt(number.todouble());
  }

  private Varargs setProtocol(Args a) {
    host("redis.setresp");
    if (a.count() != 1) {
      throw failure("redis.setresp() requires one argument.");
    }
    int wanted = lenient(a.get(1));
    if (wanted != 2 && wanted != 3) {
      throw failure("RESP version must be 2 or 3.");
    }
    protocol = wanted;
    return LuaValue.NONE;
  }

  private Varargs sha1(Args a) {
    if (a.count() != 1) {
      throw failure("wrong number of arguments");
    }
    LuaString text = a.textOrNull(1);
    return LuaString.valueOf(sha1Hex(text == null ? Bytes.EMPTY : bytes(text)));
  }

  /** The SHA1 of {@code body} in lower case hexadecimal: a script's name. */
  public static String sha1Hex(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private Varargs errorReply(Args a) {
    if (a.count() != 1 || !(a.get(1) instanceof LuaString s)) {
      return errorTable("wrong number or type of arguments");
    }
    String text = Bytes.text(bytes(s));
    return errorTable(text.startsWith("-") ? text : "-" + text);
  }

  private Varargs statusReply(Args a) {
    if (a.count() != 1 || !(a.get(1) instanceof LuaString s)) {
      return errorTable("wrong number or type of arguments");
    }
    Table t = new Table(vm);
    t.put(OK, s);
    return t;
  }

  private Varargs setReplication(Args a) {
    ScriptCalls host = host("redis.set_repl");
    if (a.count() != 1) {
      throw failure("redis.set_repl() requires two arguments.");
    }
    int mask = lenient(a.get(1));
    if ((mask & ~(ScriptCalls.REPL_AOF | ScriptCalls.REPL_REPLICA)) != 0) {
      throw failure(
          "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    String refusal = host.replicate(mask);
    if (refusal != null) {
      throw failure(refusal);
    }
    return LuaValue.NONE;
  }

  private Varargs replicateCommands() {
    return LuaValue.valueOf(host("redis.replicate_commands").replicateEffects());
  }

  private Varargs checkCommand(Args a) {
    ScriptCalls host = host("redis.acl_check_cmd");
    if (a.count() == 0) {
      throw failure("Please specify at least one argument for this redis lib call");
    }
    byte @Nullable [][] argv = argv(a);
    if (argv == null) {
      throw failure("Lua redis lib command arguments must be strings or integers");
    }
    Boolean may = host.mayRun(argv);
    if (may == null) {
      throw failure("Invalid command passed to redis.acl_check_cmd()");
    }
    return LuaValue.valueOf(may);
  }
}
