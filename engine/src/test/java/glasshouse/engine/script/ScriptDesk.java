package glasshouse.engine.script;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.Host;
import glasshouse.engine.command.hash.HashFamily;
import glasshouse.engine.command.key.KeyFamily;
import glasshouse.engine.command.list.ListFamily;
import glasshouse.engine.command.string.StringFamily;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The scripting commands beside some others, without a node around them. */
final class ScriptDesk implements ScriptNode {
  private static final long NOW = 1_700_000_000_000L;

  final ScriptCache cache = new ScriptCache(new ScriptEngine(64 << 20, "7.0.15", false));
  final KnownScripts known = new KnownScripts();
  final ScriptRuns runs = new ScriptRuns(this);
  final ScriptFamily family = new ScriptFamily(this, cache, known, runs);
  final List<String> sent = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final Client client;
  DebugLine line = DebugLine.GONE;
  boolean verbatim;
  boolean stale;
  boolean outOfMemory;
  @Nullable String refusesWrites;
  Runnable onTick = () -> {};

  private final Keyspace keyspace = new Keyspace(16, new ValueRules(1));
  private final RandomSource random = new RandomSource(1);
  private final CommandTable table;
  private final Host host;
  private boolean effectsLeave = true;
  private int depth;

  ScriptDesk() {
    client = new Client(1, keyspace.database(0));
    List<Family> families =
        List.of(new StringFamily(), new HashFamily(), new ListFamily(), new KeyFamily(), family);
    table = new CommandTable(families);
    host =
        (Host)
            Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "keyspace" -> keyspace;
                      case "random" -> random;
                      default -> method.getReturnType() == boolean.class ? false : null;
                    });
  }

  /** Runs a command as the client would; the reply as its bytes. */
  String run(String... words) {
    ByteBuilder out = new ByteBuilder(64);
    Args args = Args.of(words);
    CommandSpec spec = table.find(args);
    if (spec == null) {
      return "-ERR unknown command\r\n";
    }
    if (!spec.subcommands().isEmpty() && args.count() > 1) {
      CommandSpec part = spec.subcommand(args);
      if (part == null) {
        return "-ERR unknown subcommand '%s'. Try SCRIPT HELP.\r\n".formatted(words[1]);
      }
      spec = part;
    }
    if (!spec.accepts(args.count())) {
      return "-ERR wrong number of arguments for '" + spec.name() + "' command\r\n";
    }
    run(client, spec, args, out);
    return Bytes.text(out.toByteArray());
  }

  @Override
  public @Nullable CommandSpec command(Args args) {
    return table.find(args);
  }

  @Override
  public long run(Client who, CommandSpec spec, Args args, ByteBuilder out) {
    ReplyWriter reply = new ReplyWriter(out, who.protocol());
    Call call = new Call(host, reply, who);
    call.prepare(who, args, NOW, NOW, depth == 0, null);
    int mark = out.length();
    depth++;
    try {
      Objects.requireNonNull(spec.handler()).run(call);
    } catch (ErrorReply e) {
      out.truncate(mark);
      reply.error(e.line());
    } finally {
      depth--;
    }
    boolean leaves = depth == 0 || effectsLeave;
    boolean wanted = call.effects().dirty() > 0 || call.effects().forced();
    if (leaves && wanted && !(depth == 0 && !verbatim && spec.handler() == null)) {
      Args words = call.effects().replacement();
      sent.add(String.valueOf(words == null ? args : words));
    }
    return call.effects().dirty();
  }

  @Override
  public void refused(@Nullable CommandSpec spec, String error) {}

  @Override
  public @Nullable String refusesWrites(Client caller) {
    return refusesWrites;
  }

  @Override
  public boolean allowsUser(Client caller, CommandSpec spec, Args args) {
    return refusesUser(caller, spec, args) == null;
  }

  @Override
  public @Nullable String refusesUser(Client caller, CommandSpec spec, Args args) {
    return null;
  }

  @Override
  public boolean outOfMemory() {
    return outOfMemory;
  }

  @Override
  public long patience() {
    return 5000;
  }

  @Override
  public DebugLine debugs(Call call, boolean beside) {
    return line;
  }

  @Override
  public void debugged(Client who) {
    log.add("debugged");
  }

  @Override
  public boolean allowsAll() {
    return false;
  }

  @Override
  public boolean stale() {
    return stale;
  }

  @Override
  public boolean isMaster(Client who) {
    return false;
  }

  @Override
  public boolean verbatim() {
    return verbatim;
  }

  @Override
  public boolean propagatesLoad() {
    return verbatim;
  }

  @Override
  public void effectsLeave(boolean toReplicas, boolean toFile) {
    effectsLeave = toReplicas;
  }

  @Override
  public void started(ScriptRun run) {}

  @Override
  public void ended(ScriptRun run) {}

  @Override
  public boolean logs(int level) {
    return level >= 2;
  }

  @Override
  public void log(int level, byte[] text) {
    log.add(level + " " + Bytes.text(text));
  }

  @Override
  public long millis() {
    return NOW;
  }

  @Override
  public void tick(ScriptRun run) {
    onTick.run();
  }
}
