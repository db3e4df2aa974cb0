package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Limits;
import glasshouse.engine.base.TooLargeException;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Effects;
import glasshouse.engine.command.Host;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.command.connection.Tracking;
import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands and sends their effects down the stream. Commands that run inside another one
 * (EXEC, scripts) share its unit: what a unit changed leaves as one piece when its outermost
 * command ends.
 */
final class Executor implements Host {
  private static final int DEPTH = 8;
  private static final byte[] DEL = Bytes.of("DEL");
  private static final byte[] UNLINK = Bytes.of("UNLINK");

  private final Core core;
  private final Feed feed;
  private final Watches watches;
  private final BlockedClients blocked;
  private final List<Call> calls = new ArrayList<>();
  private final ReplyWriter[] replies = new ReplyWriter[DEPTH];
  private final Client nobody;
  private List<Effects.Effect> unit = new ArrayList<>();
  private int depth;
  private boolean transactional;
  private Effects.Target inner = Effects.Target.ALL;
  private boolean replaying;
  private final KeyEvents keyEvents;
  private final Tracking tracking;
  private final Accounts accounts;
  private LongConsumer onFlushAll = _ -> {};
  private LongSupplier clock = () -> 0;
  private final @Nullable CommandSpec[] specs = new @Nullable CommandSpec[DEPTH];

  Executor(
      Core core,
      Feed feed,
      Watches watches,
      BlockedClients blocked,
      KeyEvents keyEvents,
      Tracking tracking,
      Accounts accounts) {
    this.core = core;
    this.feed = feed;
    this.watches = watches;
    this.blocked = blocked;
    this.keyEvents = keyEvents;
    this.tracking = tracking;
    this.accounts = accounts;
    nobody = new Client(0, core.keyspace.database(0));
    for (int i = 0; i < DEPTH; i++) {
      replies[i] = new ReplyWriter(new ByteBuilder(16), 2);
      calls.add(new Call(this, replies[i], nobody));
    }
    core.keyspace.onExpired(this::keyExpired);
    core.keyspace.onCreated(this::keyCreated);
  }

  /** What the node does when FLUSHALL has run. */
  void onFlushAll(LongConsumer action) {
    onFlushAll = action;
  }

  /** What tells Unix milliseconds while the node's own time stands still; 0 for no clock. */
  void clock(LongSupplier millis) {
    clock = millis;
  }

  /** Whether commands that run inside another one see the time at which that began. */
  boolean freezesTime() {
    return core.profile().is(Behaviour.FREEZES_TIME);
  }

  /** True while a command runs. */
  boolean running() {
    return depth > 0;
  }

  /** The innermost running command begins a script, at {@code time}. */
  void scriptBegins(long time) {
    if (depth > 0) {
      calls.get(depth - 1).scriptBegins(time);
    }
  }

  /** How many commands run inside one another. */
  int depth() {
    return depth;
  }

  /** A writer that no running command answers to; valid until the next command runs. */
  ReplyWriter reply() {
    return replies[depth];
  }

  /**
   * Runs one command and, when it is the outermost one, sends the unit's effects.
   *
   * @param mayBlock whether a blocking command may wait
   * @param readyKey the key that woke a waiting client, else null
   * @return true when it answered no error
   */
  boolean run(
      Client client,
      CommandSpec spec,
      Args args,
      ByteBuilder out,
      boolean mayBlock,
      byte @Nullable [] readyKey) {
    Call call = calls.get(depth);
    ReplyWriter reply = replies[depth];
    reply.redirect(out, client.protocol());
    long errors = reply.errors();
    final long repeated = reply.repeatedErrors();
    long moment = depth == 0 ? core.now : calls.get(depth - 1).moment();
    long now = depth == 0 || freezesTime() ? moment : Math.max(moment, clock.getAsLong());
    call.prepare(client, args, now, moment, mayBlock, readyKey);
    int mark = out.length();
    long started = replaying ? 0 : core.watch.started(depth, client, spec, args);
    specs[depth] = spec;
    depth++;
    try {
      Objects.requireNonNull(spec.handler()).run(call);
    } catch (ErrorReply error) {
      out.truncate(mark);
      reply.redirect(out, client.protocol());
      reply.error(error.line());
    } catch (TooLargeException large) {
      // What the command did stays done and is replicated; only its answer cannot be given.
      out.truncate(mark);
      reply.redirect(out, client.protocol());
      reply.error("ERR the reply is too large: " + large.getMessage());
    } finally {
      depth--;
    }
    boolean clean = reply.errors() == errors;
    if (replaying) {
      return clean;
    }
    boolean again = readyKey != null;
    core.stats.commands += again ? 0 : 1;
    for (long i = errors + reply.repeatedErrors() - repeated; i < reply.errors(); i++) {
      core.stats.errorReplies++;
      core.watch.counters.error(reply.lastError());
    }
    core.watch.ran(client, spec, args, started, clean, again);
    if (tracking.clients() > 0 && spec.is(CommandFlag.READONLY)) {
      remember(client, spec, args);
    }
    core.keyspace.settle();
    settle(client, spec, args, call.effects());
    return clean;
  }

  /**
   * Remembers what a client read that tracks keys. A script that reads anything has read all keys
   * it was given, and no others (Redis 7.0, call).
   */
  private void remember(Client client, CommandSpec spec, Args args) {
    int outer = depth - 1;
    while (outer >= 0 && calls.get(outer).client() == client) {
      outer--;
    }
    CommandSpec script = outer < 0 ? null : specs[outer];
    if (script != null) {
      Call caller = calls.get(outer);
      tracking.read(caller.client(), script, caller.args());
    } else if (!spec.is(CommandFlag.NO_MANDATORY_KEYS)) {
      tracking.read(client, spec, args);
    }
  }

  /** Drops the transaction of a client and what it watches. */
  void abandon(Client client) {
    client.transaction().end();
    watches.unwatch(client);
  }

  /** From here to the end of the unit, effects leave as a transaction even if there is only one. */
  void transactional() {
    transactional = true;
  }

  /** Where effects of inner commands go from now on (none, for scripts that are sent verbatim). */
  void inner(Effects.Target target) {
    inner = target;
  }

  /** Runs a command of an append only file that is loaded: nobody sees it, nothing leaves it. */
  void replay(Client client, CommandSpec spec, Args args, ByteBuilder out) {
    replaying = true;
    try {
      run(client, spec, args, out, false, null);
    } finally {
      replaying = false;
      transactional = false;
      core.keyspace.settle();
    }
  }

  private void settle(Client client, CommandSpec spec, Args args, Effects effects) {
    long dirty = effects.dirty();
    core.stats.dirty += dirty;
    boolean wanted = !effects.silent() && (dirty > 0 || effects.forced());
    boolean mine = wanted && replicates(spec, effects);
    List<Effects.Effect> more = effects.more();
    if (depth == 0 && unit.isEmpty() && more.isEmpty() && !transactional) {
      if (mine && feed.active()) {
        Args words = effects.replacement();
        feed.write(database(client), words == null ? args : words, effects.target());
      }
      return;
    }
    Effects.Target limit = depth > 0 ? inner : Effects.Target.ALL;
    if (feed.active() && limit != Effects.Target.NONE) {
      if (mine) {
        Args words = effects.replacement();
        Args own = words != null ? words : depth > 0 ? args.copy() : args;
        unit.add(new Effects.Effect(database(client), own, effects.target().and(limit)));
      }
      for (Effects.Effect effect : more) {
        unit.add(new Effects.Effect(effect.db(), effect.args(), effect.target().and(limit)));
      }
    }
    if (depth == 0) {
      endUnit(!spec.is(CommandFlag.TOUCHES_ARBITRARY_KEYS));
    }
  }

  private static boolean replicates(CommandSpec spec, Effects effects) {
    return spec.is(CommandFlag.WRITE) || effects.forced() || effects.replacement() != null;
  }

  private static int database(Client client) {
    return client.database().index();
  }

  /** Sends what is left of a unit; also called for effects that no command caused (expiry). */
  void endUnit() {
    endUnit(true);
  }

  /** {@code together} is false when several effects are sent one by one. */
  private void endUnit(boolean together) {
    if (!unit.isEmpty()) {
      List<Effects.Effect> effects = unit;
      unit = new ArrayList<>();
      boolean wrap =
          effects.size() > 1 && together
              || (transactional && !core.profile().is(Behaviour.SINGLE_WRITE_WITHOUT_MULTI));
      feed.write(effects, wrap);
    }
    transactional = false;
  }

  /** Deletes a key that has expired, outside any command (the active expiry cycle). */
  void expireNow(Database db, byte[] key) {
    long started = core.watch.stopwatch.micros();
    db.delete(key);
    core.watch.happened("expire-del", started);
    keyExpired(db, key);
    endUnit();
  }

  private void keyCreated(Database db, byte[] key) {
    blocked.created(db, key);
    if (publishes(NotifyClass.NEW)) {
      publishKeyEvent(NotifyClass.NEW, "new", db, key);
    }
  }

  private void keyExpired(Database db, byte[] key) {
    core.stats.expiredKeys++;
    core.stats.silentChanges++;
    gone(db, key, expiresLazily(), NotifyClass.EXPIRED, "expired");
  }

  /** Deletes a key for want of memory, outside any command. */
  void evict(Database db, byte[] key) {
    long started = core.watch.stopwatch.micros();
    db.delete(key);
    core.watch.happened("eviction-del", started);
    core.stats.evictedKeys++;
    core.stats.silentChanges++;
    gone(db, key, core.config.data.lazyEviction.value(), NotifyClass.EVICTED, "evicted");
    endUnit();
  }

  /** The node has deleted a key by itself. */
  private void gone(Database db, byte[] key, boolean lazily, NotifyClass kind, String event) {
    if (feed.active()) {
      Args words = Args.of(lazily ? UNLINK : DEL, key);
      unit.add(new Effects.Effect(db.index(), words, Effects.Target.ALL));
    }
    watches.modified(db, key);
    blocked.modified(db, key);
    if (publishes(kind)) {
      publishKeyEvent(kind, event, db, key);
    }
    if (tracking.active()) {
      tracking.changed(key, null);
    }
  }

  @Override
  public Keyspace keyspace() {
    return core.keyspace;
  }

  @Override
  public RandomSource random() {
    return core.random;
  }

  @Override
  public boolean keysAreWatched() {
    return !watches.isEmpty() || !blocked.isEmpty() || tracking.active();
  }

  @Override
  public void keyModified(Database db, byte[] key) {
    keyTouched(db, key);
    blocked.modified(db, key);
  }

  @Override
  public void keyTouched(Database db, byte[] key) {
    watches.modified(db, key);
    if (tracking.active()) {
      tracking.changed(key, depth == 0 ? null : calls.get(depth - 1).client());
    }
  }

  @Override
  public void keyReady(Database db, byte[] key) {
    blocked.modified(db, key);
  }

  @Override
  public void flushing(Database db) {
    watches.flushing(db);
    blocked.modifiedAll(db);
  }

  @Override
  public long maxString() {
    return Math.min(core.config.network.maxBulk.value(), Limits.QUERY_MAX);
  }

  @Override
  public boolean obeys(Client client) {
    Connection connection = core.connectionOf(client);
    return replaying || connection != null && connection.master && connection.client == client;
  }

  @Override
  public boolean inScript(Client client) {
    Connection connection = core.connectionOf(client);
    return connection != null && connection.client != client;
  }

  @Override
  public void flushed() {
    tracking.flushed();
  }

  @Override
  public void flushedAll(long changes) {
    if (!replaying) {
      onFlushAll.accept(changes);
    }
  }

  @Override
  public boolean sharesIntegers() {
    return core.config.data.maxmemory.value() == 0
        || core.keyspace.rules().ages.kept() == Ages.Kind.UNUSED;
  }

  @Override
  public void swapped(Database first, Database second) {
    watches.swapped(first, second, core.now);
    blocked.modifiedAll(first);
    blocked.modifiedAll(second);
  }

  @Override
  public boolean replicatesAbsoluteExpiry() {
    return !core.profile().is(Behaviour.RELATIVE_EXPIRY);
  }

  @Override
  public boolean publishes(NotifyClass kind) {
    return keyEvents.wants(kind);
  }

  @Override
  public void publishKeyEvent(NotifyClass kind, String event, Database db, byte[] key) {
    keyEvents.publish(event, db, key);
  }

  @Override
  public void warn(String text) {
    core.warn(EngineEvent.Kind.CLIENT, text);
  }

  @Override
  public boolean expiresLazily() {
    return core.config.data.lazyExpire.value();
  }

  @Override
  public boolean comparesChecksums() {
    return core.comparesChecksums;
  }

  @Override
  public boolean deletesLazily() {
    return core.config.data.lazyUserDel.value();
  }

  @Override
  public void countLookup(boolean hit) {
    if (hit) {
      core.stats.hits++;
    } else {
      core.stats.misses++;
    }
  }

  @Override
  public boolean readsAllKeys(Client client, CommandSpec spec, Args args) {
    return accounts.readsAllKeys(client, spec, args);
  }

  @Override
  public void block(Client client, Blocking blocking) {
    Connection connection = core.connectionOf(client);
    if (connection != null) {
      blocked.add(connection, blocking);
    }
  }
}
