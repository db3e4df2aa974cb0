package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.KeyTracking;
import glasshouse.engine.command.connection.Tracking;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request from a connection: finds the command, asks the gates in Redis' order
 * (processCommand), queues it in MULTI or runs it, then serves those who waited for what it
 * changed.
 */
final class Dispatcher {
  /** Decides that a request has to wait although nothing refuses it. */
  @FunctionalInterface
  interface Pause {
    /** True when the request is to be carried out later. */
    boolean holds(Connection connection, CommandSpec spec, Args args);
  }

  private static final int NAME_SHOWN = 128;

  private final Core core;
  private final CommandTable table;
  private final Executor executor;
  private final BlockedClients blocked;
  private final Tracking tracking;
  private final List<Gate> gates;
  private final Pause pause;
  private final Gate masterGate;
  private final Intruder intruder;

  Dispatcher(
      Core core,
      CommandTable table,
      Executor executor,
      BlockedClients blocked,
      Tracking tracking,
      List<Gate> gates,
      Pause pause,
      Gate masterGate,
      Intruder intruder) {
    this.core = core;
    this.table = table;
    this.executor = executor;
    this.blocked = blocked;
    this.tracking = tracking;
    this.gates = gates;
    this.pause = pause;
    this.masterGate = masterGate;
    this.intruder = intruder;
  }

  /**
   * Carries out one request, or leaves it in the connection when it has to wait.
   *
   * @return false when it was refused before it could be run or queued, or waits
   */
  boolean request(Connection connection, Args args) {
    if (executor.running()) {
      return silently(connection, args);
    }
    tracking.begin(connection.client);
    final boolean taken = silently(connection, args);
    tracking.answered();
    takeAside(connection);
    KeyTracking mine = connection.client.tracking();
    if (mine.caching() && !connection.client.transaction().open() && !aboutClients(args)) {
      mine.caching(false);
    }
    if (!core.asleep()) {
      serveReady();
    }
    tracking.end();
    return taken;
  }

  /** CLIENT CACHING holds over other subcommands of CLIENT, if they exist. */
  private boolean aboutClients(Args args) {
    CommandSpec spec = named(args);
    return spec != null && spec.name().startsWith("client|");
  }

  private boolean silently(Connection connection, Args args) {
    ClientModes modes = connection.client.modes();
    int mark = connection.out.length();
    final boolean silent = modes.silent();
    final boolean replica = connection.session != null;
    final boolean taken = carryOut(connection, args);
    if (replica && connection.out.length() > mark) {
      intruder.replied(connection, mark);
    }
    // What a transaction said before it was told to say no more stays said.
    if (silent && modes.silent()) {
      connection.out.truncate(mark);
    }
    takeAside(connection);
    if (connection.postponed == null && !connection.blocked()) {
      modes.commandDone();
    }
    return taken;
  }

  private static void takeAside(Connection connection) {
    ByteBuilder aside = connection.aside;
    if (!aside.isEmpty()) {
      connection.out.put(aside.array(), 0, aside.length());
      aside.clear();
    }
  }

  private boolean carryOut(Connection connection, Args args) {
    CommandSpec spec = find(connection, args);
    if (spec == null) {
      return false;
    }
    Transaction transaction = connection.client.transaction();
    String refusal = refusal(connection, spec, args);
    if (refusal != null) {
      reject(connection, spec, refusal);
      return false;
    }
    if (pause.holds(connection, spec, args)) {
      connection.postponed = args.copy();
      return false;
    }
    limitTracking();
    if (transaction.open() && !runsInMulti(spec)) {
      transaction.queue(spec, args);
      executor.reply().redirect(connection.out, connection.client.protocol());
      executor.reply().queued();
      return true;
    }
    keysFor(connection, spec);
    final long before = core.history.offset();
    executor.run(connection.client, spec, args, connection.out, !connection.master, null);
    if (core.history.offset() != before || !core.profile().is(Behaviour.WAIT_FOR_LAST_WRITE)) {
      connection.client.writeOffset(core.history.offset());
    }
    Blocking blocking = connection.blocking;
    if (blocking != null) {
      Blocking.Condition condition = blocking.condition();
      connection.blockedArgs = condition == null ? args.copy() : condition.again();
    }
    return true;
  }

  /** Forgets keys that clients track, if there are more than there may be. */
  void limitTracking() {
    if (tracking.clients() > 0) {
      tracking.limit(core.config.server.trackingTableMaxKeys.value());
    }
  }

  /** The command or subcommand that the first words name, or null. */
  @Nullable CommandSpec named(Args args) {
    CommandSpec spec = table.find(args);
    return spec == null || spec.subcommands().isEmpty() ? spec : spec.subcommand(args);
  }

  /**
   * Finds the command and checks the number of its arguments; answers and returns null if wrong.
   */
  private @Nullable CommandSpec find(Connection connection, Args args) {
    CommandSpec spec = table.find(args);
    ClientModes modes = connection.client.modes();
    modes.lastCommand(spec);
    if (spec == null) {
      return fromBrowser(args) ? dropped(connection) : refuse(connection, unknown(args));
    }
    if (!spec.subcommands().isEmpty() && (args.count() > 1 || spec.handler() == null)) {
      if (args.count() == 1) {
        reject(connection, spec, arity(spec));
        return null;
      }
      CommandSpec part = spec.subcommand(args);
      modes.lastCommand(part);
      if (part == null) {
        return refuse(
            connection,
            "ERR unknown subcommand '"
                + shown(args.text(1))
                + "'. Try "
                + args.text(0).toUpperCase(Locale.ROOT)
                + " HELP.");
      }
      spec = part;
    }
    if (!spec.accepts(args.count())) {
      reject(connection, spec, arity(spec));
      return null;
    }
    return spec;
  }

  /** Lines of HTTP, which somebody's web page makes a browser send here. */
  private static boolean fromBrowser(Args args) {
    return args.is(0, "POST") || args.is(0, "HOST:");
  }

  private @Nullable CommandSpec dropped(Connection connection) {
    core.warn(
        Kind.CLIENT,
        "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host:"
            + " commands to Redis. This is likely due to an attacker attempting to use Cross"
            + " Protocol Scripting to compromise your Redis instance. Connection aborted.");
    connection.out.clear();
    core.close(connection);
    return null;
  }

  private static String arity(CommandSpec spec) {
    return "ERR wrong number of arguments for '" + spec.name() + "' command";
  }

  private String unknown(Args args) {
    boolean backticks = core.profile().is(Behaviour.BACKTICKS_UNKNOWN_COMMANDS);
    String open = backticks ? "`" : "'";
    String close = backticks ? "`, " : "' ";
    StringBuilder seen = new StringBuilder();
    for (int i = 1; i < args.count() && seen.length() < NAME_SHOWN; i++) {
      String word = Bytes.untilNul(args.text(i));
      int room = NAME_SHOWN - seen.length();
      seen.append(open).append(word, 0, Math.min(word.length(), room)).append(close);
    }
    String name = open + shown(args.text(0)) + open;
    return "ERR unknown command " + name + ", with args beginning with: " + seen;
  }

  private static String shown(String whole) {
    String word = Bytes.untilNul(whole);
    return word.length() > NAME_SHOWN ? word.substring(0, NAME_SHOWN) : word;
  }

  private @Nullable String refusal(Connection connection, CommandSpec spec, Args args) {
    if (connection.master) {
      return masterGate.closed(connection, spec, args);
    }
    for (Gate gate : gates) {
      String why = gate.closed(connection, spec, args);
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  private void reject(Connection connection, CommandSpec spec, String why) {
    core.watch.counters.rejected(spec);
    if (spec.name().equals("exec")) {
      // Redis puts ERR in front of a reason when it answers with it alone.
      String reason = why.startsWith("ERR ") ? why.substring("ERR ".length()) : why;
      executor.abandon(connection.client);
      refuse(connection, "EXECABORT Transaction discarded because of: " + reason);
    } else {
      refuse(connection, why);
    }
  }

  /** Answers to bytes that are no request. */
  void broken(Connection connection, String error) {
    int mark = connection.out.length();
    refuse(connection, error);
    if (connection.session != null) {
      intruder.replied(connection, mark);
    }
  }

  /** Answers an error line; an open transaction is flawed from now on. Returns null. */
  @Nullable CommandSpec refuse(Connection connection, String error) {
    connection.client.transaction().flaw();
    core.stats.errorReplies++;
    core.watch.counters.error(error);
    executor.reply().redirect(connection.out, connection.client.protocol());
    executor.reply().error(error);
    return null;
  }

  private static boolean runsInMulti(CommandSpec spec) {
    return switch (spec.name()) {
      case "exec", "discard", "multi", "watch", "quit", "reset" -> true;
      default -> false;
    };
  }

  /** Who looks at keys decides what an expired key is. */
  private void keysFor(Connection connection, CommandSpec spec) {
    boolean seesAll =
        connection.master
            || core.replica
                && core.profile().is(Behaviour.EXISTS_SEES_EXPIRED)
                && spec.name().equals("exists");
    Keyspace.Expiry mode =
        seesAll
            ? Keyspace.Expiry.KEEP
            : core.replica || core.writesWait.getAsBoolean()
                ? Keyspace.Expiry.HIDE
                : Keyspace.Expiry.DELETE;
    core.keyspace.expiry(mode);
  }

  /** Serves clients whose keys became ready, until nothing more becomes ready. */
  void serveReady() {
    Set<KeyName> ready = blocked.takeReady();
    while (!ready.isEmpty()) {
      for (KeyName name : ready) {
        serve(name);
      }
      ready = blocked.takeReady();
    }
  }

  private void serve(KeyName name) {
    Database db = core.keyspace.database(name.db());
    core.keyspace.expiry(core.replica ? Keyspace.Expiry.HIDE : Keyspace.Expiry.DELETE);
    for (Connection waiting : blocked.waiting(name)) {
      Blocking blocking = waiting.blocking;
      KeyEntry entry = db.find(name.key(), core.now);
      Value value = entry == null ? null : entry.value();
      String gone = blocking == null ? null : blocking.goneError(value);
      if (gone != null) {
        endWait(waiting, gone);
        resume(waiting);
      } else if (blocking != null && blocking.serves(name.key(), value)) {
        serve(waiting, name);
      }
    }
    executor.endUnit();
  }

  /** Answers an error to a client that waits; it does so no longer. */
  void endWait(Connection waiting, String error) {
    blocked.remove(waiting);
    waiting.blockedArgs = null;
    CommandSpec spec = waiting.client.modes().lastCommand();
    if (spec != null) {
      core.watch.counters.failed(spec);
    }
    core.watch.counters.error(error);
    core.stats.errorReplies++;
    waiting.answer(reply -> reply.error(error));
  }

  private void serve(Connection waiting, KeyName name) {
    Args args = waiting.blockedArgs;
    CommandSpec spec = args == null ? null : table.find(args);
    if (spec == null || args == null) {
      return;
    }
    blocked.remove(waiting);
    final int mark = waiting.out.length();
    tracking.within(
        waiting.client,
        () -> executor.run(waiting.client, spec, args, waiting.out, true, name.key()));
    if (waiting.blocked()) {
      core.touch(waiting);
    } else {
      waiting.blockedArgs = null;
      waiting.answered(mark);
      waiting.client.writeOffset(core.history.offset());
      resume(waiting);
    }
  }

  private void resume(Connection connection) {
    core.resumed.add(connection);
    core.touch(connection);
  }

  /** Gives the empty answer to clients whose time is up. */
  void timeOut() {
    blocked.takeOverdue(core.now).forEach(this::timeOut);
  }

  /** Gives the empty answer to a client that waits for keys. */
  void timeOut(Connection late) {
    Blocking blocking = late.blocking;
    if (blocking != null) {
      blocked.remove(late);
      late.blockedArgs = null;
      late.answer(blocking.emptyArray() ? ReplyWriter::nilArray : ReplyWriter::nil);
      resume(late);
    }
  }
}
