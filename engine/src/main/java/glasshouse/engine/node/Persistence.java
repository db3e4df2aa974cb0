package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.rdb.AuxField;
import glasshouse.engine.rdb.RdbFormat;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.script.library.Libraries;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Saving: when, what goes into the file besides the data, and what came of it. */
final class Persistence {
  /** What is done with a file once it stands; {@code error} is empty when all went well. */
  interface Done {
    void done(String error);
  }

  private final Core core;
  private final NodeParts parts;
  private static final Done NOBODY = error -> {};

  /** Milliseconds for which the node waits for a file and does nothing else. */
  private static final long PATIENCE = 60_000;

  private @Nullable SavingFile saving;
  private Done wanted = NOBODY;
  private long lastSave;
  private long lastTry;
  private boolean lastSaveFailed;
  private boolean scheduled;
  private boolean flushed;
  private long dirtyAtStart;
  private long dirtySaved;

  Persistence(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
  }

  /** Loads the data set of the directory, then begins to serve, following {@code host} if any. */
  void boot(String host, int port) {
    lastSave = core.now / 1000;
    new Booting(core, parts, host, port).begin();
  }

  /** Result of a disk request. */
  void done(DiskResult result) {
    if (!core.disk.took(result)) {
      parts.dumps.took(result);
    }
  }

  /** The start is over. */
  void booted() {
    dirtySaved = core.stats.dirty;
  }

  /** True while a snapshot is being written, by us or for replicas. */
  boolean busy() {
    return saving != null || parts.dumps.snapshotting();
  }

  /** Ends a save that is under way; whoever wanted the file is told. */
  void cancel() {
    SavingFile file = saving;
    Done then = wanted;
    if (file != null) {
      file.cancel();
      saving = null;
      goOn();
      wanted = NOBODY;
      then.done("it was ended before its time");
    }
  }

  /**
   * FLUSHALL has run: what is being saved is gone, and with save points the file is to be empty. In
   * all releases it is written before FLUSHALL is in the stream, so the place that it names is one
   * at which nobody else is empty (Hazard FLUSHED_BEFORE_IT_IS_SENT).
   *
   * @param changes what FLUSHALL counts as changes, and has not counted yet: they are in the file
   */
  void flushedAll(long changes) {
    if (saving != null) {
      cancel();
      core.warn(Kind.LIFE, "Background saving terminated by signal 10");
    }
    if (!core.loading && !core.config.persistence.save.points().isEmpty()) {
      flushed = true;
      if (!core.profile().is(Behaviour.FLUSH_SAVES_BEHIND_STREAM)) {
        saveFlushed();
        dirtyAtStart += changes;
      }
    }
  }

  private void saveFlushed() {
    if (flushed) {
      flushed = false;
      saveStandingStill(NOBODY);
    }
  }

  /** Saves at once; nothing else is done until the file stands (SAVE and FLUSHALL of Redis). */
  void saveStandingStill(Done then) {
    core.stillUntil = core.now + PATIENCE;
    save(
        true,
        error -> {
          goOn();
          then.done(error);
        });
  }

  /** The file that was waited for stands or failed: the node wakes. */
  private void goOn() {
    core.stillUntil = Math.min(core.stillUntil, core.now);
  }

  /** Takes what came of the file that the node stands still for; false when it is not that. */
  boolean tookStill(Input input) {
    if (parts.pace.active()) {
      return tookLoading(input);
    }
    SavingFile file = saving;
    return input instanceof Input.DiskDone(DiskResult result)
        && file != null
        && core.stillUntil > core.now
        && result.file() == file.number()
        && core.disk.took(result);
  }

  private boolean tookLoading(Input input) {
    if (input instanceof Input.DiskDone(DiskResult result)) {
      done(result);
      return true;
    }
    return input instanceof Input.TimerFired && parts.pace.fired();
  }

  /** True when a snapshot for replicas must wait. */
  boolean inTheWay() {
    return saving != null || parts.aof.rewriting();
  }

  /** True while BGSAVE or a save point writes. */
  boolean saving() {
    return saving != null;
  }

  /** Unix seconds of the last successful save, or of the start. */
  long lastSave() {
    return lastSave;
  }

  /** True when a save in the background has failed and none has succeeded since. */
  boolean lastSaveFailed() {
    return lastSaveFailed;
  }

  /** Changes since the last successful save. */
  long changes() {
    return core.stats.dirty - dirtySaved;
  }

  /** Keys saved and keys in all of the running save, or null. */
  long @Nullable [] progress() {
    SavingFile file = saving;
    return file == null ? null : file.progress();
  }

  /**
   * Starts to save.
   *
   * @param atOnce serialise everything in this step (SAVE, SHUTDOWN) instead of in slices
   * @param then told when the file stands or the save has failed
   */
  void save(boolean atOnce, Done then) {
    dirtyAtStart = core.stats.dirty;
    lastTry = core.now;
    if (!atOnce) {
      core.stats.saves++;
      core.notice(Kind.LIFE, "Background saving started by pid " + core.machine.processId());
    }
    SavingFile file =
        new SavingFile(
            core, "temp-" + core.newFile() + ".rdb", core.config.persistence.dbFilename.value());
    wanted = then;
    Done done =
        error -> {
          saving = null;
          wanted = NOBODY;
          finished(error, atOnce);
          then.done(error);
        };
    if (atOnce) {
      file.writeAtOnce(this::saveNow, done);
    } else {
      file.start(this::newSnapshot, done);
    }
    saving = file;
  }

  private void finished(String error, boolean atOnce) {
    lastSaveFailed = !error.isEmpty() && (lastSaveFailed || !atOnce);
    if (error.isEmpty()) {
      lastSave = core.now / 1000;
      dirtySaved = dirtyAtStart;
      core.notice(Kind.LIFE, "DB saved on disk");
      if (!atOnce) {
        core.notice(Kind.LIFE, "Background saving terminated with success");
      }
    } else if (!atOnce) {
      core.warn(Kind.LIFE, "Background saving error");
    }
  }

  /** Begins a snapshot of the data with all that belongs into the file now. */
  SnapshotTask newSnapshot(Consumer<byte[]> chunks) {
    return SnapshotTask.start(core.keyspace, format(), around(), savedKeys(), chunks);
  }

  /** The same for replicas that want only a part of it (REPLCONF rdb-filter-only). */
  SnapshotTask newSnapshot(ReplicaInfo wanted, Consumer<byte[]> chunks) {
    SnapshotTask.Around all = around();
    List<byte[]> libraries = wanted.withoutFunctions ? List.of() : all.libraries();
    return SnapshotTask.start(
        core.keyspace,
        format(),
        new SnapshotTask.Around(all.first(), libraries, all.last()),
        wanted.withoutData ? entry -> false : savedKeys(),
        chunks);
  }

  /** Begins a snapshot of the data as the base of an append only file. */
  SnapshotTask newBase(boolean rdb, Consumer<byte[]> chunks) {
    if (!rdb) {
      return SnapshotTask.start(core.keyspace, new CommandForm(stamp(), libraries(), chunks));
    }
    List<AuxField> fields = new ArrayList<>();
    addServerFields(fields);
    addBaseField(fields, "1");
    SnapshotTask.Around around = new SnapshotTask.Around(fields, libraries(), List.of());
    return SnapshotTask.start(core.keyspace, format(), around, entry -> true, chunks);
  }

  /** Writes the data as the base of an append only file, at once. */
  void newBaseNow(boolean rdb, Consumer<byte[]> chunks) {
    SnapshotTask task = newBase(rdb, chunks);
    boolean complete = false;
    while (!complete) {
      complete = task.run(Integer.MAX_VALUE);
    }
  }

  private String stamp() {
    return core.config.appendOnly.timestamps.value() ? "#TS:" + core.now / 1000 + "\r\n" : "";
  }

  /** Writes the whole file at once. */
  void saveNow(Consumer<byte[]> chunks) {
    SnapshotTask.saveNow(core.keyspace, format(), around(), savedKeys(), chunks);
  }

  /** Before 4.0.10, keys that had expired and were not deleted yet were left out (issue 4950). */
  private Predicate<KeyEntry> savedKeys() {
    long now = core.now;
    return core.profile().is(Behaviour.SAVES_EXPIRED_KEYS)
        ? entry -> true
        : entry -> !entry.expired(now);
  }

  private RdbFormat format() {
    return new RdbFormat(
        core.profile().rdbVersion(),
        core.config.persistence.compression.value(),
        core.config.persistence.checksum.value());
  }

  private SnapshotTask.Around around() {
    return new SnapshotTask.Around(fields(), libraries(), scriptFields());
  }

  private List<byte[]> libraries() {
    return parts.scripting.libraries().sources();
  }

  private List<AuxField> fields() {
    Profile profile = core.profile();
    List<AuxField> fields = new ArrayList<>();
    addServerFields(fields);
    int db = streamDb();
    if (db >= 0) {
      if (profile.is(Behaviour.SAVES_STREAM_DB)) {
        add(fields, "repl-stream-db", Integer.toString(db));
      }
      add(fields, "repl-id", core.history.replid());
      add(fields, "repl-offset", Long.toString(core.history.offset()));
    }
    addBaseField(fields, "0");
    return fields;
  }

  private void addServerFields(List<AuxField> fields) {
    add(fields, "redis-ver", core.profile().release());
    add(fields, "redis-bits", "64");
    add(fields, "ctime", Long.toString(core.now / 1000));
    add(fields, "used-mem", Long.toString(parts.memory.used()));
  }

  private void addBaseField(List<AuxField> fields, String value) {
    add(fields, core.profile().rdbVersion() >= 10 ? "aof-base" : "aof-preamble", value);
  }

  /**
   * The database a reader of the stream must stand on, or -1 when replication is not to be saved.
   */
  private int streamDb() {
    if (!core.replica) {
      return parts.feed.backlog() == null ? -1 : Math.max(0, parts.feed.streamDb());
    }
    if (parts.replicaSide.link().connected()
        || core.profile().is(Behaviour.SAVES_HISTORY_WHEN_DISCONNECTED)) {
      return parts.replicaSide.link().db();
    }
    return -1;
  }

  private List<AuxField> scriptFields() {
    List<AuxField> fields = new ArrayList<>();
    if (core.profile().is(Behaviour.SCRIPTS_IN_RDB) && streamDb() >= 0) {
      parts.scriptBodies().forEach(body -> fields.add(new AuxField(Bytes.of("lua"), body)));
    }
    return fields;
  }

  private static void add(List<AuxField> fields, String key, String value) {
    fields.add(new AuxField(Bytes.of(key), Bytes.of(value)));
  }

  /** A loader into databases and libraries of their own, for the dump of a master. */
  Loader newLoader(Libraries libraries) {
    Keyspace fresh = new Keyspace(core.keyspace.count(), core.keyspace.rules());
    return new Loader(
            fresh, false, core.now, core.config.persistence.checksum.value(), (db, key) -> {})
        .into(libraries);
  }

  /** The data of a complete dump replaces ours. */
  void adopt(Loader loader) {
    core.keyspace.adopt(loader.target());
    parts.tracking.flushed();
    core.stats.silentChanges++;
    parts.loadScripts(loader.info().scripts());
    parts.scripting.adopt(loader.libraries());
  }

  /** Once a second: the save points of the configuration. */
  void everySecond() {
    if (core.loading || parts.snapshotRuns()) {
      return;
    }
    if (scheduled) {
      scheduled = false;
      save(false, _ -> {});
      return;
    }
    long since = core.now / 1000 - lastSave;
    boolean again = !lastSaveFailed || core.now - lastTry > 5000;
    if (again && core.config.persistence.save.due(since, changes())) {
      core.notice(Kind.LIFE, changes() + " changes in " + since + " seconds. Saving...");
      save(false, _ -> {});
    }
  }

  /** BGSAVE as soon as nothing else is under way. */
  void schedule() {
    scheduled = true;
  }

  /** Goes on with what is under way. */
  void advance() {
    saveFlushed();
    SavingFile file = saving;
    if (file != null) {
      file.advance();
    }
  }

  /** Unix milliseconds at which there is work to go on with, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    SavingFile file = saving;
    return file == null
        ? parts.pace.nextDeadline()
        : Math.min(file.nextDeadline(), parts.pace.nextDeadline());
  }
}
