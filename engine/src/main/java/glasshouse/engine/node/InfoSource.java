package glasshouse.engine.node;

import glasshouse.engine.command.server.InfoText;
import glasshouse.engine.command.server.ReplicationInfo;
import glasshouse.engine.config.Config;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.port.Gauges;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sections of INFO. Figures that nothing here could have are those of a server at rest. */
final class InfoSource {
  private final Core core;
  private final NodeParts parts;
  private final String runId;

  InfoSource(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    runId = core.random.fork().hex(40);
  }

  void write(String section, InfoText out) {
    switch (section) {
      case "server" -> server(out);
      case "clients" -> clients(out);
      case "memory" -> InfoMemory.write(core, parts, out);
      case "persistence" -> persistence(out);
      case "stats" -> InfoStats.write(core, parts, out);
      case "replication" -> replication().write(out, core.profile().since(Profile.V6_2));
      case "cpu" -> cpu(out);
      case "commandstats" -> core.watch.counters.commandStats(out);
      case "errorstats" -> core.watch.counters.errorStats(out);
      case "latencystats" ->
          core.watch.counters.latencyStats(
              out, core.config.server.latencyPercentiles.percentiles());
      case "cluster" -> out.put("cluster_enabled", false);
      case "keyspace" -> keyspace(out);
      default -> {}
    }
  }

  private void server(InfoText out) {
    Config config = core.config;
    long uptime = (core.now - core.startedAt) / 1000;
    String path = config.path();
    out.put("redis_version", core.profile().release());
    out.put("redis_git_sha1", "00000000").put("redis_git_dirty", 0);
    out.put("redis_build_id", "glasshouse").put("redis_mode", "standalone");
    out.put("os", core.machine.os()).put("arch_bits", 64);
    out.put("monotonic_clock", "java").put("multiplexing_api", "netty");
    out.put("atomicvar_api", "none").put("gcc_version", "0.0.0");
    out.put("process_id", core.machine.processId());
    out.put("process_supervised", config.server.supervisor());
    out.put("run_id", runId).put("tcp_port", config.network.port.value());
    out.put("server_time_usec", core.now * 1000);
    out.put("uptime_in_seconds", uptime).put("uptime_in_days", uptime / 86400);
    out.put("hz", config.server.hz.value()).put("configured_hz", config.server.hz.value());
    out.put("lru_clock", core.now / 1000 & 0xFFFFFF);
    out.put("executable", core.machine.executable());
    out.put("config_file", path == null ? "" : path).put("io_threads_active", 0);
    if (parts.server.shutdown.waiting()) {
      out.put("shutdown_in_milliseconds", parts.server.shutdown.remaining());
    }
    out.put("glasshouse_era", core.profile().name());
  }

  private void clients(InfoText out) {
    int[] connected = {0};
    int[] waiting = {0};
    core.byClient.forEach(
        c -> {
          connected[0] += c.master || c.session != null ? 0 : 1;
          waiting[0] += c.blocked() || c.postponed != null ? 1 : 0;
        });
    out.put("connected_clients", connected[0]).put("cluster_connections", 0);
    out.put("maxclients", core.config.network.maxClients.value());
    out.put("client_recent_max_input_buffer", 0).put("client_recent_max_output_buffer", 0);
    out.put("blocked_clients", waiting[0]).put("tracking_clients", parts.tracking.clients());
    out.put("clients_in_timeout_table", parts.blocked.count());
  }

  private void persistence(InfoText out) {
    Persistence saves = parts.persistence;
    long @Nullable [] progress = saves.saving() ? saves.progress() : parts.aof.progress();
    boolean saving = saves.saving();
    out.put("loading", core.loading).put("async_loading", core.asyncLoading);
    out.put("current_cow_peak", 0).put("current_cow_size", 0).put("current_cow_size_age", 0);
    out.put("current_fork_perc", percent(progress));
    out.put("current_save_keys_processed", progress == null ? 0 : progress[0]);
    out.put("current_save_keys_total", progress == null ? 0 : progress[1]);
    out.put("rdb_changes_since_last_save", saves.changes());
    // A dump that goes to replicas without a file counts as well; it is never the last save.
    out.put("rdb_bgsave_in_progress", saving || parts.dumps.snapshotting());
    out.put("rdb_last_save_time", saves.lastSave());
    out.put("rdb_last_bgsave_status", saves.lastSaveFailed() ? "err" : "ok");
    out.put("rdb_last_bgsave_time_sec", -1).put("rdb_current_bgsave_time_sec", saving ? 0 : -1);
    out.put("rdb_saves", core.stats.saves).put("rdb_last_cow_size", 0);
    out.put("rdb_last_load_keys_expired", core.stats.loadedExpired);
    out.put("rdb_last_load_keys_loaded", core.stats.loadedKeys);
    InfoAof.write(parts.aof, core, out);
    if (core.loading && core.progress.total() > 0) {
      InfoAof.loading(core, out);
    }
  }

  private static double percent(long @Nullable [] progress) {
    return progress == null || progress[1] == 0 ? 0 : 100.0 * progress[0] / progress[1];
  }

  private void cpu(InfoText out) {
    Gauges.Reading reading = core.gauges.read();
    out.put("used_cpu_sys", six(reading.system())).put("used_cpu_user", six(reading.user()));
    out.put("used_cpu_sys_children", six(0)).put("used_cpu_user_children", six(0));
    out.put("used_cpu_sys_main_thread", six(reading.threadSystem()));
    out.put("used_cpu_user_main_thread", six(reading.threadUser()));
  }

  private static String six(double seconds) {
    return String.format(Locale.ROOT, "%.6f", seconds);
  }

  private void keyspace(InfoText out) {
    for (int i = 0; i < core.keyspace.count(); i++) {
      Database db = core.keyspace.database(i);
      if (db.size() > 0) {
        long[] left = {0, 0};
        db.forEach(
            entry -> {
              if (entry.expireAt() >= 0 && left[1] < 1000) {
                left[0] += Math.max(0, entry.expireAt() - core.now);
                left[1]++;
              }
            });
        long average = left[1] == 0 ? 0 : left[0] / left[1];
        out.put(
            "db" + i, "keys=%d,expires=%d,avg_ttl=%d".formatted(db.size(), db.expiring(), average));
      }
    }
  }

  private ReplicationInfo replication() {
    boolean counts =
        core.config.replication.minReplicasToWrite.value() > 0
            && core.config.replication.minReplicasMaxLag.value() > 0;
    return new ReplicationInfo(
        core.replica ? master() : null,
        core.config.replication.announced.value(),
        replicas(),
        counts ? parts.masterSide.goodReplicas() : -1,
        parts.failover.state().word,
        core.history.replid(),
        core.history.replid2(),
        core.history.offset(),
        core.profile().is(Behaviour.TRIMS_TRAILING_PINGS) ? parts.feed.meaningfulOffset() : -1,
        core.history.secondOffset(),
        backlog());
  }

  /** Before the first link Redis prints 1 where a replica's offsets will stand, or so it starts. */
  private ReplicationInfo.MasterInfo master() {
    ReplicaLink link = parts.replicaSide.link();
    boolean up = link.connected();
    long down = link.downSince();
    MasterLink state = link.state();
    long heard = state instanceof MasterLink.Connected(Connection c) ? seconds(c.heardAt) : -1;
    ReplicationInfo.TransferInfo transfer =
        state instanceof MasterLink.Transfer t
            ? new ReplicationInfo.TransferInfo(
                Math.max(0, t.intake.dump().expected()),
                t.intake.dump().received(),
                seconds(t.heardAt))
            : null;
    boolean known = link.applied() >= 0;
    return new ReplicationInfo.MasterInfo(
        link.host(),
        link.port(),
        up,
        heard,
        transfer,
        known ? link.read() : 1,
        known ? link.applied() : 1,
        down < 0 ? -1 : seconds(down),
        core.config.replication.priority.intValue(),
        core.config.replication.readOnly.value());
  }

  private long seconds(long since) {
    return (core.now - since) / 1000;
  }

  private List<ReplicationInfo.ReplicaLine> replicas() {
    List<ReplicationInfo.ReplicaLine> lines = new ArrayList<>();
    for (ReplicaSession session : parts.masterSide.sessions()) {
      ReplicaInfo told = session.connection.replicaInfo;
      String peer = session.connection.peer;
      String host = peer.substring(0, Math.max(0, peer.lastIndexOf(':')));
      long lag = session.state == ReplicaSession.State.ONLINE ? seconds(session.acknowledgedAt) : 0;
      lines.add(
          new ReplicationInfo.ReplicaLine(
              told.address.isEmpty() ? host : told.address,
              told.listeningPort,
              session.state.word(),
              session.acknowledged,
              lag));
    }
    return lines;
  }

  private ReplicationInfo.BacklogInfo backlog() {
    Backlog backlog = parts.feed.backlog();
    return backlog == null
        ? new ReplicationInfo.BacklogInfo(false, core.config.replication.backlogSize.value(), 0, 0)
        : new ReplicationInfo.BacklogInfo(true, backlog.size(), backlog.first(), backlog.length());
  }
}
