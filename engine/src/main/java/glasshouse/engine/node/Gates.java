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
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
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
  private final List<Gate> ofMaster = List.of(this::guarded, Gates::insideMulti, this::memory);
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
        this::busy,
        this::ofReplica);
  }

  /** A replica asks for the stream: what else it says has nothing to do with the data. */
  private @Nullable String ofReplica(Connection c, CommandSpec spec, Args args) {
    return c.session != null
            && core.profile().since(Profile.V6_2)
            && (has(c, spec, args, CommandFlag.WRITE)
                || has(c, spec, args, CommandFlag.READONLY)
                || has(c, spec, args, CommandFlag.MAY_REPLICATE))
        ? "ERR Replica can't interact with the keyspace"
        : null;
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
    for (Gate gate : ofMaster) {
      String refused = gate.closed(c, spec, args);
      if (refused != null) {
        return refused;
      }
    }
    return replicaDisk(c, spec, args);
  }

  /** From 7.0 on a replica that cannot write to its disk ends, unless it is told to go on. */
  private @Nullable String replicaDisk(Connection c, CommandSpec spec, Args args) {
    boolean ping = spec.name().equals("ping");
    if (diskTrouble() == null
        || !(writes(c, spec, args) || ping)
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
    return eviction.refuses(c, spec, args);
  }

  private @Nullable String disk(Connection c, CommandSpec spec, Args args) {
    String trouble = diskTrouble();
    return trouble != null && (writes(c, spec, args) || spec.name().equals("ping"))
        ? trouble
        : null;
  }

  /** Why the disk lets nobody write, as an error line; null when it does. */
  private @Nullable String diskTrouble() {
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
    return tooFewReplicas() && writes(c, spec, args) ? TOO_FEW_REPLICAS : null;
  }

  private boolean tooFewReplicas() {
    long wanted = core.config.replication.minReplicasToWrite.value();
    return wanted > 0
        && !core.replica
        && core.config.replication.minReplicasMaxLag.value() > 0
        && masterSide.goodReplicas() < wanted;
  }

  private @Nullable String readOnly(Connection c, CommandSpec spec, Args args) {
    return isReadOnly() && writes(c, spec, args) ? READ_ONLY : null;
  }

  private boolean isReadOnly() {
    return core.replica && core.config.replication.readOnly.value();
  }

  /** Why no script may write now, as an error line; null when scripts may. */
  @Nullable String refusesWrites() {
    if (isReadOnly()) {
      return READ_ONLY;
    }
    String trouble = diskTrouble();
    if (trouble != null) {
      return trouble;
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
    return isStale() && lacks(c, spec, args, CommandFlag.STALE)
        ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        : null;
  }

  /** True on a replica without its master that must not serve stale data. */
  boolean isStale() {
    return core.replica
        && !replicaSide.link().connected()
        && !core.config.replication.serveStaleData.value();
  }

  private @Nullable String loading(Connection c, CommandSpec spec, Args args) {
    boolean refused =
        core.asyncLoading
            ? has(c, spec, args, CommandFlag.NO_ASYNC_LOADING)
            : core.loading && lacks(c, spec, args, CommandFlag.LOADING);
    return refused ? ErrorReply.LOADING : null;
  }

  private boolean writes(Connection c, CommandSpec spec, Args args) {
    return has(c, spec, args, CommandFlag.WRITE);
  }

  /** True for a command with {@code flag}, and for EXEC of a transaction in which one has it. */
  private boolean has(Connection c, CommandSpec spec, Args args, CommandFlag flag) {
    return scripting.is(spec, args, flag)
        || anyQueued(c, spec, queued -> scripting.is(queued.spec(), queued.args(), flag));
  }

  /**
   * True for a command without {@code flag}, and for EXEC of a transaction in which one lacks it.
   */
  private boolean lacks(Connection c, CommandSpec spec, Args args, CommandFlag flag) {
    return !scripting.is(spec, args, flag)
        || anyQueued(c, spec, queued -> !scripting.is(queued.spec(), queued.args(), flag));
  }

  /** What EXEC would run counts from the era on that asks again. */
  private boolean anyQueued(Connection c, CommandSpec spec, Predicate<Transaction.Queued> test) {
    return core.profile().is(Behaviour.EXEC_CHECKS_ROLE)
        && spec.name().equals("exec")
        && c.client.transaction().queues(test);
  }
}
