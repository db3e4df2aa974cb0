package glasshouse.engine.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node is and knows, taken between two of its steps or while a script is busy; while the
 * node is frozen or stopped, as it last was, but for what it does each second: nothing.
 *
 * @param name its name in the cluster, for example {@code n1}
 * @param port the TCP port it listens on (loopback)
 * @param run whether it runs
 * @param era the release whose behaviour it shows, for example {@code 7.0}
 * @param replication identities, offsets, database of the stream
 * @param backlog the window of the stream it could resend
 * @param replicas its replicas as it sees them
 * @param databases databases that hold keys, by number
 * @param scripts its script cache, oldest first
 * @param digest what its data amounts to
 * @param load clients and traffic
 * @param tape the newest part of its stream decoded, oldest first
 * @param slowScript the script that holds it when it is {@link Run#BUSY}, null when none does
 */
public record NodeView(
    String name,
    int port,
    Run run,
    String era,
    ReplicationView replication,
    BacklogView backlog,
    List<ReplicaView> replicas,
    List<DatabaseView> databases,
    List<ScriptView> scripts,
    DigestView digest,
    LoadView load,
    List<FrameView> tape,
    @Nullable SlowScriptView slowScript) {
  /** Whether a node runs. */
  public enum Run {
    /** It is starting or loads its data set; commands get -LOADING. */
    LOADING,
    /** It runs. */
    RUNNING,
    /**
     * One command holds it: a script beyond {@code busy-reply-threshold}, when others get -BUSY; or
     * another, as DEBUG SLEEP, when nobody is answered.
     */
    BUSY,
    /** Its thread stands still; its sockets are open and silent. */
    FROZEN,
    /** It ended in an orderly way. */
    STOPPED,
    /** It was killed, or died of a fault. */
    DEAD;

    /** True when its thread goes on, be it in one command. */
    public boolean works() {
      return this == RUNNING || this == BUSY;
    }
  }

  /**
   * A database with keys.
   *
   * @param index its number
   * @param keys keys in memory, expired ones included
   * @param expiring keys that have an expiry
   */
  public record DatabaseView(int index, long keys, long expiring) {}

  /**
   * Clients and traffic.
   *
   * @param clients connected clients, replicas not counted
   * @param commands commands processed since start
   * @param commandsPerSecond over the last second
   * @param streamBytesPerSecond growth of the stream over the last second
   */
  public record LoadView(
      int clients, long commands, long commandsPerSecond, long streamBytesPerSecond) {
    /** The same on a node that does nothing any more; one that has ended has no clients either. */
    LoadView in(Run now) {
      return switch (now) {
        case LOADING, RUNNING, BUSY -> this;
        case FROZEN -> new LoadView(clients, commands, 0, 0);
        case STOPPED, DEAD -> new LoadView(0, commands, 0, 0);
      };
    }
  }

  /** Copies the lists. */
  public NodeView {
    replicas = List.copyOf(replicas);
    databases = List.copyOf(databases);
    scripts = List.copyOf(scripts);
    tape = List.copyOf(tape);
  }

  /** The same node, found in another state. */
  public NodeView with(Run now) {
    return new NodeView(
        name,
        port,
        now,
        era,
        replication,
        backlog,
        replicas,
        databases,
        scripts,
        digest,
        load.in(now),
        tape,
        now == Run.BUSY ? slowScript : null);
  }
}
