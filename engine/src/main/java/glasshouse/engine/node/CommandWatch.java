package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.server.LatencyDoor;
import glasshouse.engine.command.server.LatencyHistogram;
import glasshouse.engine.command.server.LatencyLog;
import glasshouse.engine.command.server.SlowLog;
import glasshouse.engine.port.Stopwatch;
import glasshouse.engine.resp.Args;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every command that has run: counts it, logs it when it was slow, shows it to monitors.
 */
final class CommandWatch implements LatencyDoor {
  private final Core core;
  final CommandCounters counters = new CommandCounters();
  final SlowLog slowLog;
  final LatencyLog latencies;
  final MonitorList monitors;

  /** What durations are measured by; a reading ends one command and starts the next. */
  Stopwatch stopwatch = Stopwatch.STILL;

  private long mark;
  private long slept;

  CommandWatch(Core core) {
    this.core = core;
    slowLog = new SlowLog(core.config);
    latencies = new LatencyLog(core.config);
    monitors = new MonitorList(core);
  }

  /** A step begins: what happened before belongs to no command. */
  void begin() {
    mark = stopwatch.micros();
  }

  /** When the command at this depth starts; the outermost one where the last one ended. */
  long started(int depth, Client client, CommandSpec spec, Args args) {
    if (monitors.active()) {
      monitors.starting(client, spec, args);
    }
    return depth == 0 ? mark : stopwatch.micros();
  }

  /**
   * A command has run.
   *
   * @param again it had waited for a key and was counted and shown when it began to
   */
  void ran(Client client, CommandSpec spec, Args args, long started, boolean clean, boolean again) {
    long now = stopwatch.micros();
    mark = now;
    long micros = now - started + slept;
    slept = 0;
    boolean tracked =
        core.config.server.latencyTracking.value()
            && !(spec.is(CommandFlag.BLOCKING) && waits(core.connectionOf(client)));
    counters.ran(spec, micros, clean, again, tracked);
    if (core.config.server.latencyThreshold.value() > 0) {
      String event = spec.is(CommandFlag.FAST) ? "fast-command" : "command";
      latencies.took(event, core.now + micros / 1000, micros);
    }
    if (slowLog.wants(micros) && !spec.is(CommandFlag.SKIP_SLOWLOG)) {
      logSlow(client, spec, args, micros);
    }
    if (monitors.active() && !again) {
      monitors.ran(client, spec, args);
    }
  }

  /** The present command sleeps after it has run, which counts as its own time. */
  void sleeps(long micros) {
    slept = micros;
  }

  /** Something that is no command has run since the stopwatch showed {@code started}. */
  void happened(String event, long started) {
    latencies.took(event, core.now, stopwatch.micros() - started);
  }

  /** A snapshot has begun, which is what fork(2) is to Redis. */
  void forked(long started) {
    core.stats.forks++;
    core.stats.forkMicros = stopwatch.micros() - started;
    happened("fork", started);
  }

  /**
   * A write to the append only file took from {@code started} until now, by Redis' names for what
   * stood beside it. Synced writes are one event here, as they are one request.
   */
  void wroteFile(long started, boolean synced, boolean syncing, boolean snapshotRuns) {
    happened(
        syncing
            ? "aof-write-pending-fsync"
            : snapshotRuns ? "aof-write-active-child" : "aof-write-alone",
        started);
    happened("aof-write", started);
    if (synced) {
      happened("aof-fsync-always", started);
    }
  }

  @Override
  public LatencyLog log() {
    return latencies;
  }

  @Override
  public void durations(BiConsumer<CommandSpec, LatencyHistogram> visitor) {
    counters.durations(visitor);
  }

  private static boolean waits(@Nullable Connection connection) {
    return connection != null && connection.blocked();
  }

  private void logSlow(Client client, CommandSpec spec, Args args, long micros) {
    Connection from = core.connectionOf(client);
    if (!waits(from)) {
      slowLog.add(
          core.now,
          micros,
          Secrets.redacted(core.config, spec, args),
          from == null ? "" : from.peer,
          client.name());
    }
  }
}
