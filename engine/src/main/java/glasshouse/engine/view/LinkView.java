package glasshouse.engine.view;

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
 * @param sinceAck milliseconds since the master's last ACK from it, -1 for none
 * @param bytesPerSecond stream bytes that flowed over the last second
 */
public record LinkView(
    String replica,
    String master,
    boolean cut,
    boolean up,
    long behind,
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
    boolean up = mine.link().equals("connected") && replica.run() == NodeView.Run.RUNNING;
    return new LinkView(
        replica.name(),
        above == null ? mine.masterAddress() : above.name(),
        cut,
        up,
        above == null ? 0 : behind(mine, above),
        above == null ? -1 : sinceAck(replica, above, now),
        up ? replica.load().streamBytesPerSecond() : 0);
  }

  /** Bytes of the master's stream that the replica has not applied; 0 when it cannot be told. */
  private static long behind(ReplicationView mine, NodeView above) {
    boolean known = above.run() == NodeView.Run.RUNNING || above.run() == NodeView.Run.FROZEN;
    boolean sameHistory =
        mine.replid().equals(above.replication().replid())
            || mine.replid().equals(above.replication().replid2());
    return known && sameHistory && mine.applied() >= 0
        ? above.replication().offset() - mine.applied()
        : 0;
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
