package glasshouse.engine.node;

import glasshouse.engine.command.server.InfoText;
import glasshouse.engine.command.server.MemoryFigures;
import glasshouse.engine.script.library.Libraries;
import java.util.Locale;

/**
 * INFO memory. The JVM is the allocator here; what Redis asks of its own is answered by what is
 * used and what the process holds.
 */
final class InfoMemory {
  private InfoMemory() {}

  static void write(Core core, NodeParts parts, InfoText out) {
    MemoryFigures figures = parts.memory.figures();
    long used = figures.used();
    out.bytes("used_memory", used).bytes("used_memory_rss", figures.resident());
    out.bytes("used_memory_peak", figures.peak());
    out.put("used_memory_peak_perc", percent(figures.peakPercentage()));
    out.put("used_memory_overhead", figures.overhead());
    out.put("used_memory_startup", figures.startup());
    out.put("used_memory_dataset", figures.dataset());
    out.put("used_memory_dataset_perc", percent(figures.datasetPercentage()));
    out.put("allocator_allocated", used).put("allocator_active", used);
    out.put("allocator_resident", figures.resident());
    out.bytes("total_system_memory", core.machine.systemMemory());
    scripts(parts, figures, out);
    out.bytes("maxmemory", core.config.data.maxmemory.value());
    out.put("maxmemory_policy", core.config.data.maxmemoryPolicy.value());
    long over = figures.resident() - used;
    out.put("allocator_frag_ratio", 1.0).put("allocator_frag_bytes", 0);
    out.put("allocator_rss_ratio", figures.fragmentation()).put("allocator_rss_bytes", over);
    out.put("rss_overhead_ratio", 1.0).put("rss_overhead_bytes", 0);
    out.put("mem_fragmentation_ratio", figures.fragmentation());
    out.put("mem_fragmentation_bytes", over);
    out.put("mem_not_counted_for_evict", parts.memory.notCounted());
    out.put("mem_replication_backlog", figures.backlog());
    out.put("mem_total_replication_buffers", figures.backlog() + figures.replicas());
    out.put("mem_clients_slaves", figures.replicas());
    out.put("mem_clients_normal", figures.clients());
    out.put("mem_cluster_links", 0).put("mem_aof_buffer", figures.aof());
    out.put("mem_allocator", "jvm").put("active_defrag_running", 0);
    out.put("lazyfree_pending_objects", 0).put("lazyfreed_objects", 0);
  }

  /** Scripts are kept as text and as a tree, on the same heap: there is no machine of their own. */
  private static void scripts(NodeParts parts, MemoryFigures figures, InfoText out) {
    out.put("used_memory_lua", 0).put("used_memory_vm_eval", 0);
    out.put("used_memory_lua_human", InfoText.human(0));
    out.put("used_memory_scripts_eval", figures.scripts());
    out.put("number_of_cached_scripts", parts.scripts().size());
    Libraries libraries = parts.scripting.libraries();
    out.put("number_of_functions", libraries.functionCount());
    out.put("number_of_libraries", libraries.all().size());
    out.put("used_memory_vm_functions", 0).bytes("used_memory_vm_total", 0);
    out.put("used_memory_functions", figures.functions());
    out.bytes("used_memory_scripts", figures.scripts() + figures.functions());
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
