package glasshouse.engine.node;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a node does on its own, hz times a second: deletes expired keys, and once a second the rest.
 * What concerns replication comes more often while a failover runs (Redis, serverCron).
 */
final class Cron {
  private static final int KEYS_PER_LOOP = 20;
  private static final int BUCKETS_PER_CYCLE = 4000;
  private static final int ACCEPTABLE_STALE_PERCENT = 10;

  private static final long SECOND = 1000;
  private static final long FAILING_OVER = 100;

  private final Core core;
  private final Executor executor;
  private final Runnable everyTick;
  private final List<Runnable> replication;
  private final BooleanSupplier failingOver;
  private final List<Runnable> everySecond;
  private long nextTick;
  private long nextSecond;
  private long replicated;

  /**
   * A cron.
   *
   * @param replication once a second, and more often while {@code failingOver}
   */
  Cron(
      Core core,
      Executor executor,
      Runnable everyTick,
      List<Runnable> replication,
      BooleanSupplier failingOver,
      List<Runnable> everySecond) {
    this.core = core;
    this.executor = executor;
    this.everyTick = everyTick;
    this.replication = replication;
    this.failingOver = failingOver;
    this.everySecond = everySecond;
  }

  /** Unix milliseconds of the next tick. */
  long nextDeadline() {
    return nextTick;
  }

  /** Does what is due. */
  void run() {
    if (core.now < nextTick) {
      return;
    }
    nextTick = core.now + Math.max(1, SECOND / Math.max(1, core.config.server.hz.intValue()));
    if (core.cronPaused) {
      return;
    }
    if (!core.replica && core.activeExpire && !core.writesWait.getAsBoolean()) {
      long started = core.watch.stopwatch.micros();
      expireKeys();
      core.watch.happened("expire-cycle", started);
    }
    everyTick.run();
    boolean second = core.now >= nextSecond;
    if (second || (failingOver.getAsBoolean() && core.now - replicated >= FAILING_OVER)) {
      replicated = core.now;
      replication.forEach(Runnable::run);
    }
    if (second) {
      nextSecond = core.now + SECOND;
      everySecond.forEach(Runnable::run);
    }
  }

  /**
   * Looks at some keys with an expiry in each database, and goes on in it while many of them are
   * overdue (Redis, activeExpireCycle), up to a bound per tick.
   */
  private void expireKeys() {
    int budget = BUCKETS_PER_CYCLE;
    for (int i = 0; i < core.keyspace.count() && budget > 0; i++) {
      Database db = core.keyspace.database(i);
      boolean many = db.expiring() > 0;
      while (many && budget > 0) {
        List<byte[]> overdue = new ArrayList<>();
        int[] seen = {0};
        long cursor = db.expireCursor();
        while (seen[0] < KEYS_PER_LOOP && budget-- > 0) {
          cursor = db.scanExpiring(cursor, e -> look(e, seen, overdue));
          if (cursor == 0) {
            break;
          }
        }
        db.expireCursor(cursor);
        overdue.forEach(key -> executor.expireNow(db, key));
        many =
            cursor != 0 && overdue.size() * 100 > Math.max(1, seen[0]) * ACCEPTABLE_STALE_PERCENT;
      }
    }
  }

  private void look(KeyEntry entry, int[] seen, List<byte[]> overdue) {
    seen[0]++;
    if (entry.expired(core.now)) {
      overdue.add(entry.key());
    }
  }
}
