package glasshouse.engine.node;

import glasshouse.engine.replication.PsyncDecision;

/** A replica of ours, as we see it: how it is being brought up, what it was sent, what it has. */
final class ReplicaSession {
  /** How far a replica is; names as INFO replication prints them. */
  enum State {
    /** Waits for a dump to be started, or for the snapshot of one. */
    WAIT_BGSAVE,
    /** Is being sent a dump from disk. */
    SEND_BULK,
    /** Gets the stream. */
    ONLINE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  final Connection connection;
  State state = State.WAIT_BGSAVE;

  /** Offset of the next byte of the stream to send; {@code Long.MAX_VALUE} until that is known. */
  long next = Long.MAX_VALUE;

  /** The stream flows; false until the first ACK after a diskless dump. */
  boolean flowing;

  /** It stands in the backlog: since something was there for it, or it was let go on in it. */
  boolean holds;

  /** The snapshot goes straight down its link. */
  boolean direct;

  /** What waits in the shell is of a dump: that is no output to be limited. */
  boolean dumpOut;

  /** The part that a client was promised to be sent and then closed (REPLCONF rdb-only). */
  boolean rdbOnly;

  /** The log has told that it is gone. */
  boolean lost;

  long acknowledged;
  long acknowledgedAt;
  long waitingSince;
  long overSoftLimitSince;

  ReplicaSession(Connection connection, long now) {
    this.connection = connection;
    this.waitingSince = now;
  }

  /** What is in the dump besides its form: replicas that want the same may share one. */
  boolean wantsTheSameAs(ReplicaSession other) {
    ReplicaInfo mine = connection.replicaInfo;
    ReplicaInfo its = other.connection.replicaInfo;
    return mine.withoutData == its.withoutData && mine.withoutFunctions == its.withoutFunctions;
  }

  /**
   * True when a replica that came later can have the dump that this one waits for: it must
   * understand at least as much (Redis, syncCommand).
   */
  boolean mayBeJoinedBy(ReplicaSession later) {
    ReplicaInfo mine = connection.replicaInfo;
    ReplicaInfo its = later.connection.replicaInfo;
    return (its.eof || !mine.eof) && (its.psync2 || !mine.psync2) && wantsTheSameAs(later);
  }

  /** From {@code decision} on the stream flows. */
  void goOn(PsyncDecision.Continue decision) {
    state = State.ONLINE;
    next = decision.offset();
    flowing = true;
    holds = true;
  }
}
