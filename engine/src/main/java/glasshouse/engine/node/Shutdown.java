package glasshouse.engine.node;

import glasshouse.engine.command.server.PersistenceDoor.Saving;
import glasshouse.engine.config.WordsParameter;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a node: writes are held back, replicas get time to catch up (7.0: shutdown-timeout),
 * the data set is saved if that is wanted, then the node ends with exit code 0.
 */
final class Shutdown {
  private final Core core;
  private final NodeParts parts;
  private final List<Waiting> askers = new ArrayList<>();
  private Saving saving = Saving.DEFAULT;
  private boolean force;
  private boolean savingNow;
  private long until;

  /** The signal that has asked for the end and is not answered yet; empty for none. */
  private String signal = "";

  Shutdown(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
  }

  /** True while replicas are waited for. */
  boolean waiting() {
    return until > 0;
  }

  /** Milliseconds for which replicas are still waited for. */
  long remaining() {
    return Math.max(0, until - core.now);
  }

  /**
   * A signal asked the program to end: that begins with the next tick of the cron, so that it can
   * be aborted before; while a data set is loaded, at once.
   */
  void signal(String name) {
    core.warn(
        Kind.LIFE,
        core.loading
            ? "Received shutdown signal during loading, scheduling shutdown."
            : "Received " + name + " scheduling shutdown...");
    signal = name;
    if (core.loading) {
      cron();
    }
  }

  /** Begins what a signal asked for; the configuration says how. */
  void cron() {
    if (signal.isEmpty()) {
      return;
    }
    WordsParameter how =
        signal.equals("SIGTERM")
            ? core.config.persistence.shutdownOnSigterm
            : core.config.persistence.shutdownOnSigint;
    signal = "";
    Saving wanted = how.has("save") ? Saving.YES : how.has("nosave") ? Saving.NO : Saving.DEFAULT;
    start(null, wanted, how.has("now"), how.has("force"));
  }

  /**
   * Begins; {@code who} is answered only if it comes to nothing. Who asks while another one is
   * waited for waits with it, whatever was asked.
   */
  void start(@Nullable Waiting who, Saving wanted, boolean now, boolean forced) {
    if (who != null) {
      askers.add(who);
    }
    if (waiting() || savingNow) {
      return;
    }
    saving = core.loading ? Saving.NO : wanted;
    force = forced;
    core.warn(Kind.LIFE, "User requested shutdown...");
    long patience = core.config.replication.shutdownTimeout.value() * 1000;
    boolean waits = core.profile().is(Behaviour.SHUTDOWN_WAITS);
    if (now || !waits || patience == 0 || allCaughtUp()) {
      finish();
      return;
    }
    until = core.now + patience;
    parts.server.pauses.pause(until, true);
    parts.acknowledgements.ask();
    core.notice(Kind.LIFE, "Waiting for replicas before shutting down.");
  }

  /** SHUTDOWN ABORT. */
  boolean abort() {
    if (waiting()) {
      until = 0;
      parts.server.pauses.end();
      answer();
    } else if (signal.isEmpty()) {
      return false;
    }
    signal = "";
    core.notice(Kind.LIFE, "Shutdown manually aborted.");
    return true;
  }

  /** Goes on when all replicas have everything, or the time is up. */
  void tick() {
    if (waiting() && (core.now >= until || allCaughtUp())) {
      until = 0;
      finish();
    }
  }

  /** Unix milliseconds at which replicas are no longer waited for, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return waiting() ? until : Long.MAX_VALUE;
  }

  private boolean allCaughtUp() {
    for (ReplicaSession session : parts.masterSide.sessions()) {
      if (session.acknowledged < core.history.offset()) {
        return false;
      }
    }
    return true;
  }

  private void finish() {
    if (core.profile().is(Behaviour.SHUTDOWN_WAITS)) {
      reportReplicas();
    }
    if (parts.persistence.saving()) {
      core.warn(Kind.LIFE, "There is a child saving an .rdb. Killing it!");
      parts.persistence.cancel();
    }
    save();
  }

  private void reportReplicas() {
    int lagging = 0;
    List<ReplicaSession> sessions = parts.masterSide.sessions();
    for (ReplicaSession session : sessions) {
      long behind = core.history.offset() - session.acknowledged;
      if (behind != 0) {
        lagging++;
        boolean online = session.state == ReplicaSession.State.ONLINE;
        core.warn(
            Kind.LIFE,
            "Lagging replica %s reported offset %d behind master, lag=%d, state=%s."
                .formatted(
                    MasterSide.nameOf(session.connection),
                    behind,
                    online ? (core.now - session.acknowledgedAt) / 1000 : 0,
                    session.state.word()));
      }
    }
    if (!sessions.isEmpty()) {
      core.notice(
          Kind.LIFE,
          "%d of %d replicas are in sync when shutting down."
              .formatted(sessions.size() - lagging, sessions.size()));
    }
  }

  /** The append only file has everything, and an RDB is a second copy: in this order, as Redis. */
  private void save() {
    AppendOnly aof = parts.aof;
    if (aof.rewriting()) {
      boolean first = aof.state() == AppendOnly.State.WAITING;
      if (first && !force) {
        core.warn(Kind.LIFE, "Writing initial AOF, can't exit.");
        failed();
        return;
      }
      core.warn(
          Kind.LIFE,
          first
              ? "Writing initial AOF. Exit anyway."
              : "There is a child rewriting the AOF. Killing it!");
      aof.cancelRewrite();
    }
    if (aof.state() == AppendOnly.State.OFF) {
      saveDump();
      return;
    }
    core.notice(Kind.LIFE, "Calling fsync() on the AOF file.");
    savingNow = true;
    aof.log.finish(
        () -> {
          savingNow = false;
          saveDump();
        });
  }

  private void saveDump() {
    boolean wanted =
        saving == Saving.YES
            || (saving == Saving.DEFAULT && !core.config.persistence.save.points().isEmpty());
    if (!wanted) {
      end();
      return;
    }
    core.notice(Kind.LIFE, "Saving the final RDB snapshot before exiting.");
    savingNow = true;
    parts.persistence.save(true, this::saved);
  }

  private void saved(String error) {
    savingNow = false;
    if (error.isEmpty()) {
      end();
    } else if (force) {
      core.warn(Kind.LIFE, "Error trying to save the DB. Exit anyway.");
      end();
    } else {
      core.warn(Kind.LIFE, "Error trying to save the DB, can't exit.");
      failed();
    }
  }

  private void failed() {
    core.warn(
        Kind.LIFE, "Errors trying to shut down the server. Check the logs for more information.");
    parts.server.pauses.end();
    answer();
  }

  private void answer() {
    List<Waiting> all = List.copyOf(askers);
    askers.clear();
    all.forEach(
        who -> who.answer(reply -> reply.error("ERR Errors trying to SHUTDOWN. Check logs.")));
  }

  private void end() {
    core.warn(Kind.LIFE, "Redis is now ready to exit, bye bye...");
    core.end(0);
  }
}
