package glasshouse.engine.node;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Subscriptions;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.command.acl.Denial;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.config.WordParameter;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The gates every command passes, in the order of Redis 7.0 (processCommand). */
final class Gates {
  private static final String GUARDED =
      "ERR %s command not allowed. If the enable-%s-command option is set to \"local\", you can run"
          + " it from a local connection, otherwise you need to set this option in the"
          + " configuration file, and then restart the server.";

  private static final String READ_ONLY = "READONLY You can't write against a read only replica.";
  private static final String TOO_FEW_REPLICAS = "NOREPLICAS Not enough good replicas to write.";

  private static final String CANNOT_SAVE =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  /** Milliseconds between two lines about a disk that cannot be written to. */
  private static final long TELL_EVERY = 10_000;

  private final Core core;
  private final Persistence persistence;
  private final AppendOnly aof;
  private final MasterSide masterSide;
  private final ReplicaSide replicaSide;
  private final Executor executor;
  private final Accounts accounts;
  private final Eviction eviction;
  private final Scripting scripting;
  private long diskToldAt = -TELL_EVERY;

  Gates(
      Core core,
      Persistence persistence,
      AppendOnly aof,
      MasterSide masterSide,
      ReplicaSide replicaSide,
      Executor executor,
      Accounts accounts,
      Eviction eviction,
      Scripting scripting) {
    this.core = core;
    this.persistence = persistence;
    this.aof = aof;
    this.masterSide = masterSide;
    this.replicaSide = replicaSide;
    this.executor = executor;
    this.accounts = accounts;
    this.eviction = eviction;
    this.scripting = scripting;
  }

  List<Gate> all() {
    return List.of(
        this::guarded,
        this::password,
        Gates::insideMulti,
        this::rights,
        this::memory,
        this::disk,
        this::replicas,
        this::readOnly,
        Gates::subscribed,
        this::stale,
        this::loading,
        this::busy);
  }

  /** DEBUG and the loading of modules are refused before anybody is asked who it is. */
  private @Nullable String guarded(Connection c, CommandSpec spec, Args args) {
    return switch (spec.name()) {
      case "debug" -> guarded(c, core.config.network.enableDebug, "debug");
      case "module|load", "module|loadex", "module|unload" ->
          guarded(c, core.config.network.enableModule, "module");
      default -> null;
    };
  }

  private static @Nullable String guarded(Connection c, WordParameter who, String command) {
    boolean open = who.is("yes") || (who.is("local") && ClientRegistry.local(c.peer));
    return open ? null : GUARDED.formatted(command.toUpperCase(Locale.ROOT), command);
  }

  private @Nullable String password(Connection c, CommandSpec spec, Args args) {
    return !spec.is(CommandFlag.NO_AUTH) && accounts.mustLogIn(c.client)
        ? "NOAUTH Authentication required."
        : null;
  }

  private @Nullable String rights(Connection c, CommandSpec spec, Args args) {
    Denial denial = accounts.denies(c.client, spec, args);
    if (denial == null) {
      return null;
    }
    accounts.refused(c.client, denial, Accounts.contextOf(c.client), spec, args, core.now);
    return denial.line(spec);
  }

  private static @Nullable String insideMulti(Connection c, CommandSpec spec, Args args) {
    return c.client.transaction().open() && spec.is(CommandFlag.NO_MULTI)
        ? "ERR Command not allowed inside a transaction"
        : null;
  }

  /** The gates that the commands of a master have to pass as well. */
  @Nullable String fromMaster(Connection c, CommandSpec spec, Args args) {
    String refused = memory(c, spec, args);
    return refused == null ? replicaDisk(c, spec) : refused;
  }

  /** From 7.0 on a replica that cannot write to its disk ends, unless it is told to go on. */
  private @Nullable String replicaDisk(Connection c, CommandSpec spec) {
    boolean ping = spec.name().equals("ping");
    if (!(writes(c, spec) || ping)
        || !(cannotSave() || !aof.error().isEmpty())
        || !core.profile().since(Profile.V7_0)) {
      return null;
    }
    if (ping || core.config.replication.ignoreDiskWriteErrors.value()) {
      if (core.now - diskToldAt > TELL_EVERY) {
        diskToldAt = core.now;
        core.warn(
            Kind.REPLICATION,
            "Replica is applying a command even though it is unable to write to disk.");
      }
      return null;
    }
    core.warn(Kind.LIFE, "Replica was unable to write command to disk.");
    core.end(1);
    return CANNOT_SAVE;
  }

  private @Nullable String memory(Connection c, CommandSpec spec, Args args) {
    return eviction.refuses(c, spec);
  }

  private @Nullable String disk(Connection c, CommandSpec spec, Args args) {
    if (!writes(c, spec) && !spec.name().equals("ping")) {
      return null;
    }
    if (cannotSave()) {
      return CANNOT_SAVE;
    }
    return aof.error().isEmpty() ? null : "MISCONF Errors writing to the AOF file: " + aof.error();
  }

  private boolean cannotSave() {
    return core.config.persistence.stopWritesOnError.value()
        && persistence.lastSaveFailed()
        && !core.config.persistence.save.points().isEmpty();
  }

  private @Nullable String replicas(Connection c, CommandSpec spec, Args args) {
    return tooFewReplicas() && writes(c, spec) ? TOO_FEW_REPLICAS : null;
  }

  private boolean tooFewReplicas() {
    long wanted = core.config.replication.minReplicasToWrite.value();
    return wanted > 0
        && !core.replica
        && core.config.replication.minReplicasMaxLag.value() > 0
        && masterSide.goodReplicas() < wanted;
  }

  private @Nullable String readOnly(Connection c, CommandSpec spec, Args args) {
    return isReadOnly() && writes(c, spec) ? READ_ONLY : null;
  }

  private boolean isReadOnly() {
    return core.replica && core.config.replication.readOnly.value();
  }

  /** Why no script may write now, as an error line; null when scripts may. */
  @Nullable String refusesWrites() {
    if (isReadOnly()) {
      return READ_ONLY;
    }
    if (cannotSave()) {
      return CANNOT_SAVE;
    }
    if (!aof.error().isEmpty()) {
      return "MISCONF Redis is configured to persist data to AOF, but it's currently unable to"
          + " persist to disk. Writable scripts are blocked. Use 'no-writes' flag for read only"
          + " scripts. AOF error: "
          + aof.error();
    }
    return tooFewReplicas() ? TOO_FEW_REPLICAS : null;
  }

  private @Nullable String busy(Connection c, CommandSpec spec, Args args) {
    return executor.running() && !spec.is(CommandFlag.ALLOW_BUSY) ? scripting.busy() : null;
  }

  private static @Nullable String subscribed(Connection c, CommandSpec spec, Args args) {
    if (c.client.protocol() == 3 || !c.client.subscriptions().active()) {
      return null;
    }
    String refusal = Subscriptions.refusal(spec);
    return refusal.isEmpty() ? null : refusal;
  }

  private @Nullable String stale(Connection c, CommandSpec spec, Args args) {
    return isStale() && !spec.is(CommandFlag.STALE)
        ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        : null;
  }

  /** True on a replica without its master that must not serve stale data. */
  boolean isStale() {
    return core.replica
        && !replicaSide.connected()
        && !core.config.replication.serveStaleData.value();
  }

  private @Nullable String loading(Connection c, CommandSpec spec, Args args) {
    boolean refused =
        core.asyncLoading
            ? spec.is(CommandFlag.NO_ASYNC_LOADING)
            : core.loading && !spec.is(CommandFlag.LOADING);
    return refused ? "LOADING Redis is loading the dataset in memory" : null;
  }

  /** True for a write, and for EXEC of a transaction that writes, from the era that asks again. */
  private boolean writes(Connection c, CommandSpec spec) {
    if (spec.is(CommandFlag.WRITE)) {
      return true;
    }
    if (!core.profile().is(Behaviour.EXEC_CHECKS_ROLE) || !spec.name().equals("exec")) {
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
