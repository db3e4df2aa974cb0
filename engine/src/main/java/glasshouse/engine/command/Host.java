package glasshouse.engine.command;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;

/** What every family may ask of the node that runs its commands. */
public interface Host {
  /** The databases. */
  Keyspace keyspace();

  /** The node's source of chance. */
  RandomSource random();

  /** True when somebody watches keys, waits for keys or is told of changed keys. */
  boolean keysAreWatched();

  /** {@code key} of {@code db} has changed: transactions that watch it fail, waiters are served. */
  void keyModified(Database db, byte[] key);

  /** {@code key} of {@code db} has changed: transactions that watch it fail, nobody is served. */
  void keyTouched(Database db, byte[] key);

  /** Clients that wait for {@code key} of {@code db} look at it again; nobody else is told. */
  void keyReady(Database db, byte[] key);

  /**
   * All keys of {@code db} are about to go: to be called before FLUSHDB and FLUSHALL remove them.
   */
  void flushing(Database db);

  /** Whether small numbers are kept once for all keys: not while each key's uses are counted. */
  boolean sharesIntegers();

  /**
   * FLUSHALL: a save that runs is pointless, and the file is to be as empty as the data.
   *
   * @param changes what it counts as changes
   */
  void flushedAll(long changes);

  /** Databases were emptied: to be called once for all of them, after {@link #flushing}. */
  void flushed();

  /** The contents of two databases were exchanged (SWAPDB): to be called after the exchange. */
  void swapped(Database first, Database second);

  /** True when events of this class are published (notify-keyspace-events). */
  boolean publishes(NotifyClass kind);

  /** Publishes a keyspace event. */
  void publishKeyEvent(NotifyClass kind, String event, Database db, byte[] key);

  /** Counts a look-up of a key by a reading command, for INFO stats. */
  void countLookup(boolean hit);

  /** Writes a warning to the log. */
  void warn(String text);

  /** False while DEBUG lets RESTORE take payloads whose checksum is wrong. */
  boolean comparesChecksums();

  /** True when replicas are told to unlink what has expired (lazyfree-lazy-expire). */
  boolean expiresLazily();

  /** True when replicas are told to unlink what GETDEL takes (lazyfree-lazy-user-del). */
  boolean deletesLazily();

  /** Suspends the client until {@code blocking} is served or over. */
  void block(Client client, Blocking blocking);

  /** True when the client is the link to this node's master, whose commands are simply obeyed. */
  boolean obeys(Client client);

  /** How many bytes a command may let a string grow to: proto-max-bulk-len. */
  long maxString();

  /** True when the command is one of a script. */
  boolean inScript(Client client);

  /**
   * True when expiry goes to replicas in absolute Unix milliseconds, as from Redis 7.0 on; false
   * when relative times go as the client gave them.
   */
  boolean replicatesAbsoluteExpiry();

  /** True when the client's user may run the command and read any key besides. */
  boolean readsAllKeys(Client client, CommandSpec spec, Args args);
}
