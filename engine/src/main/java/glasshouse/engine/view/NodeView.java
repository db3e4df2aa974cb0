package glasshouse.engine.view;

import java.util.List;

/**
 * What one node is and knows, taken between two of its steps; while the node is frozen or stopped,
 * as it last was.
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
    List<FrameView> tape) {
  /** Whether a node runs. */
  public enum Run {
    /** It is starting or loads its data set; commands get -LOADING. */
    LOADING,
    /** It runs. */
    RUNNING,
    /** Its thread stands still; its sockets are open and silent. */
    FROZEN,
    /** It ended in an orderly way. */
    STOPPED,
    /** It was killed, or died of a fault. */
    DEAD
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
      int clients, long commands, long commandsPerSecond, long streamBytesPerSecond) {}

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
        load,
        tape);
  }
}
