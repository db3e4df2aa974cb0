package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Limits;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Effects;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.acl.AclLog;
import glasshouse.engine.command.acl.Denial;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.port.ScriptHost;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.KnownScripts;
import glasshouse.engine.script.Script;
import glasshouse.engine.script.ScriptCache;
import glasshouse.engine.script.ScriptEngine;
import glasshouse.engine.script.ScriptFamily;
import glasshouse.engine.script.ScriptFlags;
import glasshouse.engine.script.ScriptNode;
import glasshouse.engine.script.ScriptRun;
import glasshouse.engine.script.ScriptRuns;
import glasshouse.engine.script.library.FunctionFamily;
import glasshouse.engine.script.library.Libraries;
import glasshouse.engine.script.library.LibraryEngine;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.EngineEvent.Kind;
import glasshouse.engine.view.ScriptView;
import glasshouse.engine.view.SlowScriptView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Scripts on this node: what they may, what leaves them, and who is served while one is busy. */
final class Scripting implements ScriptNode {
  /** What a debugged script is given where busy-reply-threshold is 0, milliseconds. */
  private static final long PATIENCE = 5000;

  private static final String NO_FORK = "ERR Fork() failed: can't run EVAL in debugging mode: ";

  private final Core core;
  private final NodeParts parts;
  private final Executor executor;
  private final ScriptCache cache;
  private final KnownScripts known = new KnownScripts();
  private final ScriptRuns runs = new ScriptRuns(this);
  private final ScriptFamily family;
  private final Libraries libraries;
  private @Nullable Libraries incoming;
  private ScriptHost host = ScriptHost.STILL;
  private boolean slow;
  private @Nullable DebugLine forkedLine;
  private DebugFork.@Nullable Origin origin;

  Scripting(Core core, NodeParts parts, Executor executor) {
    this.core = core;
    this.parts = parts;
    this.executor = executor;
    boolean reseed = core.profile().rdbVersion() < 10;
    cache =
        new ScriptCache(new ScriptEngine(Limits.SCRIPT_MEMORY, core.profile().release(), reseed));
    family = new ScriptFamily(this, cache, known, runs);
    libraries =
        new Libraries(this, new LibraryEngine(Limits.SCRIPT_MEMORY, core.profile().release()));
  }

  /** The commands of scripts and, in the eras that have them, of functions. */
  List<Family> families() {
    return core.profile().is(Behaviour.FUNCTIONS)
        ? List.of(family, new FunctionFamily(this, libraries, runs))
        : List.of(family);
  }

  /** Libraries of functions. */
  Libraries libraries() {
    return libraries;
  }

  /** A place for the libraries of a master's dump; what an earlier one left there is freed. */
  Libraries incoming() {
    Libraries left = incoming;
    if (left != null) {
      left.clear();
    }
    Libraries fresh = libraries.fresh();
    incoming = fresh;
    return fresh;
  }

  /** The libraries of a dump take the place of ours. */
  void adopt(@Nullable Libraries brought) {
    if (brought != null) {
      libraries.adopt(brought);
      incoming = brought == incoming ? null : incoming;
    }
  }

  /** Why a command that cannot run beside a script is refused. */
  String busy() {
    ScriptRun run = runs.running();
    return ScriptRuns.busy(run == null ? ScriptRun.Kind.SCRIPT : run.kind());
  }

  void host(ScriptHost shell) {
    host = shell;
  }

  /** True while a script is over its time limit and others are served beside it. */
  boolean slow() {
    return slow;
  }

  /** What is {@link #slow}, else null. */
  @Nullable SlowScriptView slowView() {
    ScriptRun run = runs.running();
    return run == null || !slow
        ? null
        : new SlowScriptView(
            run.name(),
            run.kind() == ScriptRun.Kind.FUNCTION,
            run.wrote(),
            host.now() - run.startedAt());
  }

  /** True within a script: what it and its unit have changed leaves the node when they end. */
  boolean running() {
    return runs.running() != null;
  }

  @Override
  public @Nullable CommandSpec command(Args args) {
    return parts.table.find(args);
  }

  @Override
  public long run(Client client, CommandSpec spec, Args args, ByteBuilder reply) {
    long before = core.stats.dirty;
    executor.run(client, spec, args, reply, false, null);
    return core.stats.dirty - before;
  }

  @Override
  public void refused(@Nullable CommandSpec spec, String error) {
    core.stats.errorReplies++;
    core.watch.counters.error(error);
    if (spec != null) {
      core.watch.counters.rejected(spec);
    }
  }

  @Override
  public @Nullable String refusesWrites(Client caller) {
    DebugFork.Origin copied = origin;
    if (copied != null) {
      return copied.refusesWrites();
    }
    return isMaster(caller) ? null : parts.gates.refusesWrites();
  }

  @Override
  public boolean allowsUser(Client caller, CommandSpec spec, Args args) {
    return parts.accounts.denies(caller, spec, args) == null;
  }

  @Override
  public @Nullable String refusesUser(Client caller, CommandSpec spec, Args args) {
    Denial denial = parts.accounts.denies(caller, spec, args);
    if (denial == null) {
      return null;
    }
    parts.accounts.refused(caller, denial, AclLog.Context.LUA, spec, args, core.now);
    return denial.lineInScript();
  }

  @Override
  public boolean outOfMemory() {
    DebugFork.Origin copied = origin;
    return copied == null ? parts.eviction.failed() : copied.outOfMemory();
  }

  @Override
  public boolean allowsAll() {
    return core.scriptsMayAll;
  }

  @Override
  public boolean stale() {
    DebugFork.Origin copied = origin;
    return copied == null ? parts.gates.isStale() : copied.stale();
  }

  @Override
  public boolean isMaster(Client client) {
    Connection connection = core.connectionOf(client);
    return connection != null && connection.master;
  }

  @Override
  public boolean verbatim() {
    return core.profile().is(Behaviour.SCRIPTS_VERBATIM);
  }

  @Override
  public boolean propagatesLoad() {
    return core.profile().is(Behaviour.SCRIPT_LOAD_PROPAGATES);
  }

  @Override
  public void effectsLeave(boolean toReplicas, boolean toFile) {
    executor.inner(Effects.Target.of(toReplicas, toFile));
    if ((toReplicas || toFile) && executor.depth() > 0 && runs.running() != null) {
      executor.transactional();
    }
  }

  @Override
  public void started(ScriptRun run) {
    slow = false;
    executor.scriptBegins(run.startedAt());
  }

  @Override
  public void ended(ScriptRun run) {
    slow = false;
    // What was sent together with a script that took its time comes after it.
    core.now = Math.max(core.now, host.now());
  }

  @Override
  public long patience() {
    long millis = core.config.server.busyThreshold.value();
    return millis == 0 ? PATIENCE : millis;
  }

  @Override
  public @Nullable DebugLine debugs(Call call, boolean beside) {
    DebugLine own = forkedLine;
    if (own != null) {
      core.warn(Kind.SCRIPT, "Redis forked for debugging eval");
      return own;
    }
    Connection connection = core.connectionOf(call.client());
    if (connection == null || beside && !forks(connection, call)) {
      call.client().modes().debugging(ClientModes.Debugging.NO);
      throw new ErrorReply(NO_FORK + "Cannot allocate memory");
    }
    if (beside) {
      return null;
    }
    core.warn(Kind.SCRIPT, "Redis synchronous debugging eval session started");
    return host.debugs(connection.link);
  }

  /** Copies the node for a client's script; the client goes with it. */
  private boolean forks(Connection connection, Call call) {
    if (!host.mayFork()) {
      return false;
    }
    long started = core.watch.stopwatch.micros();
    DebugFork.Origin here =
        new DebugFork.Origin(
            refusesWrites(call.client()), stale(), outOfMemory(), cache.engine().random());
    try {
      Config config = core.config.twin(parts.accounts.lines());
      host.forks(connection.link, new DebugFork(core, config, connection, call, here, host::now));
    } catch (ConfigFault unreadable) {
      core.warn(Kind.SCRIPT, "Can't copy the configuration: " + unreadable.getMessage());
      return false;
    }
    core.watch.forked(started);
    connection.out.clear();
    connection.closing = true;
    connection.forked = true;
    core.touch(connection);
    return true;
  }

  /** This is a {@link DebugFork}: {@code line} leads to its only client. */
  void forked(DebugLine line, DebugFork.Origin of, LongSupplier clock) {
    forkedLine = line;
    origin = of;
    host = ScriptHost.alone(clock);
    cache.engine().random(of.random());
    cache.engine().debugger().enable();
  }

  @Override
  public void debugged(Client client) {
    if (forkedLine != null) {
      core.warn(Kind.SCRIPT, "Lua debugging session child exiting");
      return;
    }
    core.warn(Kind.SCRIPT, "Redis synchronous debugging eval session ended");
    Connection connection = core.connectionOf(client);
    if (connection != null) {
      core.close(connection);
    }
  }

  @Override
  public boolean logs(int level) {
    return true;
  }

  @Override
  public void log(int level, byte[] text) {
    core.log(EngineEvent.Level.values()[level], Kind.SCRIPT, Bytes.text(text));
  }

  @Override
  public long millis() {
    return host.now();
  }

  @Override
  public void tick(ScriptRun run) {
    host.beat();
    long passed = host.now() - run.startedAt();
    if (!slow && passed >= core.config.server.busyThreshold.value() && host.now() > 0) {
      slow = true;
      core.warn(
          Kind.SCRIPT,
          "Slow script detected: still in execution after "
              + passed
              + " milliseconds. You can try killing the script using the "
              + run.kind().killer()
              + " command. Script name is: "
              + run.name()
              + ".");
    }
    if (slow) {
      Keyspace.Expiry mode = core.keyspace.expiry();
      host.serve();
      core.keyspace.expiry(mode);
      if (core.ended) {
        run.kill();
      }
    }
  }

  /** The cache, oldest first, with what replicas are believed to know. */
  List<ScriptView> views() {
    List<ScriptView> list = new ArrayList<>();
    for (Script script : cache.all()) {
      boolean believed = verbatim() && !core.replica && known.contains(script.sha());
      list.add(new ScriptView(script.sha(), Bytes.text(script.body()), believed));
    }
    return list;
  }

  /** As {@link CommandSpec#is}; but what a script says of itself stands above that. */
  boolean is(CommandSpec spec, Args args, CommandFlag flag) {
    ScriptFlags said = spec.is(CommandFlag.NO_MANDATORY_KEYS) ? said(spec, args) : null;
    if (said == null || !said.declared()) {
      return spec.is(flag);
    }
    return switch (flag) {
      case WRITE -> !said.noWrites();
      case DENYOOM -> !said.noWrites() && !said.allowOom();
      case STALE -> said.allowStale();
      case MAY_REPLICATE -> false;
      default -> spec.is(flag);
    };
  }

  /** What the script or function that a command runs says of itself; null if that is unknown. */
  private @Nullable ScriptFlags said(CommandSpec spec, Args args) {
    return switch (spec.name()) {
      case "eval", "eval_ro" -> ScriptFlags.of(args, 1);
      case "evalsha", "evalsha_ro" -> {
        Script script = args.length(1) == 40 ? cache.find(args.text(1)) : null;
        yield script == null ? null : script.flags();
      }
      case "fcall", "fcall_ro" -> libraries.flagsOf(args.text(1));
      default -> null;
    };
  }

  /** Bodies of all cached scripts, for the RDB of eras that save them. */
  List<byte[]> bodies() {
    return cache.all().stream().map(Script::body).toList();
  }

  /**
   * Takes scripts that an RDB brought. 4.0.4 and 4.0.5 stopped when one of them was cached already
   * (redis issue 4505).
   */
  void load(List<byte[]> bodies) {
    if (!core.profile().is(Behaviour.SCRIPTS_IN_RDB)) {
      return;
    }
    for (byte[] body : bodies) {
      int before = cache.size();
      cache.add(body);
      if (cache.size() == before && core.profile().is(Behaviour.DUPLICATE_SCRIPT_DIES)) {
        core.warn(Kind.SCRIPT, "=== ASSERTION FAILED ===");
        core.warn(Kind.SCRIPT, "==> scripting.c 'retval == DICT_OK' is not true");
        core.end(139);
        return;
      }
    }
  }

  /** Replicas may not know the scripts any more that we thought they know. */
  void forgetKnown() {
    known.clear();
  }
}
