package glasshouse.engine.view;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The link between a replica and its master, with what the user did to it.
 *
 * @param replica name of the replica
 * @param master name of the master, or its address when it is no node of this cluster
 * @param cut true while the user holds the link cut
 * @param up true while the stream flows (the replica's link state is connected)
 * @param behind bytes the master has put into the stream and the replica has not applied; negative
 *     when the replica is ahead, which is an alarm; 0 when unknown
 * @param known whether that can be told: of nodes that are not there, and of such that share no
 *     history, it cannot
 * @param sinceAck milliseconds since the master's last ACK from it, -1 for none
 * @param bytesPerSecond stream bytes that flowed over the last second
 */
public record LinkView(
    String replica,
    String master,
    boolean cut,
    boolean up,
    long behind,
    boolean known,
    long sinceAck,
    long bytesPerSecond) {
  /**
   * The link of a replica.
   *
   * @param above its master, null when it is no node of this cluster or was not seen yet
   * @param now Unix milliseconds
   */
  public static LinkView between(
      NodeView replica, boolean cut, @Nullable NodeView above, long now) {
    ReplicationView mine = replica.replication();
    boolean up = mine.link().equals("connected") && replica.run().works();
    OptionalLong behind = above == null ? OptionalLong.empty() : behind(replica, above);
    return new LinkView(
        replica.name(),
        above == null ? mine.masterAddress() : above.name(),
        cut,
        up,
        behind.orElse(0),
        behind.isPresent(),
        above == null ? -1 : sinceAck(replica, above, now),
        up ? replica.load().streamBytesPerSecond() : 0);
  }

  /** Of a node that has ended only the last figures are known, and not what it comes back with. */
  private static boolean isThere(NodeView node) {
    return node.run().works() || node.run() == NodeView.Run.FROZEN;
  }

  private static OptionalLong behind(NodeView replica, NodeView above) {
    ReplicationView mine = replica.replication();
    ReplicationView its = above.replication();
    boolean related = mine.replid().equals(its.replid()) || mine.replid().equals(its.replid2());
    return isThere(replica) && isThere(above) && related && mine.applied() >= 0
        ? OptionalLong.of(its.offset() - mine.applied())
        : OptionalLong.empty();
  }

  private static long sinceAck(NodeView replica, NodeView above, long now) {
    for (ReplicaView candidate : above.replicas()) {
      if (candidate.address().endsWith(":" + replica.port()) && candidate.acknowledgedAt() > 0) {
        return Math.max(0, now - candidate.acknowledgedAt());
      }
    }
    return -1;
  }
}
