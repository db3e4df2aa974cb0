package glasshouse.engine.command.transaction;

import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.SKIP_SLOWLOG;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;

/** MULTI and its companions. Queueing itself is done by the node before a command would run. */
public final class TransactionFamily implements Family {
  /** What the family asks of the node. */
  public interface Transactions {
    /** {@code client} watches a key from {@code now} (Unix milliseconds) on. */
    void watch(Client client, Database db, byte[] key, long now);

    /** Ends all watches of {@code client}. */
    void unwatch(Client client);

    /** True when a watched key of {@code client} has changed or expired. */
    boolean outrun(Client client, long now);

    /** Runs the queued commands of the client of {@code exec}, each adding its reply. */
    void runQueued(Call exec);
  }

  private final Transactions node;

  /** The family on a node. */
  public TransactionFamily(Transactions node) {
    this.node = node;
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(multi, exec, discard, watch, unwatch);
  }

  private static CommandSpec row(String name, int arity) {
    return CommandSpec.of(name, arity).group("transactions").flags(NOSCRIPT, LOADING, STALE);
  }

  private final CommandSpec multi =
      row("multi", 1)
          .flags(FAST, ALLOW_BUSY)
          .since("1.2.0")
          .complexity("O(1)")
          .summary("Open a transaction: what follows is queued until EXEC")
          .run(this::multi);

  private void multi(Call call) {
    if (call.client().transaction().open()) {
      throw new ErrorReply("ERR MULTI calls can not be nested");
    }
    call.client().transaction().begin();
    call.reply().ok();
  }

  private final CommandSpec exec =
      row("exec", 1)
          .flags(SKIP_SLOWLOG)
          .since("1.2.0")
          .complexity("The sum of the queued commands")
          .summary("Run what was queued since MULTI as one piece")
          .run(this::exec);

  private void exec(Call call) {
    Transaction transaction = call.client().transaction();
    if (!transaction.open()) {
      throw new ErrorReply("ERR EXEC without MULTI");
    }
    boolean outrun = transaction.wasOutrun() || node.outrun(call.client(), call.moment());
    boolean flawed = transaction.flawed();
    if (flawed || outrun) {
      end(call.client());
      if (flawed) {
        throw new ErrorReply("EXECABORT Transaction discarded because of previous errors.");
      }
      call.reply().nilArray();
      return;
    }
    node.unwatch(call.client());
    if (!call.client().modes().silent()) {
      call.reply().array(transaction.queued().size());
    }
    try {
      node.runQueued(call);
    } finally {
      transaction.end();
    }
  }

  private final CommandSpec discard =
      row("discard", 1)
          .flags(FAST, ALLOW_BUSY)
          .since("2.0.0")
          .complexity("O(N) in the queued commands")
          .summary("Drop what was queued since MULTI")
          .run(this::discard);

  private void discard(Call call) {
    if (!call.client().transaction().open()) {
      throw new ErrorReply("ERR DISCARD without MULTI");
    }
    end(call.client());
    call.reply().ok();
  }

  private final CommandSpec watch =
      row("watch", -2)
          .flags(FAST, ALLOW_BUSY)
          .keys(1, -1, 1)
          .since("2.2.0")
          .complexity("O(1) per key")
          .summary("Let the next EXEC fail if one of these keys changes before it")
          .grammar("key...")
          .run(this::watch);

  private void watch(Call call) {
    Transaction transaction = call.client().transaction();
    if (transaction.open()) {
      throw new ErrorReply("ERR WATCH inside MULTI is not allowed");
    }
    if (!transaction.wasOutrun()) {
      for (int i = 1; i < call.args().count(); i++) {
        node.watch(call.client(), call.db(), call.args().bytes(i), call.moment());
      }
    }
    call.reply().ok();
  }

  private final CommandSpec unwatch =
      row("unwatch", 1)
          .flags(FAST, ALLOW_BUSY)
          .since("2.2.0")
          .complexity("O(1)")
          .summary("Forget all watched keys")
          .run(this::unwatch);

  private void unwatch(Call call) {
    node.unwatch(call.client());
    call.client().transaction().forgetWatches();
    call.reply().ok();
  }

  private void end(Client client) {
    client.transaction().end();
    node.unwatch(client);
  }
}
