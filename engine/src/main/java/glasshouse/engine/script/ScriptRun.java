package glasshouse.engine.script;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import glasshouse.engine.script.api.ScriptCalls;
import org.jspecify.annotations.Nullable;

/**
 * One run of one script: judges the commands it calls, in the order and with the texts of Redis 7.0
 * (scriptCall), and remembers what it has done.
 */
public final class ScriptRun implements ScriptCalls {
  private static final String RANDOM_THEN_WRITE =
      "ERR Write commands not allowed after non deterministic commands. Call"
          + " redis.replicate_commands() at the start of your script in order to switch to single"
          + " commands replication mode.";

  private final ScriptNode node;
  private final Kind kind;
  private final String name;
  private final ScriptFlags flags;
  private final Args words;
  private final Client caller;
  private final Client client;
  private final boolean readOnly;
  private boolean verbatim;
  private boolean randomSeen;
  private boolean wrote;
  private boolean killed;
  private boolean refused;
  private long changes;
  private long startedAt;

  /** What is run: who may end it, and how it is called in messages, follows from this. */
  public enum Kind {
    /** A script of EVAL. */
    SCRIPT,
    /** A function of a library. */
    FUNCTION;

    /** The command that ends it. */
    public String killer() {
      return name() + " KILL";
    }
  }

  /**
   * A run that has not begun.
   *
   * @param name SHA1 of the script, or the function's name
   * @param call the command that asks for it
   * @param readOnly the command is one that may not write
   */
  public ScriptRun(
      ScriptNode node, Kind kind, String name, ScriptFlags flags, Call call, boolean readOnly) {
    this.node = node;
    this.kind = kind;
    this.name = name;
    this.flags = flags;
    this.words = call.args();
    this.caller = call.client();
    this.client = new Client(caller.id(), caller.database());
    client.user(caller.user());
    this.readOnly = readOnly || flags.noWrites();
    this.verbatim = kind == Kind.SCRIPT && node.verbatim();
  }

  /** Script or function. */
  public Kind kind() {
    return kind;
  }

  /** SHA1 of the script, or the function's name. */
  public String name() {
    return name;
  }

  /** What it promises. */
  ScriptFlags flags() {
    return flags;
  }

  /** The command that asked for it; valid while it runs. */
  public Args words() {
    return words;
  }

  /** Who asked for it. */
  public Client caller() {
    return caller;
  }

  /** True when it has called a command that writes: SCRIPT KILL is refused then. */
  public boolean wrote() {
    return wrote;
  }

  void started() {
    startedAt = node.millis();
  }

  /** When it began, by {@link ScriptNode#millis}. */
  public long startedAt() {
    return startedAt;
  }

  /** Number of changes to the data set. */
  public long changes() {
    return changes;
  }

  /** True when the script itself goes down the stream, not its effects. */
  public boolean verbatim() {
    return verbatim;
  }

  /** Orders it to end; it does at its next beat. */
  public void kill() {
    killed = true;
  }

  @Override
  public boolean call(byte[][] argv, int protocol, ByteBuilder reply) {
    Args args = Args.of(argv);
    CommandSpec spec = node.command(args);
    CommandSpec part = spec == null ? null : spec.subcommand(args);
    if (spec != null && !spec.subcommands().isEmpty() && args.count() > 1) {
      spec = part;
    }
    String refusal = refusal(spec, args);
    refused = refusal != null;
    if (refusal != null || spec == null) {
      String why = refusal == null ? unknown() : refusal;
      node.refused(spec, why);
      reply.put('-').latin(why).crlf();
      return false;
    }
    client.protocol(protocol);
    wrote |= spec.is(CommandFlag.WRITE);
    randomSeen |= isRandom(spec);
    changes += node.run(client, spec, args, reply);
    return verbatim && spec.is(CommandFlag.SORT_FOR_SCRIPT);
  }

  private static String unknown() {
    return "ERR Unknown Redis command called from script";
  }

  private @Nullable String refusal(@Nullable CommandSpec spec, Args args) {
    if (spec == null) {
      return unknown();
    }
    if (!spec.accepts(args.count())) {
      return "ERR Wrong number of args calling Redis command from script";
    }
    if (spec.is(CommandFlag.NOSCRIPT) && !node.allowsAll() || spec.handler() == null) {
      return "ERR This Redis command is not allowed from script";
    }
    if (node.stale() && !spec.is(CommandFlag.STALE)) {
      return "ERR Can not execute the command on a stale replica";
    }
    String user = node.refusesUser(caller, spec, args);
    if (user != null) {
      return user;
    }
    if (readOnly && (spec.is(CommandFlag.WRITE) || spec.is(CommandFlag.MAY_REPLICATE))) {
      return "ERR Write commands are not allowed from read-only scripts.";
    }
    return spec.is(CommandFlag.WRITE) ? writeRefusal(spec) : null;
  }

  private @Nullable String writeRefusal(CommandSpec spec) {
    if (verbatim && randomSeen) {
      return RANDOM_THEN_WRITE;
    }
    if (wrote) {
      // What has changed something is not stopped by what comes over the node meanwhile.
      return null;
    }
    String refused = node.refusesWrites(caller);
    if (refused != null) {
      return refused;
    }
    return spec.is(CommandFlag.DENYOOM) && !flags.allowOom() && node.outOfMemory()
        ? OUT_OF_MEMORY
        : null;
  }

  static final String OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";

  /**
   * TTL and PTTL were not taken for random before 5.0, the end of verbatim scripts (issue 4419).
   */
  private static boolean isRandom(CommandSpec spec) {
    return spec.is(CommandFlag.RANDOM) && !spec.name().endsWith("ttl");
  }

  @Override
  public @Nullable Boolean mayRun(byte[][] argv) {
    Args args = Args.of(argv);
    CommandSpec spec = node.command(args);
    if (spec != null && !spec.subcommands().isEmpty() && args.count() > 1) {
      spec = spec.subcommand(args);
    }
    return spec == null ? null : (Boolean) node.allowsUser(caller, spec, args);
  }

  @Override
  public @Nullable String replicate(int mask) {
    if (verbatim) {
      return "You can set the replication behavior only after turning on single commands"
          + " replication with redis.replicate_commands().";
    }
    node.effectsLeave((mask & REPL_REPLICA) != 0, (mask & REPL_AOF) != 0);
    return null;
  }

  @Override
  public boolean replicateEffects() {
    if (verbatim && wrote) {
      return false;
    }
    verbatim = false;
    node.effectsLeave(true, true);
    return true;
  }

  @Override
  public boolean logs(int level) {
    return node.logs(level);
  }

  @Override
  public void log(int level, byte[] text) {
    node.log(level, text);
  }

  @Override
  public boolean refused() {
    return refused;
  }

  @Override
  public long elapsed() {
    return node.millis() - startedAt;
  }

  @Override
  public long patience() {
    return node.patience();
  }

  @Override
  public void goesOn() {
    started();
    node.started(this);
  }

  @Override
  public boolean tick() {
    node.tick(this);
    return killed;
  }
}
