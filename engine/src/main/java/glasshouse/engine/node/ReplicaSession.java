package glasshouse.engine.node;

import glasshouse.engine.replication.PsyncDecision;

/** A replica of ours, as we see it: how it is being brought up, what it was sent, what it has. */
final class ReplicaSession {
  /** How far a replica is; names as INFO replication prints them. */
  enum State {
    /** Waits for a dump to be started. */
    WAIT_BGSAVE,
    /** Is being sent a dump. */
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

  /** The part that a client was promised to be sent and then closed (REPLCONF rdb-only). */
  boolean rdbOnly;

  long acknowledged;
  long acknowledgedAt;
  long waitingSince;
  long overSoftLimitSince;

  ReplicaSession(Connection connection, long now) {
    this.connection = connection;
    this.waitingSince = now;
  }

  /** From {@code decision} on the stream flows. */
  void goOn(PsyncDecision.Continue decision) {
    state = State.ONLINE;
    next = decision.offset();
    flowing = true;
    holds = true;
  }
}
