package glasshouse.engine.node;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.config.DataSection;
import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.EvictionPool;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import org.jspecify.annotations.Nullable;

/**
 * Frees memory when more than maxmemory is used (Redis, evict.c). Before each command keys go until
 * enough is free, or until the command has waited long enough: then the rest follows in steps of
 * their own. How long that is Redis measures; here a key counts as a microsecond.
 */
final class Eviction {
  private enum Outcome {
    ENOUGH,
    UNFINISHED,
    FAILED
  }

  /** Between two looks at how long it has taken. */
  private static final int BATCH = 16;

  private static final int LOW_TENACITY = 10;
  private static final int HIGH_TENACITY = 100;
  private static final int LOW_STEP = 50;
  private static final double HIGH_STEP = 1.15;
  private static final int RANKS = 255;

  private static final String REFUSED = "OOM command not allowed when used memory > 'maxmemory'.";

  private final Core core;
  private final NodeParts parts;
  private final DataSection config;
  private final EvictionPool pool = new EvictionPool();
  private int nextDatabase;
  private boolean unfinished;
  private boolean failed;
  private long exceededSince;

  Eviction(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    config = core.config.data;
    config.maxmemory.onChange(this::again);
    config.maxmemoryPolicy.onChange(this::policy);
    config.lfuLogFactor.onChange(this::rates);
    config.lfuDecayTime.onChange(this::rates);
    policy();
    rates();
  }

  private @Nullable String again() {
    unfinished = true;
    return null;
  }

  private @Nullable String policy() {
    String name = config.maxmemoryPolicy.value();
    Ages ages = core.keyspace.rules().ages;
    ages.keep(
        name.endsWith("lfu")
            ? Ages.Kind.FREQUENCY
            : name.endsWith("lru") ? Ages.Kind.RECENCY : Ages.Kind.UNUSED);
    pool.clear();
    return again();
  }

  private @Nullable String rates() {
    core.keyspace.rules().ages.rates(config.lfuLogFactor.value(), config.lfuDecayTime.value());
    return null;
  }

  /** True when memory was short before the present command, and could not be freed. */
  boolean failed() {
    return failed && config.maxmemory.value() > 0;
  }

  /** Milliseconds since more than maxmemory is used, 0 when it is not. */
  long exceededFor() {
    return exceededSince == 0 ? 0 : core.now - exceededSince;
  }

  /** Frees memory before a command; why the command is refused, or null. */
  @Nullable String refuses(Connection connection, CommandSpec spec, Args args) {
    if (config.maxmemory.value() == 0 || parts.executor.running()) {
      return null;
    }
    failed = free() == Outcome.FAILED;
    parts.tracking.evicted();
    return failed && needsMemory(connection.client.transaction(), spec, args) ? REFUSED : null;
  }

  /** Queueing in a transaction needs memory as well, whatever is queued. */
  private boolean needsMemory(Transaction transaction, CommandSpec spec, Args args) {
    if (parts.scripting.is(spec, args, CommandFlag.DENYOOM)) {
      return true;
    }
    if (!transaction.open()) {
      return false;
    }
    return switch (spec.name()) {
      case "exec" ->
          transaction.queues(
              queued -> parts.scripting.is(queued.spec(), queued.args(), CommandFlag.DENYOOM));
      case "discard", "quit", "reset" -> false;
      default -> true;
    };
  }

  /** Goes on with what a command did not wait for. */
  void advance() {
    if (unfinished) {
      free();
    }
  }

  /** Unix milliseconds of the next {@link #advance}. */
  long nextDeadline() {
    return unfinished ? core.now : Long.MAX_VALUE;
  }

  private Outcome free() {
    Outcome outcome = Outcome.ENOUGH;
    if (mayEvict() && parts.memory.headroom() < 0) {
      long started = core.watch.stopwatch.micros();
      outcome = evict();
      core.watch.happened("eviction-cycle", started);
    }
    unfinished = outcome == Outcome.UNFINISHED;
    if (outcome == Outcome.ENOUGH) {
      core.stats.evictionExceeded += exceededFor();
      exceededSince = 0;
    } else if (exceededSince == 0) {
      exceededSince = core.now;
    }
    return outcome;
  }

  /** A replica leaves it to its master, and while clients are paused the data must not change. */
  private boolean mayEvict() {
    return config.maxmemory.value() > 0
        && !core.loading
        && !(core.replica
            && core.config.replication.ignoreMaxmemory.value()
            && !core.profile().is(Behaviour.REPLICA_EVICTS))
        && !parts.server.pauses.active()
        && !parts.failover.holdsWrites();
  }

  private Outcome evict() {
    String policy = config.maxmemoryPolicy.value();
    if (policy.equals("noeviction")) {
      return Outcome.FAILED;
    }
    long budget = budget(config.evictionTenacity.value());
    for (long gone = 0; parts.memory.headroom() < 0; ) {
      if (!evictOne(policy)) {
        return Outcome.FAILED;
      }
      if (++gone % BATCH == 0 && gone >= budget) {
        return parts.memory.headroom() < 0 ? Outcome.UNFINISHED : Outcome.ENOUGH;
      }
    }
    return Outcome.ENOUGH;
  }

  private static long budget(long tenacity) {
    if (tenacity <= LOW_TENACITY) {
      return LOW_STEP * tenacity;
    }
    return tenacity == HIGH_TENACITY
        ? Long.MAX_VALUE
        : (long) (LOW_STEP * LOW_TENACITY * Math.pow(HIGH_STEP, (double) tenacity - LOW_TENACITY));
  }

  /** Evicts one key; false when no key may go. */
  private boolean evictOne(String policy) {
    boolean all = policy.startsWith("allkeys");
    if (policy.endsWith("random")) {
      return evictAny(all);
    }
    while (true) {
      if (!sample(all)) {
        return false;
      }
      for (EvictionPool.Candidate best = pool.take(); best != null; best = pool.take()) {
        Database db = core.keyspace.database(best.database());
        KeyEntry entry = db.physical(best.key());
        if (entry != null && (all || entry.expireAt() != KeyEntry.NEVER)) {
          parts.executor.evict(db, best.key());
          return true;
        }
      }
    }
  }

  /** Offers some keys of each database to the pool; false when there is none that may go. */
  private boolean sample(boolean all) {
    boolean any = false;
    int samples = config.maxmemorySamples.intValue();
    for (int i = 0; i < core.keyspace.count(); i++) {
      Database db = core.keyspace.database(i);
      any |= (all ? db.size() : db.expiring()) > 0;
      db.sample(all, samples, core.random, entry -> pool.offer(db, entry, score(entry)));
    }
    return any;
  }

  private long score(KeyEntry entry) {
    Ages ages = core.keyspace.rules().ages;
    return switch (ages.kept()) {
      case RECENCY -> ages.idle(entry);
      case FREQUENCY -> RANKS - ages.frequency(entry);
      case UNUSED -> Long.MAX_VALUE - entry.expireAt();
    };
  }

  private boolean evictAny(boolean all) {
    for (int i = 0; i < core.keyspace.count(); i++) {
      Database db = core.keyspace.database(nextDatabase++ % core.keyspace.count());
      KeyEntry entry = all ? db.random(core.random) : db.randomExpiring(core.random);
      if (entry != null) {
        parts.executor.evict(db, entry.key());
        return true;
      }
    }
    return false;
  }
}
