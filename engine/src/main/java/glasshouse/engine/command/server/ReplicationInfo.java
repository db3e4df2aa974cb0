package glasshouse.engine.command.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What INFO replication tells.
 *
 * @param master the link to the master; null on a master
 * @param announced replica-announced
 * @param replicas those that are connected, in the order they came
 * @param goodReplicas for min-replicas-to-write; negative when that is off
 * @param failoverState no-failover, waiting-for-sync or failover-in-progress
 * @param replid id of the history
 * @param replid2 id of the history before, zeros for none
 * @param offset master_repl_offset
 * @param meaningfulOffset the same without trailing PINGs (6.0.0 to 6.0.3), -1 for no such field
 * @param secondOffset second_repl_offset, -1 for none
 * @param backlog the window that can be resent
 */
public record ReplicationInfo(
    @Nullable MasterInfo master,
    boolean announced,
    List<ReplicaLine> replicas,
    int goodReplicas,
    String failoverState,
    String replid,
    String replid2,
    long offset,
    long meaningfulOffset,
    long secondOffset,
    BacklogInfo backlog) {
  /**
   * A replica's link. Times in seconds.
   *
   * @param up whether the stream flows
   * @param lastIoSeconds since something was heard, -1 when the link is down
   * @param transfer the full sync under way; null for none
   * @param readOffset bytes read from the socket
   * @param offset bytes applied
   * @param downSeconds since the link went down, -1 if it never was up
   */
  public record MasterInfo(
      String host,
      int port,
      boolean up,
      long lastIoSeconds,
      @Nullable TransferInfo transfer,
      long readOffset,
      long offset,
      long downSeconds,
      int priority,
      boolean readOnly) {}

  /** A full sync under way: bytes in all (0 if unknown), bytes read, seconds since the last. */
  public record TransferInfo(long total, long read, long lastIoSeconds) {}

  /** A replica as its master sees it; lag in seconds since its last ACK. */
  public record ReplicaLine(String ip, int port, String state, long offset, long lag) {}

  /** The backlog: bytes and offsets. */
  public record BacklogInfo(boolean active, long size, long first, long length) {}

  /**
   * Writes the lines in their order.
   *
   * @param since62 whether the fields that came with 6.2 are among them
   */
  public void write(InfoText out, boolean since62) {
    MasterInfo link = master;
    out.put("role", link == null ? "master" : "slave");
    if (link != null) {
      write(link, out, since62);
    }
    out.put("connected_slaves", replicas.size());
    if (goodReplicas >= 0) {
      out.put("min_slaves_good_slaves", goodReplicas);
    }
    for (int i = 0; i < replicas.size(); i++) {
      ReplicaLine replica = replicas.get(i);
      out.put(
          "slave" + i,
          "ip=%s,port=%d,state=%s,offset=%d,lag=%d"
              .formatted(replica.ip, replica.port, replica.state, replica.offset, replica.lag));
    }
    if (since62) {
      out.put("master_failover_state", failoverState);
    }
    out.put("master_replid", replid).put("master_replid2", replid2);
    out.put("master_repl_offset", offset);
    if (meaningfulOffset >= 0) {
      out.put("master_repl_meaningful_offset", meaningfulOffset);
    }
    out.put("second_repl_offset", secondOffset);
    out.put("repl_backlog_active", backlog.active).put("repl_backlog_size", backlog.size);
    out.put("repl_backlog_first_byte_offset", backlog.first);
    out.put("repl_backlog_histlen", backlog.length);
  }

  private void write(MasterInfo link, InfoText out, boolean since62) {
    out.put("master_host", link.host).put("master_port", link.port);
    out.put("master_link_status", link.up ? "up" : "down");
    out.put("master_last_io_seconds_ago", link.lastIoSeconds);
    out.put("master_sync_in_progress", link.transfer != null);
    if (since62) {
      out.put("slave_read_repl_offset", link.readOffset);
    }
    out.put("slave_repl_offset", link.offset);
    TransferInfo transfer = link.transfer;
    if (transfer != null) {
      if (since62) {
        double percent = transfer.total > 0 ? 100.0 * transfer.read / transfer.total : 0;
        out.put("master_sync_total_bytes", transfer.total);
        out.put("master_sync_read_bytes", transfer.read);
        out.put("master_sync_left_bytes", transfer.total - transfer.read);
        out.put("master_sync_perc", percent);
      } else {
        out.put("master_sync_left_bytes", transfer.total - transfer.read);
      }
      out.put("master_sync_last_io_seconds_ago", transfer.lastIoSeconds);
    }
    if (!link.up) {
      out.put("master_link_down_since_seconds", link.downSeconds);
    }
    out.put("slave_priority", link.priority).put("slave_read_only", link.readOnly);
    if (since62) {
      out.put("replica_announced", announced);
    }
  }
}
