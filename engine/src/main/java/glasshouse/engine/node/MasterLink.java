package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;

/**
 * The state of a replica's link to its master.
 *
 * <pre>
 * None        REPLICAOF host port      -> Connect
 * Connect     its time has come        -> Connecting
 * Connecting  link is up               -> Handshake
 * Handshake   +CONTINUE                -> Connected
 * Handshake   +FULLRESYNC, SYNC        -> Transfer
 * Transfer    dump is loaded           -> Connected
 * any but None: link lost, timeout, refusal -> Connect
 * any         REPLICAOF NO ONE         -> None
 * </pre>
 */
sealed interface MasterLink {
  /** No master is configured. */
  record None() implements MasterLink {}

  /**
   * The next attempt is due.
   *
   * @param dueAt Unix milliseconds, or {@link #NEXT_CRON}
   */
  record Connect(long dueAt) implements MasterLink {
    /** With the next run of the cron of replication. */
    static final long NEXT_CRON = Long.MAX_VALUE;
  }

  /** The link was asked for at {@code since}. */
  record Connecting(long link, long since) implements MasterLink {}

  /** The link is up; questions are asked one after the other. */
  final class Handshake implements MasterLink {
    /** What the next reply line answers. */
    enum Step {
      PONG,
      AUTH,
      PORT,
      ADDRESS,
      CAPABILITIES,
      PSYNC
    }

    final long link;
    final ByteBuilder in = new ByteBuilder(256);
    Step step = Step.PONG;
    long heardAt;

    Handshake(long link, long now) {
      this.link = link;
      this.heardAt = now;
    }
  }

  /** A dump is coming in; the stream follows it on the same link. */
  final class Transfer implements MasterLink {
    final long link;
    final String replid;
    final long offset;
    final DumpIntake intake;
    long heardAt;

    Transfer(long link, String replid, long offset, DumpIntake intake, long now) {
      this.link = link;
      this.replid = replid;
      this.offset = offset;
      this.intake = intake;
      this.heardAt = now;
    }
  }

  /** The stream comes in. */
  record Connected(Connection connection) implements MasterLink {}

  /** The word ROLE prints. */
  default String word() {
    return switch (this) {
      case None _ -> "none";
      case Connect _ -> "connect";
      case Connecting _ -> "connecting";
      case Handshake _ -> "handshake";
      case Transfer _ -> "sync";
      case Connected _ -> "connected";
    };
  }

  /** Number of the link, 0 while there is none. */
  default long link() {
    return switch (this) {
      case None _, Connect _ -> 0;
      case Connecting(long link, long _) -> link;
      case Handshake h -> h.link;
      case Transfer t -> t.link;
      case Connected(Connection connection) -> connection.link;
    };
  }
}
