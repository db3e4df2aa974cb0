package glasshouse.engine.node;

import glasshouse.engine.base.Limits;
import glasshouse.engine.command.server.InfoText;
import glasshouse.engine.replication.Backlog;

/**
 * INFO memory. A heap that several nodes share cannot be told apart by node: used_memory is an
 * estimate from counts of keys and the size of the backlog.
 */
final class InfoMemory {
  /** What a key with a short value takes, roughly. */
  private static final long PER_KEY = 160;

  private InfoMemory() {}

  static void write(Core core, NodeParts parts, InfoText out) {
    Backlog backlog = parts.feed.backlog();
    long history = backlog == null ? 0 : backlog.size();
    long clients = (long) core.connections.size() * Limits.IDLE_BUFFER;
    long data = core.keyspace.size() * PER_KEY;
    long used = data + history + clients;
    core.stats.peakMemory = Math.max(core.stats.peakMemory, used);
    long most = core.config.data.maxmemory.value();
    out.bytes("used_memory", used).bytes("used_memory_rss", used);
    out.bytes("used_memory_peak", core.stats.peakMemory);
    out.put("used_memory_peak_perc", percent(used, core.stats.peakMemory));
    out.put("used_memory_overhead", history + clients).put("used_memory_startup", 0);
    out.put("used_memory_dataset", data).put("used_memory_dataset_perc", percent(data, used));
    out.bytes("total_system_memory", core.machine.systemMemory());
    out.bytes("used_memory_lua", 0);
    out.put("number_of_cached_scripts", parts.scripts().size());
    out.put("number_of_functions", 0).put("number_of_libraries", 0);
    out.bytes("used_memory_scripts", 0);
    out.bytes("maxmemory", most);
    out.put("maxmemory_policy", core.config.data.maxmemoryPolicy.value());
    out.put("mem_fragmentation_ratio", 1.0).put("mem_fragmentation_bytes", 0);
    out.put("mem_not_counted_for_evict", 0);
    out.put("mem_replication_backlog", history).put("mem_total_replication_buffers", history);
    out.put("mem_clients_slaves", 0).put("mem_clients_normal", clients);
    out.put("mem_cluster_links", 0).put("mem_aof_buffer", 0);
    out.put("mem_allocator", "jvm").put("active_defrag_running", 0);
    out.put("lazyfree_pending_objects", 0).put("lazyfreed_objects", 0);
  }

  private static String percent(long part, long whole) {
    double value = whole == 0 ? 0 : 100.0 * part / whole;
    return String.format(java.util.Locale.ROOT, "%.2f%%", value);
  }
}
