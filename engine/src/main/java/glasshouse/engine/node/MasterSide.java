package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.config.BufferLimitsParameter.Group;
import glasshouse.engine.config.BufferLimitsParameter.Limit;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.PsyncDecision;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replicas of this node: who they are, what each gets next. The stream goes from the backlog to
 * each replica at the end of every step; a replica that cannot take more holds its place in the
 * backlog until the output buffer limit is reached.
 */
final class MasterSide {
  private static final int CHUNK = 1 << 20;

  /** The part that sends whole data sets. */
  interface Dumps {
    /** {@code session} waits for a dump. */
    void wanted(ReplicaSession session);

    /** {@code session} goes on without a dump. */
    void resumed(ReplicaSession session);

    /** {@code session} is gone. */
    void gone(ReplicaSession session);
  }

  private final Core core;
  private final Feed feed;
  private final List<ReplicaSession> sessions = new ArrayList<>();
  private Dumps dumps = NO_DUMPS;
  private long rounds;
  private long lonelySince;

  /** The offset up to which the limits of replicas were looked at. */
  private long pumped;

  private static final Dumps NO_DUMPS =
      new Dumps() {
        @Override
        public void wanted(ReplicaSession session) {}

        @Override
        public void resumed(ReplicaSession session) {}

        @Override
        public void gone(ReplicaSession session) {}
      };

  MasterSide(Core core, Feed feed) {
    this.core = core;
    this.feed = feed;
  }

  void dumps(Dumps sender) {
    dumps = sender;
  }

  List<ReplicaSession> sessions() {
    return sessions;
  }

  /** How the log calls the replica behind a connection. */
  static String nameOf(Connection connection) {
    String host = connection.peer.substring(0, Math.max(0, connection.peer.lastIndexOf(':')));
    ReplicaInfo info = connection.replicaInfo;
    String address = info.address.isEmpty() ? host : info.address;
    return address
        + ":"
        + (info.listeningPort == 0 ? "<unknown-replica-port>" : info.listeningPort);
  }

  /** What PSYNC and SYNC refuse whatever is asked for. */
  void checkBeforeSync(Connection connection) {
    if (!connection.out.isEmpty() || connection.unsent > 0) {
      throw new ErrorReply("ERR SYNC and PSYNC are invalid with pending output");
    }
    ReplicaInfo info = connection.replicaInfo;
    if ((info.withoutData || info.withoutFunctions) && !info.eof) {
      throw new ErrorReply("ERR Filtered replica requires EOF capability");
    }
  }

  /**
   * PSYNC, after the gates: answers on the connection itself.
   *
   * @param wanted the offset that was asked for, in digits; null for SYNC
   */
  void sync(Connection connection, String id, @Nullable String wanted) {
    ReplicaInfo info = connection.replicaInfo;
    String name = nameOf(connection);
    core.notice(Kind.REPLICATION, "Replica " + name + " asks for synchronization");
    boolean legacy = wanted == null;
    long offset = wanted == null ? -1 : number(wanted, name);
    ReplicaSession session = new ReplicaSession(connection, core.now);
    session.rdbOnly = info.rdbOnly;
    PsyncDecision decision =
        legacy
            ? new PsyncDecision.Full("", false, false)
            : PsyncDecision.decide(id, offset, core.history, feed.backlog(), name);
    switch (decision) {
      case PsyncDecision.Continue go -> resume(session, go, name);
      case PsyncDecision.Full full -> dump(session, full, legacy);
    }
    connection.session = session;
    sessions.add(session);
    core.touch(connection);
  }

  private long number(String offset, String name) {
    byte[] digits = Bytes.of(offset);
    if (!Numbers.isLong(digits, 0, digits.length)) {
      core.warn(
          Kind.REPLICATION,
          "Replica " + name + " asks for synchronization but with a wrong offset");
      throw new ErrorReply("ERR value is not an integer or out of range");
    }
    return Numbers.parseLong(digits, 0, digits.length);
  }

  private void resume(ReplicaSession session, PsyncDecision.Continue go, String name) {
    core.stats.syncPartialOk++;
    Connection connection = session.connection;
    connection.out.latin("+CONTINUE");
    if (connection.replicaInfo.psync2) {
      connection.out.put(' ').latin(core.history.replid());
    }
    connection.out.crlf();
    session.goOn(go);
    session.acknowledgedAt = core.now;
    dumps.resumed(session);
    core.notice(
        Kind.REPLICATION,
        "Partial resynchronization request from "
            + name
            + " accepted. Sending "
            + (core.history.offset() + 1 - go.offset())
            + " bytes of backlog starting from offset "
            + go.offset()
            + ".");
  }

  private void dump(ReplicaSession session, PsyncDecision.Full full, boolean legacy) {
    if (!full.reason().isEmpty()) {
      core.notice(Kind.REPLICATION, full.reason());
    }
    if (full.beyond()) {
      core.warn(
          Kind.REPLICATION,
          "Warning: replica "
              + nameOf(session.connection)
              + " tried to PSYNC with an offset that is greater than the master replication"
              + " offset.");
    }
    core.stats.syncFull++;
    if (full.refused()) {
      core.stats.syncPartialErr++;
    }
    session.connection.legacySync = legacy;
    if (sessions.isEmpty() && feed.backlog() == null) {
      core.history.renew();
      feed.createBacklog();
      core.notice(
          Kind.REPLICATION,
          "Replication backlog created, my new replication IDs are '"
              + core.history.replid()
              + "' and '"
              + core.history.replid2()
              + "'");
    }
    dumps.wanted(session);
  }

  /** REPLCONF ACK: the replica has applied everything up to {@code offset}. */
  void acknowledged(ReplicaSession session, long offset) {
    session.acknowledged = Math.max(session.acknowledged, offset);
    session.acknowledgedAt = core.now;
    if (session.state == ReplicaSession.State.ONLINE && !session.flowing) {
      session.flowing = true;
    }
  }

  /** The connection of a replica is gone. */
  void gone(Connection connection) {
    ReplicaSession session = connection.session;
    if (session != null) {
      tellLost(session);
      sessions.remove(session);
      dumps.gone(session);
      connection.session = null;
      if (sessions.isEmpty()) {
        lonelySince = core.now;
        unpin();
      }
    }
  }

  /** Nobody holds a place in the backlog any more: it keeps its size and nothing beyond. */
  private void unpin() {
    Backlog backlog = feed.backlog();
    if (backlog != null) {
      backlog.pin(Long.MAX_VALUE);
    }
  }

  /** Starts the clock of an unused backlog anew (boot, promotion). */
  void restartBacklogClock() {
    lonelySince = core.now;
  }

  /** Disconnects all replicas so that they ask again (a new history, another master). */
  void disconnectAll() {
    for (ReplicaSession session : List.copyOf(sessions)) {
      if (session.connection.unsent > 0) {
        core.reset(session.connection);
      } else {
        core.close(session.connection);
      }
      tellLost(session);
    }
  }

  /** Told when we hang up, or else when it is gone. */
  private void tellLost(ReplicaSession session) {
    if (!session.lost) {
      session.lost = true;
      core.warn(
          Kind.REPLICATION, "Connection with replica " + nameOf(session.connection) + " lost.");
    }
  }

  /** Sends each replica what is new in the backlog; to be called when a step ends. */
  void pump() {
    Backlog backlog = feed.backlog();
    if (sessions.isEmpty() || backlog == null) {
      return;
    }
    long needed = Long.MAX_VALUE;
    boolean added = backlog.next() > pumped;
    pumped = backlog.next();
    for (ReplicaSession session : sessions) {
      Connection connection = session.connection;
      if (session.next != Long.MAX_VALUE) {
        // The stream may have become shorter (Behaviour.TRIMS_TRAILING_PINGS).
        session.next = Math.min(session.next, backlog.next());
        session.holds |= session.next < backlog.next();
      }
      if (session.flowing && !connection.closing && connection.unsent == 0) {
        while (session.next < backlog.next() && !connection.reportAsked) {
          int sent = backlog.read(session.next, CHUNK, connection.out);
          session.next += sent;
          connection.reportAsked = sent == CHUNK;
        }
        core.touch(connection);
      }
      if (added) {
        checkLimit(session);
      }
      needed = Math.min(needed, session.next);
    }
    backlog.pin(needed);
  }

  /** Bytes of the stream that wait for this replica, or are kept because of it. */
  long queued(ReplicaSession session) {
    Backlog backlog = feed.backlog();
    long unsent = session.dumpOut ? 0 : session.connection.unsent;
    return backlog == null || session.next == Long.MAX_VALUE
        ? unsent
        : (session.holds ? backlog.heldBy(session.next) : backlog.next() - session.next) + unsent;
  }

  /**
   * A run of the cron of replication: keepalives (by a count of these runs since the start, as
   * Redis' replicationCron), timeouts, buffer limits, the end of an unused backlog.
   *
   * @param quiet nothing may move the offset
   */
  void cron(boolean quiet) {
    boolean due = rounds++ % core.config.replication.pingPeriod.value() == 0;
    boolean inStream = core.profile().is(Behaviour.PINGS_IN_STREAM);
    if (due && inStream && !quiet && !core.replica && !sessions.isEmpty()) {
      feed.ping();
    } else if (due && !inStream) {
      sessions.forEach(this::newline);
    }
    for (ReplicaSession session : List.copyOf(sessions)) {
      keepAlive(session);
    }
    expireBacklog();
  }

  /** A line feed between two commands keeps a link alive and counts nowhere. */
  private void newline(ReplicaSession session) {
    Backlog backlog = feed.backlog();
    if (backlog != null && session.flowing && session.next == backlog.next()) {
      session.connection.out.put('\n');
      core.touch(session.connection);
    }
  }

  private void keepAlive(ReplicaSession session) {
    Connection connection = session.connection;
    if (session.state == ReplicaSession.State.ONLINE
        && core.beyondTimeout(session.acknowledgedAt)) {
      timedOut(connection, "streaming");
    } else if (session.direct
        && connection.stuckSince > 0
        && core.beyondTimeout(connection.stuckSince)) {
      timedOut(connection, "full");
    } else if (session.state == ReplicaSession.State.WAIT_BGSAVE && !session.direct) {
      connection.out.put('\n');
      core.touch(connection);
    }
    checkLimit(session);
  }

  /**
   * Closes a replica that does not read what it is sent. As Redis does, also whenever something is
   * added to what waits for it: by the next second that could be hundreds of megabytes.
   */
  private void checkLimit(ReplicaSession session) {
    Connection connection = session.connection;
    if (!connection.closing && overLimit(session)) {
      core.warn(
          Kind.REPLICATION,
          "Client "
              + ClientRegistry.line(connection, core.now)
              + " scheduled to be closed ASAP for overcoming of output buffer limits.");
      core.reset(connection);
    }
  }

  private void timedOut(Connection connection, String kind) {
    core.warn(
        Kind.REPLICATION,
        "Disconnecting timedout replica (" + kind + " sync): " + nameOf(connection));
    core.reset(connection);
  }

  private boolean overLimit(ReplicaSession session) {
    long queued = queued(session);
    Limit limit = core.config.network.outputBufferLimits.of(Group.REPLICA);
    long least = core.config.replication.backlogSize.value();
    long hard = limit.hard() == 0 ? 0 : Math.max(limit.hard(), least);
    if (hard > 0 && queued > hard) {
      return true;
    }
    long soft = limit.soft() == 0 ? 0 : Math.max(limit.soft(), least);
    if (soft == 0 || queued <= soft) {
      session.overSoftLimitSince = 0;
      return false;
    }
    if (session.overSoftLimitSince == 0) {
      session.overSoftLimitSince = core.now;
    }
    return core.now - session.overSoftLimitSince > limit.seconds() * 1000L;
  }

  private void expireBacklog() {
    long ttl = core.config.replication.backlogTtl.value();
    if (sessions.isEmpty()
        && feed.backlog() != null
        && ttl > 0
        && !core.replica
        && core.now - lonelySince > ttl * 1000L) {
      if (!core.profile().is(Behaviour.KEEPS_ID_WITHOUT_BACKLOG)) {
        core.history.renew();
      }
      feed.freeBacklog();
      core.notice(
          Kind.REPLICATION,
          "Replication backlog freed after " + ttl + " seconds without connected replicas.");
    }
  }

  /** Replicas that are online and were heard of within min-replicas-max-lag. */
  int goodReplicas() {
    int good = 0;
    for (ReplicaSession session : sessions) {
      if (session.state == ReplicaSession.State.ONLINE
          && core.now - session.acknowledgedAt
              <= core.config.replication.minReplicasMaxLag.value() * 1000L) {
        good++;
      }
    }
    return good;
  }
}
