package glasshouse.engine.node;

import glasshouse.engine.command.server.InfoText;

/** What INFO persistence says of the append only file, and of a load. */
final class InfoAof {
  private InfoAof() {}

  static void write(AppendOnly aof, Core core, InfoText out) {
    boolean on = aof.state() != AppendOnly.State.OFF;
    out.put("aof_enabled", on).put("aof_rewrite_in_progress", aof.rewriting());
    out.put("aof_rewrite_scheduled", aof.scheduled());
    out.put("aof_last_rewrite_time_sec", aof.lastSeconds());
    out.put("aof_current_rewrite_time_sec", aof.currentSeconds());
    out.put("aof_last_bgrewrite_status", aof.lastFailed() ? "err" : "ok");
    out.put("aof_rewrites", core.stats.aofRewrites);
    out.put("aof_rewrites_consecutive_failures", aof.failures());
    out.put("aof_last_write_status", aof.error().isEmpty() ? "ok" : "err");
    out.put("aof_last_cow_size", 0).put("module_fork_in_progress", 0);
    out.put("module_fork_last_cow_size", 0);
    if (on) {
      out.put("aof_current_size", aof.size()).put("aof_base_size", aof.baseSize());
      out.put("aof_pending_rewrite", aof.scheduled());
      out.put("aof_buffer_length", aof.log.waiting());
      out.put("aof_pending_bio_fsync", aof.log.syncing());
      out.put("aof_delayed_fsync", aof.log.delayedSyncs());
    }
  }

  static void loading(Core core, InfoText out) {
    LoadProgress progress = core.progress;
    long seconds = (core.now - progress.startedAt()) / 1000;
    long total = progress.total();
    long loaded = Math.min(total, progress.loaded());
    double percent = 100.0 * loaded / total;
    long left = loaded == 0 ? 1 : seconds * (total - loaded) / loaded;
    out.put("loading_start_time", progress.startedAt() / 1000);
    out.put("loading_total_bytes", total).put("loading_rdb_used_mem", progress.usedMemory());
    out.put("loading_loaded_bytes", loaded);
    out.put("loading_loaded_perc", "%.2f".formatted(percent));
    out.put("loading_eta_seconds", left);
  }
}
