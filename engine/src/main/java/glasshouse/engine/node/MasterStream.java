package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Quoting;
import glasshouse.engine.command.Client;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.RequestParser;
import glasshouse.engine.view.EngineEvent.Kind;

/**
 * Applies the stream of the master, then hands the identical bytes on to our own replicas: after a
 * command was applied and not in the middle of a transaction (redis issue 3899). The offset moves
 * on past a command that failed here too: that is how data can differ at equal offsets.
 */
final class MasterStream {
  /** Runs one command of the master. */
  interface Runner {
    /** Runs it, replies going to {@code connection.out}. */
    void run(Connection connection, Args args);

    /** True when the command must wait (CLIENT PAUSE). */
    boolean holds(Connection connection, Args args);

    /** A client has left. */
    void gone(Connection connection);
  }

  /** Bytes of the backlog that the log shows with an error. */
  private static final int BACKLOG_SHOWN = 256;

  private final Core core;
  private final Feed feed;
  private final Runner runner;
  private final ByteBuilder held = new ByteBuilder(256);
  private int heldDb;
  private long startsAt;
  private long applied;

  MasterStream(Core core, Feed feed, Runner runner) {
    this.core = core;
    this.feed = feed;
    this.runner = runner;
  }

  /** Last byte of the stream that was applied. */
  long applied() {
    return applied;
  }

  /** Last byte of the stream that was received. */
  long read(Connection connection) {
    return relaysOnRead() ? applied : applied + connection.parser.pending() + held.length();
  }

  private boolean relaysOnRead() {
    return core.profile().is(Behaviour.RELAYS_ON_READ);
  }

  /** A stream begins on {@code link}, behind {@code from}. */
  Connection start(long link, String peer, long from, int db) {
    Client client = new Client(core.nextClientId(), core.keyspace.database(Math.max(0, db)));
    Connection connection = new Connection(link, peer, "", client, true, core.now);
    connection.parser.limits(Long.MAX_VALUE, true);
    core.add(connection);
    applied = from;
    held.clear();
    return connection;
  }

  /** The stream has ended, also when somebody killed it; where it can be resumed. */
  CachedMaster suspend(Connection connection) {
    core.remove(connection);
    runner.gone(connection);
    connection.client.transaction().end();
    held.clear();
    if (core.profile().is(Behaviour.TRIMS_TRAILING_PINGS)) {
      feed.dropTrailingPings();
      applied = Math.min(applied, core.history.offset());
    }
    return new CachedMaster(core.history.replid(), applied, connection.client.database().index());
  }

  /**
   * Applies what arrived.
   *
   * @return false when the stream is broken: it must be closed and not be resumed
   */
  boolean apply(Connection connection, byte[] bytes, int offset, int length) {
    connection.heardAt = core.now;
    core.stats.replicationInputBytes += length;
    if (relaysOnRead()) {
      feed.relayPiece(bytes, offset, length);
      applied += length;
    }
    RequestParser parser = connection.parser;
    connection.buffers.reads(parser, length, true);
    parser.feed(bytes, offset, length);
    if (core.asleep() || waits(connection)) {
      return true;
    }
    RequestParser.Found found = parser.next();
    while (found == RequestParser.Found.REQUEST && !connection.closing) {
      if (parser.wasInline()
          && parser.args().count() > 0
          && core.profile().is(Behaviour.INLINE_FROM_MASTER_ENDS_LINK)) {
        core.warn(
            Kind.REPLICATION,
            "WARNING: Receiving inline protocol from master, master stream corruption? Closing the"
                + " master connection and discarding the cached master.");
        return ended(connection);
      }
      one(connection, parser);
      // FLUSHALL stands still until its file is written; what follows it waits.
      if (connection.postponed != null || core.asleep()) {
        return true;
      }
      found = parser.next();
    }
    if (found == RequestParser.Found.BROKEN) {
      core.warn(Kind.REPLICATION, "Protocol error from master: " + parser.error() + ". Desync?");
      return ended(connection);
    }
    connection.buffers.parsed(parser);
    return true;
  }

  private boolean ended(Connection connection) {
    connection.closing = true;
    CachedMaster _ = suspend(connection);
    return false;
  }

  private void one(Connection connection, RequestParser parser) {
    Args args = parser.args();
    int length = parser.rawEnd() - parser.rawOffset();
    if (args.count() == 0 && !core.profile().is(Behaviour.PINGS_IN_STREAM)) {
      return;
    }
    if (held.isEmpty()) {
      heldDb = connection.client.database().index();
    }
    if (!relaysOnRead()) {
      held.put(parser.raw(), parser.rawOffset(), length);
    }
    startsAt = applied + held.length() - length + 1;
    if (args.count() > 0 && runner.holds(connection, args)) {
      connection.postponed = args.copy();
      if (core.profile().is(Behaviour.PAUSE_COUNTS_OFFSET)) {
        count(connection, false);
      }
      return;
    }
    carryOut(connection, args);
  }

  /** True while the command that CLIENT PAUSE held back must wait; else it is carried out. */
  private boolean waits(Connection connection) {
    Args waiting = connection.postponed;
    if (waiting == null) {
      return false;
    }
    if (runner.holds(connection, waiting)) {
      return true;
    }
    connection.postponed = null;
    carryOut(connection, waiting);
    return false;
  }

  private void carryOut(Connection connection, Args args) {
    if (args.count() > 0) {
      runner.run(connection, args);
      if (!connection.out.isEmpty()) {
        for (String error : AppliedError.in(connection.out)) {
          failed(connection, startsAt, error);
        }
        connection.out.clear();
      }
    }
    count(connection, args.count() == 1 && args.is(0, "PING"));
  }

  /** What was held is applied and goes to our replicas, unless a transaction is open. */
  private void count(Connection connection, boolean ping) {
    if (!connection.client.transaction().open() && !held.isEmpty()) {
      applied += held.length();
      feed.relay(held.array(), 0, held.length(), heldDb, ping);
      held.clear();
    }
  }

  private void failed(Connection connection, long start, String error) {
    core.stats.unexpectedErrorReplies++;
    feed.tape.failed(start, error.substring(1));
    if (core.profile().is(Behaviour.LOGS_MASTER_ERRORS)) {
      core.warn(
          Kind.REPLICATION,
          AppliedError.line(
              "replica is sending an error to its master",
              error,
              connection.client.modes().lastCommand()));
      tellBacklog();
    }
  }

  /** The last bytes that were relayed before (Redis, showLatestBacklog). */
  private void tellBacklog() {
    Backlog backlog = feed.backlog();
    if (backlog != null && backlog.length() > 0) {
      int count = (int) Math.min(BACKLOG_SHOWN, backlog.length());
      ByteBuilder last = new ByteBuilder(count);
      backlog.read(backlog.next() - count, count, last);
      ByteBuilder shown = new ByteBuilder(2 * count);
      Quoting.append(shown, last.array(), 0, count);
      core.warn(Kind.REPLICATION, "Latest backlog is: '" + shown + "'");
    }
  }
}
