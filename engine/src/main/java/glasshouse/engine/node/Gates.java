package glasshouse.engine.node;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Subscriptions;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.resp.Args;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gates every command passes, in the order of Redis 7.0 (processCommand). */
final class Gates {
  private final Core core;
  private final MasterSide masterSide;
  private final ReplicaSide replicaSide;

  Gates(Core core, MasterSide masterSide, ReplicaSide replicaSide) {
    this.core = core;
    this.masterSide = masterSide;
    this.replicaSide = replicaSide;
  }

  List<Gate> all() {
    return List.of(
        this::password,
        Gates::insideMulti,
        this::replicas,
        this::readOnly,
        Gates::subscribed,
        this::stale,
        this::loading);
  }

  private @Nullable String password(Connection c, CommandSpec spec, Args args) {
    return c.client.authenticated()
            || spec.is(CommandFlag.NO_AUTH)
            || core.config.network.requirePass.value().isEmpty()
        ? null
        : "NOAUTH Authentication required.";
  }

  private static @Nullable String insideMulti(Connection c, CommandSpec spec, Args args) {
    return c.client.transaction().open() && spec.is(CommandFlag.NO_MULTI)
        ? "ERR Command not allowed inside a transaction"
        : null;
  }

  private @Nullable String replicas(Connection c, CommandSpec spec, Args args) {
    long wanted = core.config.replication.minReplicasToWrite.value();
    return wanted > 0
            && !core.replica
            && core.config.replication.minReplicasMaxLag.value() > 0
            && writes(c, spec)
            && masterSide.goodReplicas() < wanted
        ? "NOREPLICAS Not enough good replicas to write."
        : null;
  }

  private @Nullable String readOnly(Connection c, CommandSpec spec, Args args) {
    return core.replica && core.config.replication.readOnly.value() && writes(c, spec)
        ? "READONLY You can't write against a read only replica."
        : null;
  }

  private static @Nullable String subscribed(Connection c, CommandSpec spec, Args args) {
    if (c.client.protocol() == 3 || !c.client.subscriptions().active()) {
      return null;
    }
    String refusal = Subscriptions.refusal(spec);
    return refusal.isEmpty() ? null : refusal;
  }

  private @Nullable String stale(Connection c, CommandSpec spec, Args args) {
    return core.replica
            && !replicaSide.connected()
            && !core.config.replication.serveStaleData.value()
            && !spec.is(CommandFlag.STALE)
        ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        : null;
  }

  private @Nullable String loading(Connection c, CommandSpec spec, Args args) {
    return core.loading && !spec.is(CommandFlag.LOADING)
        ? "LOADING Redis is loading the dataset in memory"
        : null;
  }

  /** True for a write, and for EXEC of a transaction that writes, from the era that asks again. */
  private boolean writes(Connection c, CommandSpec spec) {
    if (spec.is(CommandFlag.WRITE)) {
      return true;
    }
    if (!core.profile().execChecksRole() || !spec.name().equals("exec")) {
      return false;
    }
    for (Transaction.Queued queued : c.client.transaction().queued()) {
      if (queued.spec().is(CommandFlag.WRITE)) {
        return true;
      }
    }
    return false;
  }
}
