package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/**
 * One run of one command: what it was asked, where it answers, and the doors to the data. A node
 * reuses its calls; nothing of a call is kept after the handler returns.
 */
public final class Call {
  private static final byte[] DEL = Bytes.of("DEL");
  private static final byte[] UNLINK = Bytes.of("UNLINK");

  private final Host host;
  private final ReplyWriter reply;
  private final Effects effects = new Effects();
  private Client client;
  private Args args = new Args();
  private long now;
  private long moment;
  private boolean mayBlock;
  private byte @Nullable [] readyKey;

  /** A call that runs on {@code host} and answers to {@code reply}. */
  public Call(Host host, ReplyWriter reply, Client client) {
    this.host = host;
    this.reply = reply;
    this.client = client;
  }

  /**
   * Prepares the next run.
   *
   * @param atTime Unix milliseconds, see {@link #now}
   * @param atMoment Unix milliseconds, see {@link #moment}
   * @param blockingAllowed false in MULTI and in scripts, where a blocking command does not wait
   * @param ready the key that woke the client when a waiting command runs again, else null
   */
  public void prepare(
      Client who,
      Args what,
      long atTime,
      long atMoment,
      boolean blockingAllowed,
      byte @Nullable [] ready) {
    client = who;
    args = what;
    now = atTime;
    moment = atMoment;
    mayBlock = blockingAllowed;
    readyKey = ready;
    effects.reset();
  }

  /** The arguments, the name being number 0. */
  public Args args() {
    return args;
  }

  /** Where to answer. */
  public ReplyWriter reply() {
    return reply;
  }

  /** Who asks. */
  public Client client() {
    return client;
  }

  /** The database the client stands on. */
  public Database db() {
    return client.database();
  }

  /**
   * Unix time in milliseconds at which this command began: what is reckoned from now on, and what
   * is left of something, is by this.
   */
  public long now() {
    return now;
  }

  /**
   * Unix time in milliseconds by which keys have expired or not. It stands still during one
   * transaction or script, so that no key goes in the middle of it.
   */
  public long moment() {
    return moment;
  }

  /** A script begins, at {@code time}: its commands see that, however long ago this one began. */
  public void scriptBegins(long time) {
    moment = Math.max(moment, time);
  }

  /** The node's source of chance. */
  public RandomSource random() {
    return host.random();
  }

  /** What the node offers to all commands. */
  public Host host() {
    return host;
  }

  /** What replicas will be told. */
  public Effects effects() {
    return effects;
  }

  /** The entry of the key at argument {@code i} for reading (counted as hit or miss), or null. */
  public @Nullable KeyEntry lookup(int i) {
    KeyEntry entry = glance(i);
    if (entry != null) {
      db().used(entry);
    }
    return entry;
  }

  /** As {@link #lookup(int)}, of a key that is no argument. */
  public @Nullable KeyEntry lookup(byte[] key) {
    KeyEntry entry = db().find(key, moment);
    host.countLookup(entry != null);
    if (entry != null) {
      db().used(entry);
    } else {
      notify(key, NotifyClass.KEY_MISS, "keymiss");
    }
    return entry;
  }

  /** As {@link #lookup}, but not taken as a use (EXISTS, TYPE, TTL). */
  public @Nullable KeyEntry glance(int i) {
    KeyEntry entry = peek(i);
    host.countLookup(entry != null);
    if (entry == null) {
      notify(i, NotifyClass.KEY_MISS, "keymiss");
    }
    return entry;
  }

  /** As {@link #lookup}, but neither counted nor taken as a use (OBJECT, writes). */
  public @Nullable KeyEntry peek(int i) {
    return db().find(args.data(), args.offset(i), args.length(i), moment);
  }

  /** As {@link #peek}, and taken as a use (commands that change what is around a value). */
  public @Nullable KeyEntry use(int i) {
    KeyEntry entry = peek(i);
    if (entry != null) {
      db().used(entry);
    }
    return entry;
  }

  /**
   * The value of the key at argument {@code i} for reading.
   *
   * @return null when there is no such key
   * @throws ErrorReply WRONGTYPE when it holds another type
   */
  public <V extends Value> @Nullable V read(int i, Class<V> type) {
    KeyEntry entry = lookup(i);
    return entry == null ? null : typed(entry, type);
  }

  /**
   * The value of the key at argument {@code i} for changing it in place; as {@link #read}, and a
   * running snapshot saves it first.
   */
  public <V extends Value> @Nullable V write(int i, Class<V> type) {
    KeyEntry entry = peek(i);
    if (entry == null) {
      return null;
    }
    V value = typed(entry, type);
    db().used(entry);
    db().beforeChange(entry);
    return value;
  }

  /** The value of {@code entry} as a {@code type}, or WRONGTYPE. */
  public static <V extends Value> V typed(KeyEntry entry, Class<V> type) {
    Value value = entry.value();
    if (!type.isInstance(value)) {
      throw ErrorReply.wrongType();
    }
    return type.cast(value);
  }

  /**
   * The value of the key at argument {@code i} as a reading command finds it (counted as hit or
   * miss) for changing it in place; as {@link #read}, and a running snapshot saves it first.
   */
  public <V extends Value> @Nullable V readToChange(int i, Class<V> type) {
    KeyEntry entry = lookup(i);
    if (entry == null) {
      return null;
    }
    V value = typed(entry, type);
    db().beforeChange(entry);
    return value;
  }

  /** Puts a value under the key at argument {@code i}, removing its expiry. */
  public KeyEntry set(int i, Value value) {
    return db().set(args.data(), args.offset(i), args.length(i), value);
  }

  /** Counts {@code changes} to the data set; without any, the command is not replicated. */
  public void dirty(long changes) {
    effects.dirty(changes);
  }

  /**
   * Says that the key at argument {@code i} has changed: counts one change, wakes and fails those
   * who watch the key, publishes the event. One call per changed key, after the change.
   */
  public void changed(int i, NotifyClass kind, String event) {
    modified(i);
    notify(i, kind, event);
  }

  /** As {@link #changed(int, NotifyClass, String)}, but without an event. */
  public void modified(int i) {
    effects.dirty(1);
    if (host.keysAreWatched()) {
      host.keyModified(db(), args.bytes(i));
    }
  }

  /** As {@link #changed(int, NotifyClass, String)}, but clients that wait find nothing new here. */
  public void changedInPlace(int i, NotifyClass kind, String event) {
    effects.dirty(1);
    if (host.keysAreWatched()) {
      host.keyTouched(db(), args.bytes(i));
    }
    notify(i, kind, event);
  }

  /** As {@link #changed(int, NotifyClass, String)}, for a key that is no argument. */
  public void changed(byte[] key, NotifyClass kind, String event) {
    changed(db(), key, kind, event);
  }

  /** As {@link #changed(byte[], NotifyClass, String)}, in another database. */
  public void changed(Database in, byte[] key, NotifyClass kind, String event) {
    effects.dirty(1);
    if (host.keysAreWatched()) {
      host.keyModified(in, key);
    }
    if (host.publishes(kind)) {
      host.publishKeyEvent(kind, event, in, key);
    }
  }

  /** Publishes an event of the key at argument {@code i} without counting a change. */
  public void notify(int i, NotifyClass kind, String event) {
    if (host.publishes(kind)) {
      host.publishKeyEvent(kind, event, db(), args.bytes(i));
    }
  }

  /** Publishes an event of {@code key} without counting a change. */
  public void notify(byte[] key, NotifyClass kind, String event) {
    if (host.publishes(kind)) {
      host.publishKeyEvent(kind, event, db(), key);
    }
  }

  /** Replicas get these words instead of the command's own. */
  public void replicateAs(byte[]... argv) {
    replicateAs(Args.of(argv));
  }

  /** The same, of words that own their bytes. */
  public void replicateAs(Args words) {
    effects.replace(words);
  }

  /** Goes on as another command: these are its words from now on, and what replicas get. */
  public void rewrite(byte[]... argv) {
    args = Args.of(argv);
    effects.replace(args);
  }

  /** Replicas get DEL of {@code key} instead, or UNLINK when such deletions are lazy. */
  public void replicateDeletion(byte[] key, boolean lazily) {
    replicateAs(lazily ? UNLINK : DEL, key);
  }

  /** Replicas get these words too, after the command's own; several calls add up. */
  public void replicateAlso(byte[]... argv) {
    effects.add(db().index(), Args.of(argv));
  }

  /** Replicas do not get the command's own words (what {@link #replicateAlso} added still goes). */
  public void replicateNothing() {
    effects.silence();
  }

  /** Replicas get the command even if it changed nothing. */
  public void replicateAlways() {
    effects.force();
  }

  /** Replicas get the command even if it changed nothing; the append only file never does. */
  public void replicateToReplicas() {
    effects.force();
    effects.target(Effects.Target.REPLICAS);
  }

  /** True when a blocking command may wait; false in MULTI and in scripts. */
  public boolean mayBlock() {
    return mayBlock;
  }

  /**
   * The key that woke the client when a waiting command is run again; the command then looks at
   * this key only. Null on the first run.
   */
  public byte @Nullable [] readyKey() {
    return readyKey;
  }

  /** Suspends the client instead of answering; only when {@link #mayBlock}. */
  public void block(Blocking blocking) {
    Check.that(mayBlock, "this command may not block here");
    host.block(client, blocking);
  }
}
