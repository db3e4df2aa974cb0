package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Host;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Locale;

/** Finds a command, asks whether it may run, runs it. */
final class CommandRunner implements Host {
  private final Keyspace keyspace;
  private final CommandTable table;
  private final RandomSource random;
  private final ReplyWriter reply = new ReplyWriter(new ByteBuilder(16), 2);
  private final Call call;

  CommandRunner(Keyspace keyspace, CommandTable table, RandomSource random) {
    this.keyspace = keyspace;
    this.table = table;
    this.random = random;
    this.call = new Call(this, reply, new Client(0, keyspace.database(0)));
  }

  void refuse(Connection connection, String error) {
    reply.redirect(connection.out, connection.client.protocol());
    reply.error(error);
  }

  void run(Connection connection, Args args, long now) {
    CommandSpec spec = table.find(args);
    if (spec != null && !spec.subcommands().isEmpty() && args.count() > 1) {
      CommandSpec part = spec.subcommand(args);
      if (part == null) {
        String name = spec.name().toUpperCase(Locale.ROOT);
        reply.redirect(connection.out, connection.client.protocol());
        reply.error("ERR unknown subcommand '" + args.text(1) + "'. Try " + name + " HELP.");
        return;
      }
      spec = part;
    }
    CommandSpec.Handler handler = spec == null ? null : spec.handler();
    reply.redirect(connection.out, connection.client.protocol());
    if (spec == null) {
      reply.error("ERR unknown command '" + args.text(0) + "'");
      return;
    }
    if (handler == null || !spec.accepts(args.count())) {
      reply.error("ERR wrong number of arguments for '" + spec.name() + "' command");
      return;
    }
    call.prepare(connection.client, args, now, true, null);
    int mark = connection.out.length();
    try {
      handler.run(call);
    } catch (ErrorReply error) {
      connection.out.truncate(mark);
      reply.error(error.line());
    }
  }

  @Override
  public Keyspace keyspace() {
    return keyspace;
  }

  @Override
  public RandomSource random() {
    return random;
  }

  @Override
  public boolean keysAreWatched() {
    return false;
  }

  @Override
  public void keyModified(Database db, byte[] key) {}

  @Override
  public boolean publishes(NotifyClass kind) {
    return false;
  }

  @Override
  public void publishKeyEvent(NotifyClass kind, String event, Database db, byte[] key) {}

  @Override
  public void countLookup(boolean hit) {}

  @Override
  public void block(Client client, Blocking blocking) {}
}
