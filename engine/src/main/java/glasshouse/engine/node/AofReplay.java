package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import org.jspecify.annotations.Nullable;

/** The client that an append only file is: its commands run again, unseen and without effects. */
final class AofReplay {
  private final Core core;
  private final NodeParts parts;
  private final Client client;
  private final ByteBuilder replies = new ByteBuilder(256);

  AofReplay(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    client = new Client(core.nextClientId(), core.keyspace.database(0));
  }

  /** True between MULTI and EXEC. */
  boolean inTransaction() {
    return client.transaction().open();
  }

  /**
   * Runs a command, or queues it.
   *
   * @return null, or the line for the log that says why the file cannot be loaded
   */
  @Nullable String run(Args args, String file) {
    CommandSpec spec = parts.table.find(args);
    if (spec != null && !spec.subcommands().isEmpty() && args.count() > 1) {
      spec = spec.subcommand(args);
    }
    if (spec == null || spec.handler() == null) {
      return "Unknown command '" + args.text(0) + "' reading the append only file " + file;
    }
    if (!spec.accepts(args.count())) {
      return "Wrong number of arguments for '"
          + spec.name()
          + "' reading the append only file "
          + file;
    }
    Transaction transaction = client.transaction();
    if (transaction.open() && !spec.name().equals("exec")) {
      transaction.queue(spec, args);
      return null;
    }
    core.keyspace.expiry(Keyspace.Expiry.KEEP);
    parts.executor.replay(client, spec, args, replies);
    if (!replies.isEmpty()) {
      for (String error : AppliedError.in(replies)) {
        core.warn(
            Kind.LIFE,
            AppliedError.line("server is sending an error to its AOF-loading-client", error, spec));
      }
      replies.clear();
    }
    return null;
  }
}
