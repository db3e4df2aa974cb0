package glasshouse.engine.node;

import glasshouse.engine.command.server.InfoText;
import java.util.List;

/** INFO stats: the counters, in the order of Redis 7.0; what is never counted here is nought. */
final class InfoStats {
  private InfoStats() {}

  static void write(Core core, NodeParts parts, InfoText out) {
    Stats stats = core.stats;
    out.put("total_connections_received", stats.connections);
    out.put("total_commands_processed", stats.commands);
    out.put("instantaneous_ops_per_sec", parts.views.commandsPerSecond());
    out.put("total_net_input_bytes", stats.inputBytes);
    out.put("total_net_output_bytes", stats.outputBytes);
    out.put("total_net_repl_input_bytes", stats.replicationInputBytes);
    out.put("total_net_repl_output_bytes", stats.replicationOutputBytes);
    for (String kind : List.of("input", "output", "input_repl", "output_repl")) {
      out.put("instantaneous_" + kind + "_kbps", "0.00");
    }
    out.put("rejected_connections", stats.rejectedConnections);
    out.put("sync_full", stats.syncFull);
    out.put("sync_partial_ok", stats.syncPartialOk);
    out.put("sync_partial_err", stats.syncPartialErr);
    out.put("expired_keys", stats.expiredKeys).put("expired_stale_perc", "0.00");
    noughts(out, "expired_time_cap_reached_count expire_cycle_cpu_milliseconds");
    out.put("evicted_keys", stats.evictedKeys).put("evicted_clients", stats.evictedClients);
    long exceeded = parts.eviction.exceededFor();
    out.put("total_eviction_exceeded_time", stats.evictionExceeded + exceeded);
    out.put("current_eviction_exceeded_time", exceeded);
    out.put("keyspace_hits", stats.hits).put("keyspace_misses", stats.misses);
    out.put("pubsub_channels", parts.pubsub.channels());
    out.put("pubsub_patterns", parts.pubsub.patterns());
    out.put("pubsubshard_channels", parts.pubsub.shardChannels());
    out.put("latest_fork_usec", stats.forkMicros).put("total_forks", stats.forks);
    out.put("migrate_cached_sockets", parts.migration.links());
    out.put("slave_expires_tracked_keys", parts.ownExpiries.size());
    noughts(
        out,
        "active_defrag_hits active_defrag_misses"
            + " active_defrag_key_hits active_defrag_key_misses total_active_defrag_time"
            + " current_active_defrag_time");
    out.put("tracking_total_keys", parts.tracking.keys());
    out.put("tracking_total_items", parts.tracking.items());
    out.put("tracking_total_prefixes", parts.tracking.prefixes());
    out.put("unexpected_error_replies", stats.unexpectedErrorReplies);
    out.put("total_error_replies", stats.errorReplies);
    noughts(
        out,
        "dump_payload_sanitizations total_reads_processed total_writes_processed"
            + " io_threaded_reads_processed io_threaded_writes_processed");
    out.put("reply_buffer_shrinks", stats.replyBufferShrinks);
    out.put("reply_buffer_expands", stats.replyBufferExpands);
  }

  private static void noughts(InfoText out, String names) {
    for (String name : names.split(" ", -1)) {
      out.put(name, 0);
    }
  }
}
