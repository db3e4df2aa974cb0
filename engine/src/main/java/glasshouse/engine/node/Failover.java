package glasshouse.engine.node;

import glasshouse.engine.view.EngineEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A coordinated failover (FAILOVER, Redis 6.2): writes are held until a replica has everything,
 * then this node follows it and asks it to take over.
 *
 * <pre>
 * NO_FAILOVER      FAILOVER                                -> WAITING_FOR_SYNC
 * WAITING_FOR_SYNC a replica has everything, or FORCE and
 *                  the time is up                          -> IN_PROGRESS
 * WAITING_FOR_SYNC ABORT, time is up, no replica left      -> NO_FAILOVER
 * IN_PROGRESS      the target answers PSYNC                -> NO_FAILOVER (as its replica)
 * IN_PROGRESS      the target refuses, or ABORT            -> NO_FAILOVER (master again, new id)
 * </pre>
 */
final class Failover {
  /** How far it is; words as INFO prints master_failover_state. */
  enum State {
    NO_FAILOVER("no-failover"),
    WAITING_FOR_SYNC("waiting-for-sync"),
    IN_PROGRESS("failover-in-progress");

    final String word;

    State(String word) {
      this.word = word;
    }
  }

  /** What the rest of the node does for a failover. */
  interface Rest {
    /** Follow {@code host:port} and ask it to take over. */
    void follow(String host, int port);

    /** Be a master again, with a new id. */
    void takeBack();
  }

  private final Core core;
  private final MasterSide masterSide;
  private final Rest rest;
  private State state = State.NO_FAILOVER;
  private String host = "";
  private int port;
  private boolean force;
  private long deadline = Long.MAX_VALUE;

  Failover(Core core, MasterSide masterSide, Rest rest) {
    this.core = core;
    this.masterSide = masterSide;
    this.rest = rest;
  }

  State state() {
    return state;
  }

  boolean running() {
    return state != State.NO_FAILOVER;
  }

  /** True while writes are held back. */
  boolean holdsWrites() {
    return running();
  }

  /** True while nothing may move the offset: in Redis only where an end is set (TIMEOUT). */
  boolean quiet() {
    return running() && deadline != Long.MAX_VALUE;
  }

  /**
   * Starts waiting for a replica; {@code targetHost} empty for any, {@code timeout} -1 for none.
   */
  void start(String targetHost, int targetPort, boolean forced, long timeout) {
    host = targetHost;
    port = targetPort;
    force = forced;
    deadline = timeout < 0 ? Long.MAX_VALUE : core.now + timeout;
    core.notice(
        Kind.REPLICATION,
        "FAILOVER requested to " + (host.isEmpty() ? "any replica." : host + ":" + port + "."));
    become(State.WAITING_FOR_SYNC, "requested");
  }

  private void become(State next, String why) {
    state = next;
    core.log(
        glasshouse.engine.view.EngineEvent.Level.VERBOSE,
        Kind.REPLICATION,
        "failover " + next.word + ": " + why);
  }

  /** ABORT, or a reason of our own. */
  void abort(String why) {
    String target = host.isEmpty() ? "any replica" : host + ":" + port;
    core.notice(Kind.REPLICATION, "FAILOVER to " + target + " aborted: " + why);
    boolean following = state == State.IN_PROGRESS;
    become(State.NO_FAILOVER, "aborted");
    if (following) {
      rest.takeBack();
    }
  }

  /** Looks whether the next move is due; to be called after ACKs and every second. */
  void check() {
    if (state != State.WAITING_FOR_SYNC) {
      return;
    }
    ReplicaSession ready = caughtUp();
    if (ready != null) {
      String address = MasterSide.nameOf(ready.connection);
      int colon = address.lastIndexOf(':');
      core.notice(Kind.REPLICATION, "Failover target " + address + " is synced, failing over.");
      go(
          address.substring(0, colon),
          Integer.parseInt(address.substring(colon + 1)),
          "the target has everything");
    } else if (core.now >= deadline) {
      if (force) {
        core.notice(
            Kind.REPLICATION,
            "FAILOVER to " + host + ":" + port + " time out exceeded, failing over.");
        go(host, port, "the time is up");
      } else {
        abort("Replica never caught up before timeout");
      }
    }
  }

  private @Nullable ReplicaSession caughtUp() {
    for (ReplicaSession session : masterSide.sessions()) {
      boolean asked =
          host.isEmpty() || MasterSide.nameOf(session.connection).equals(host + ":" + port);
      if (asked
          && session.state == ReplicaSession.State.ONLINE
          && session.connection.replicaInfo.listeningPort > 0
          && session.acknowledged == core.history.offset()) {
        return session;
      }
    }
    return null;
  }

  private void go(String toHost, int toPort, String why) {
    become(State.IN_PROGRESS, why);
    rest.follow(toHost, toPort);
  }

  /** What the target made of PSYNC FAILOVER. */
  void answered(boolean accepted) {
    if (state == State.IN_PROGRESS) {
      if (accepted) {
        become(State.NO_FAILOVER, "the target took over");
      } else {
        abort("Failover target rejected psync request");
      }
    }
  }

  /** Unix milliseconds of the deadline, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return state == State.WAITING_FOR_SYNC ? deadline : Long.MAX_VALUE;
  }
}
