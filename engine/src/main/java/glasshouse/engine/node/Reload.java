package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.library.Libraries;
import glasshouse.engine.view.EngineEvent.Kind;

/**
 * DEBUG RELOAD: the data set is saved, then read back from the file. Redis does nothing else
 * meanwhile; here everybody's commands wait.
 */
final class Reload {
  private final Core core;
  private final NodeParts parts;
  private final Waiting waiting;
  private final boolean flush;
  private final boolean merge;

  private Reload(Core core, NodeParts parts, Call call, boolean flush, boolean merge) {
    this.core = core;
    this.parts = parts;
    this.flush = flush;
    this.merge = merge;
    waiting = new Waiting(core, call.client());
  }

  /**
   * Begins.
   *
   * @param save write the file first
   * @param flush drop what there is before the file is read
   * @param merge keys of the file may be there, and win
   */
  static void begin(
      Core core, NodeParts parts, Call call, boolean save, boolean flush, boolean merge) {
    if (!call.mayBlock()) {
      throw new ErrorReply("ERR DEBUG RELOAD is not allowed in transactions of this node");
    }
    core.reloading = true;
    Reload reload = new Reload(core, parts, call, flush, merge);
    if (save) {
      parts.persistence.cancel();
      parts.persistence.save(
          true,
          error -> {
            if (error.isEmpty()) {
              reload.read();
            } else {
              reload.end("ERR");
            }
          });
    } else {
      reload.read();
    }
  }

  private void read() {
    Libraries libraries = parts.scripting.libraries();
    if (flush) {
      for (int i = 0; i < core.keyspace.count(); i++) {
        Database db = core.keyspace.database(i);
        parts.executor.flushing(db);
        db.clear();
      }
      parts.executor.flushed();
      libraries = libraries.fresh();
    }
    Loader loader =
        new Loader(
                core.keyspace,
                !core.replica,
                core.now,
                core.config.persistence.checksum.value(),
                (db, key) -> {})
            .into(libraries);
    core.disk.ask(
        file -> new Output.ReadFile(file, core.config.persistence.dbFilename.value()),
        result -> took(merge ? loader.merging() : loader, result));
  }

  private void took(Loader loader, DiskResult result) {
    if (!core.reloading) {
      return;
    }
    if (!(result instanceof DiskResult.Part(long _, byte[] bytes, boolean last))) {
      failed("the file cannot be read: " + result);
      return;
    }
    try {
      loader.feed(bytes, 0, bytes.length);
      if (last) {
        loader.finish();
        done(loader);
      }
    } catch (RdbException damaged) {
      failed(String.valueOf(damaged.getMessage()));
    }
  }

  private void done(Loader loader) {
    LoadReport.tell(core, loader);
    core.stats.silentChanges++;
    parts.loadScripts(loader.info().scripts());
    if (flush) {
      parts.scripting.adopt(loader.libraries());
    }
    core.warn(Kind.LIFE, "DB reloaded by DEBUG RELOAD");
    end("");
  }

  private void failed(String why) {
    core.warn(Kind.LIFE, "Error trying to load the RDB dump: " + why);
    end("ERR Error trying to load the RDB dump");
  }

  private void end(String error) {
    core.reloading = false;
    waiting.answer(error.isEmpty() ? ReplyWriter::ok : reply -> reply.error(error));
    parts.resumePostponed();
  }
}
