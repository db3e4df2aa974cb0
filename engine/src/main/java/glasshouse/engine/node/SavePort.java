package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.server.PersistenceDoor;
import glasshouse.engine.resp.ErrorReply;

/** SAVE, BGSAVE and their like. */
final class SavePort implements PersistenceDoor {
  private static final String IN_PROGRESS = "ERR Background save already in progress";
  private static final String OTHER_IN_PROGRESS =
      "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
          + " order to schedule a BGSAVE whenever possible.";

  private final NodeParts parts;
  private final Core core;
  private final Shutdown shutdown;

  SavePort(Core core, NodeParts parts, Shutdown shutdown) {
    this.core = core;
    this.parts = parts;
    this.shutdown = shutdown;
  }

  @Override
  public void save(Call call) {
    if (parts.persistence.busy()) {
      throw new ErrorReply(IN_PROGRESS);
    }
    core.stats.saves++;
    Waiting waiting = new Waiting(core, call.client());
    parts.persistence.saveStandingStill(
        error ->
            waiting.answer(
                reply -> {
                  if (error.isEmpty()) {
                    reply.ok();
                  } else {
                    reply.error("ERR");
                  }
                }));
  }

  @Override
  public void saveInBackground(Call call, boolean schedule) {
    if (parts.persistence.busy()) {
      throw new ErrorReply(IN_PROGRESS);
    }
    boolean inside = parts.executor.depth() > 1;
    if (parts.aof.rewriting() || inside) {
      if (!schedule && !inside) {
        throw new ErrorReply(OTHER_IN_PROGRESS);
      }
      parts.persistence.schedule();
      call.reply().simple("Background saving scheduled");
      return;
    }
    parts.persistence.save(false, _ -> {});
    call.reply().simple("Background saving started");
  }

  @Override
  public void rewriteAppendOnly(Call call) {
    AppendOnly aof = parts.aof;
    if (aof.rewriting()) {
      throw new ErrorReply("ERR Background append only file rewriting already in progress");
    }
    if (parts.snapshotRuns() || parts.executor.depth() > 1) {
      aof.schedule();
      call.reply().simple("Background append only file rewriting scheduled");
      return;
    }
    aof.rewrite();
    call.reply().simple("Background append only file rewriting started");
  }

  @Override
  public long lastSave() {
    return parts.persistence.lastSave();
  }

  @Override
  public void shutdown(Call call, Saving saving, boolean now, boolean force) {
    shutdown.start(new Waiting(core, call.client()), saving, now, force);
  }

  @Override
  public boolean abortShutdown() {
    return shutdown.abort();
  }
}
