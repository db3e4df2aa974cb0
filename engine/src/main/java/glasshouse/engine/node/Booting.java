package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Effects;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The start of a node: its data set is read from its directory; what the file says of replication
 * is used as the era does; then the node follows its master, if it has one.
 */
final class Booting {
  private record Expired(int db, byte[] key) {}

  private final Core core;
  private final NodeParts parts;
  private final String host;
  private final int port;
  private final Loader loader;
  private final List<Expired> expired = new ArrayList<>();

  Booting(Core core, NodeParts parts, String host, int port) {
    this.core = core;
    this.parts = parts;
    this.host = host;
    this.port = port;
    loader =
        new Loader(
                core.keyspace,
                host.isEmpty(),
                core.now,
                core.config.persistence.checksum.value(),
                (db, key) -> expired.add(new Expired(db.index(), key)))
            .into(parts.scripting.libraries().fresh());
  }

  void begin() {
    core.loading = true;
    parts.pace.begin();
    parts.masterSide.restartBacklogClock();
    core.warn(Kind.LIFE, "Server initialized");
    AofBoot aof = new AofBoot(core, parts, this::aofLoaded);
    aof.readManifest(
        () -> {
          if (core.config.appendOnly.enabled.value()) {
            aof.begin();
          } else {
            readDump();
          }
        });
  }

  private void aofLoaded() {
    if (!core.ended) {
      serve();
    }
  }

  private void readDump() {
    parts.pace.read(
        core.config.persistence.dbFilename.value(),
        new LoadPace.Taker() {
          @Override
          public void begins(long bytes) {
            core.progress.start(core.now, bytes);
          }

          @Override
          public int take(byte[] bytes) {
            return Booting.this.take(bytes);
          }

          @Override
          public boolean byBytes() {
            return true;
          }

          @Override
          public boolean holds() {
            return false;
          }

          @Override
          public void ends() {
            dumpLoaded();
          }

          @Override
          public void fails(DiskResult why) {
            if (why instanceof DiskResult.Failed failed) {
              fatal(failed.why());
            } else {
              serve();
            }
          }
        });
  }

  private int take(byte[] bytes) {
    long before = loader.keysSeen();
    try {
      loader.feed(bytes, 0, bytes.length);
    } catch (RdbException damaged) {
      refused(damaged);
      return LoadPace.Taker.FAILED;
    }
    LoadReport.begun(core, loader);
    return (int) (loader.keysSeen() - before);
  }

  private void dumpLoaded() {
    try {
      loader.finish();
    } catch (RdbException damaged) {
      refused(damaged);
      return;
    }
    core.stats.silentChanges++;
    LoadReport.tell(core, loader);
    core.notice(
        Kind.LIFE,
        "DB loaded from disk: %.3f seconds".formatted((core.now - core.startedAt) / 1000.0));
    parts.loadScripts(loader.info().scripts());
    parts.scripting.adopt(loader.libraries());
    if (!core.ended) {
      continueHistory(loader.info());
      serve();
    }
  }

  private void refused(RdbException damaged) {
    String verdict = damaged.verdict();
    switch (damaged.damage()) {
      case FOREIGN -> {
        core.warn(Kind.LIFE, verdict);
        fatal(String.valueOf(damaged.getMessage()));
        return;
      }
      case CUT ->
          core.warn(Kind.LIFE, "Short read or OOM loading DB. Unrecoverable error, aborting now.");
      case CONTENT -> {}
    }
    core.warn(
        Kind.LIFE, "Internal error in RDB reading offset " + damaged.offset() + " -> " + verdict);
    core.warn(
        Kind.LIFE,
        core.config.persistence.dbFilename.value()
            + ": "
            + verdict
            + (verdict.endsWith(".") ? " " : ". ")
            + damaged.getMessage());
    core.warn(Kind.LIFE, "Terminating server after rdb file reading failure.");
    core.end(1);
  }

  private void fatal(String why) {
    core.warn(
        Kind.LIFE,
        "Fatal error loading the DB, check server logs. Exiting. "
            + core.config.persistence.dbFilename.value()
            + ": "
            + why);
    core.end(1);
  }

  private void continueHistory(LoadedInfo info) {
    Profile profile = core.profile();
    String id = info.replid();
    boolean usable =
        profile.is(Behaviour.SAVES_STREAM_DB)
            ? info.hasReplication()
            : id != null && info.replOffset() >= 0;
    if (id == null || !usable) {
      return;
    }
    if (!host.isEmpty()) {
      core.history.adopt(id, info.replOffset());
      int db = profile.is(Behaviour.SELECTS_SAVED_DB) ? Math.max(0, info.streamDb()) : 0;
      parts.replicaSide.restore(new CachedMaster(id, info.replOffset(), db));
      return;
    }
    if (profile.is(Behaviour.LOADS_HISTORY_AS_MASTER)) {
      core.history.adopt(id, info.replOffset());
    } else if (profile.is(Behaviour.GROWS_OUT_OF_SAVED_HISTORY)) {
      core.history.growOutOf(id, info.replOffset());
      parts.feed.createBacklog();
      for (Expired gone : expired) {
        parts.feed.write(gone.db(), Args.of(Bytes.of("DEL"), gone.key()), Effects.Target.ALL);
      }
    }
  }

  private void serve() {
    core.loading = false;
    core.progress.end();
    parts.pace.end();
    parts.persistence.booted();
    String _ = parts.aof.followConfig();
    if (core.config.network.port.value() != 0) {
      core.notice(Kind.LIFE, "Ready to accept connections");
    }
    String socket = core.config.network.unixSocket.value();
    if (!socket.isEmpty()) {
      core.notice(Kind.LIFE, "The server is now ready to accept connections at " + socket);
    }
    if (!host.isEmpty()) {
      // A node that starts as a replica never was a master: it has no history of its own to offer.
      core.replica = true;
      parts.replicaSide.follow(host, port, false);
      // The first run of the cron comes right behind the start.
      parts.replicaSide.cron();
    }
  }
}
