package glasshouse.engine.node;

import glasshouse.engine.aof.AofPart;
import glasshouse.engine.aof.Manifest;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append only file of a node.
 *
 * <pre>
 * OFF      appendonly yes, or a load with it has ended    -> WAITING, or ON at the start
 * WAITING  the first rewrite has succeeded                -> ON
 * WAITING  appendonly no, a dump of the master comes in   -> OFF
 * ON       appendonly no, a dump of the master comes in   -> OFF
 * </pre>
 */
final class AppendOnly implements AofRewrite.Owner {
  enum State {
    OFF,
    /** Turned on while running: what is appended counts once there is a base. */
    WAITING,
    ON
  }

  final AofLog log;
  private final Core core;
  private final NodeParts parts;
  private final AofRetry retry;
  private Manifest manifest;
  private State state = State.OFF;
  private @Nullable AofRewrite rewrite;
  private boolean scheduled;
  private long baseSize;
  private long lastSeconds = -1;
  private boolean lastFailed;

  AppendOnly(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
    log = new AofLog(core, () -> parts.snapshotRuns());
    retry = new AofRetry(core);
    manifest = Manifest.none(core.config.appendOnly.fileName.value());
    core.config.appendOnly.enabled.onChange(this::followConfig);
  }

  private void become(State next) {
    state = next;
  }

  State state() {
    return state;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  /** What a manifest on the disk says. */
  void manifest(Manifest read) {
    manifest = read;
  }

  @Override
  public String path(String name) {
    return core.config.appendOnly.dirName.value() + "/" + name;
  }

  @Override
  public void persist(Manifest next, Consumer<String> then) {
    core.disk.write(
        path("temp-" + next.ownName()),
        path(next.ownName()),
        Bytes.of(next.text()),
        error -> {
          if (error.isEmpty()) {
            manifest = next;
          } else {
            core.warn(Kind.LIFE, "Can't open the AOF manifest file: " + error);
          }
          then.accept(error);
        });
  }

  /** The start is over: the last increment is open as {@code file}. */
  void opened(long file, AofLoad.Loaded loaded) {
    become(State.ON);
    log.open(file, loaded.last());
    log.others(loaded.total() - loaded.last());
    log.gather(true);
    baseSize = loaded.base();
  }

  /** appendonly was set; while something is loaded, this waits for the end of that. */
  @Nullable String followConfig() {
    boolean wanted = core.config.appendOnly.enabled.value();
    if (core.loading || wanted == (state != State.OFF)) {
      return null;
    }
    if (wanted) {
      start();
    } else {
      stop();
    }
    return null;
  }

  private void start() {
    become(State.WAITING);
    log.forgetErrors();
    AofRewrite running = rewrite;
    if (running != null) {
      core.notice(
          Kind.LIFE,
          "AOF was enabled but there is already an AOF rewriting in background. Stopping background"
              + " AOF and starting a rewrite now.");
      cancelRewrite();
    }
    if (parts.snapshotRuns()) {
      scheduled = true;
      core.notice(
          Kind.LIFE,
          "AOF was enabled but there is already another background operation. An AOF background was"
              + " scheduled to start when possible.");
    } else if (parts.executor.depth() > 1) {
      scheduled = true;
      core.notice(
          Kind.LIFE,
          "AOF was enabled during a transaction. An AOF background was scheduled to start when"
              + " possible.");
    } else {
      rewrite();
    }
  }

  /** Writes and syncs what was gathered, and appends no more. */
  void stop() {
    if (state == State.OFF) {
      return;
    }
    become(State.OFF);
    scheduled = false;
    cancelRewrite();
    log.close();
  }

  /** A dump was loaded, or the node became a master: on again, if it is configured so. */
  void restart() {
    if (core.config.appendOnly.enabled.value() && state == State.OFF) {
      start();
    }
  }

  /** True while a rewrite is under way. */
  boolean rewriting() {
    return rewrite != null;
  }

  /** True when a rewrite is to begin as soon as it can. */
  boolean scheduled() {
    return scheduled;
  }

  /** BGREWRITEAOF when something else is in the way. */
  void schedule() {
    scheduled = true;
    retry.succeeded();
  }

  /** Begins a rewrite; nothing else may be under way. */
  void rewrite() {
    scheduled = false;
    core.stats.aofRewrites++;
    parts.forgetKnownScripts();
    rewrite =
        new AofRewrite(
            core, parts.persistence, log, this, state != State.OFF, state == State.WAITING);
  }

  /** Ends a rewrite that is under way: the file that there is has everything. */
  void cancelRewrite() {
    AofRewrite running = rewrite;
    if (running != null) {
      core.notice(Kind.LIFE, "Killing running AOF rewrite child: " + core.machine.processId());
      running.cancel();
      rewrite = null;
    }
  }

  @Override
  public void rewritten(AofRewrite done, String error) {
    rewrite = null;
    lastSeconds = (core.now - done.startedAt()) / 1000;
    lastFailed = !error.isEmpty();
    if (lastFailed) {
      retry.failed();
      scheduled |= state == State.WAITING;
      return;
    }
    retry.succeeded();
    if (state == State.WAITING) {
      become(State.ON);
    }
    if (state == State.ON) {
      log.others(done.baseBytes());
      baseSize = log.total();
    }
    removeHistory(() -> {});
  }

  /** Removes the files that are of no use any more. */
  void removeHistory(Runnable then) {
    List<AofPart> past = manifest.history();
    if (past.isEmpty() || core.config.appendOnly.keepHistory.value()) {
      then.run();
      return;
    }
    for (AofPart part : past) {
      core.notice(Kind.LIFE, "Removing the history file " + part.name() + " in the background");
      core.disk.ask(file -> new Output.RemoveFile(file, path(part.name())), result -> {});
    }
    persist(manifest.withoutHistory(), error -> then.run());
  }

  /** Once a second: rewrites that are due. */
  void everySecond() {
    if (core.loading || rewrite != null || parts.snapshotRuns()) {
      return;
    }
    if (scheduled) {
      if (!retry.holds()) {
        rewrite();
      }
      return;
    }
    long percentage = core.config.appendOnly.rewritePercentage.value();
    if (state != State.ON
        || percentage == 0
        || size() <= core.config.appendOnly.rewriteMinSize.value()) {
      return;
    }
    long growth = size() * 100 / Math.max(1, baseSize) - 100;
    if (growth >= percentage && !retry.holds()) {
      core.notice(Kind.LIFE, "Starting automatic rewriting of AOF on " + growth + "% growth");
      rewrite();
    }
  }

  /** The last acts of a step. */
  void endStep() {
    AofRewrite running = rewrite;
    if (running != null) {
      running.advance();
    }
    log.flush();
  }

  long nextDeadline() {
    AofRewrite running = rewrite;
    long next = log.nextDeadline();
    return running == null ? next : Math.min(next, running.nextDeadline());
  }

  /** Why writes must be refused, as the system says it; empty when they need not be. */
  String error() {
    return state == State.OFF ? "" : log.error();
  }

  /** Bytes of all parts that are loaded at a start (aof_current_size). */
  long size() {
    return log.total();
  }

  /** Bytes after the last rewrite, or at the start those of the base. */
  long baseSize() {
    return baseSize;
  }

  /** Keys saved and keys in all of a rewrite that is under way, or null. */
  long @Nullable [] progress() {
    AofRewrite running = rewrite;
    return running == null ? null : running.progress();
  }

  /** Seconds the rewrite that is under way has taken so far, or -1. */
  long currentSeconds() {
    AofRewrite running = rewrite;
    return running == null ? -1 : (core.now - running.startedAt()) / 1000;
  }

  long lastSeconds() {
    return lastSeconds;
  }

  boolean lastFailed() {
    return lastFailed;
  }

  int failures() {
    return retry.failures();
  }
}
