package glasshouse.ui.model;

import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.NodeView;

/**
 * Whether a replica could go on from where it stands, and for how long still, were its link down.
 *
 * <p>A master accepts a request for the next byte while that byte is in its backlog or is the one
 * just after it (psync2 A3); the window moves on once the backlog is full.
 *
 * @param state what a request would meet
 * @param bytes stream bytes that may still come before a full resync is needed, 0 when it already
 *     is
 * @param seconds the same in seconds at the present write rate, -1 when nothing is being written
 */
public record Forecast(State state, long bytes, long seconds) {
  /** What a request for the next byte would meet. */
  public enum State {
    /** A partial resync, now. */
    PARTIAL,
    /** A full one: what it lacks has left the backlog. */
    TOO_LATE,
    /** A full one: it stands on another history, or beyond the end of this one. */
    OTHER_HISTORY,
    /** A full one: there is no backlog. */
    NO_BACKLOG
  }

  /** What {@code replica} could expect of {@code master}. */
  public static Forecast of(NodeView master, NodeView replica) {
    return of(master, replica, Topology.position(replica));
  }

  /** The same for a replica that holds the stream up to and including {@code position}. */
  public static Forecast of(NodeView master, NodeView replica, long position) {
    BacklogView backlog = master.backlog();
    if (!backlog.active()) {
      return new Forecast(State.NO_BACKLOG, 0, -1);
    }
    long wanted = position + 1;
    if (!shares(master, replica, wanted) || wanted > backlog.first() + backlog.length()) {
      return new Forecast(State.OTHER_HISTORY, 0, -1);
    }
    if (wanted < backlog.first()) {
      return new Forecast(State.TOO_LATE, 0, -1);
    }
    long room = Math.max(0, backlog.size() - backlog.length());
    long bytes = room + wanted - backlog.first();
    long rate = master.load().streamBytesPerSecond();
    return new Forecast(State.PARTIAL, bytes, rate > 0 ? bytes / rate : -1);
  }

  private static boolean shares(NodeView master, NodeView replica, long wanted) {
    String id = replica.replication().replid();
    return id.equals(master.replication().replid())
        || (id.equals(master.replication().replid2())
            && wanted <= master.replication().secondOffset());
  }
}
