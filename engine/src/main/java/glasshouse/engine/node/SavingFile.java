package glasshouse.engine.node;

import glasshouse.engine.view.EngineEvent.Kind;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One file being written: a snapshot in slices, its chunks to the disk, few of them in flight; then
 * synced and renamed.
 */
final class SavingFile {
  private static final int IN_FLIGHT = 64;
  private static final int KEYS_PER_SLICE = 1000;

  private final Core core;
  private final long number;
  private final String temporary;
  private final String name;
  private @Nullable SnapshotTask task;
  private SavePace pace = new SavePace(0, 0);
  private Persistence.Done then = error -> {};
  private int inFlight;
  private boolean created;
  private boolean committed;
  private boolean ended;

  /**
   * A file that is not begun.
   *
   * @param temporary its name while it is written
   * @param name its name when it stands
   */
  SavingFile(Core core, String temporary, String name) {
    this.core = core;
    this.temporary = temporary;
    this.name = name;
    this.number = core.newFile();
  }

  /** The number of the file in disk requests and their results. */
  long number() {
    return number;
  }

  /** Begins a snapshot that is written in slices. */
  void start(Function<Consumer<byte[]>, SnapshotTask> snapshot, Persistence.Done done) {
    create(done);
    long started = core.watch.stopwatch.micros();
    task = snapshot.apply(this::chunk);
    pace = SavePace.of(core);
    core.watch.forked(started);
  }

  /** Writes what {@code saver} gives, all in this step. */
  void writeAtOnce(Consumer<Consumer<byte[]>> saver, Persistence.Done done) {
    create(done);
    saver.accept(this::chunk);
    commit();
  }

  private void create(Persistence.Done done) {
    then = done;
    core.disk.ask(new Output.CreateFile(number, temporary), this::took);
    inFlight++;
  }

  private void chunk(byte[] bytes) {
    if (ended) {
      return;
    }
    inFlight++;
    core.outbox.add(new Output.WriteFile(number, bytes));
  }

  private void commit() {
    task = null;
    committed = true;
    core.outbox.add(new Output.CommitFile(number, name));
  }

  /** Saves another slice when the disk has kept up. */
  void advance() {
    SnapshotTask running = task;
    if (running == null || inFlight >= IN_FLIGHT) {
      return;
    }
    int keys = pace.allowed(core.now, running.done(), KEYS_PER_SLICE);
    if (keys > 0 && running.run(keys)) {
      commit();
    }
  }

  /** Unix milliseconds at which it can go on, or {@code Long.MAX_VALUE} while it waits. */
  long nextDeadline() {
    SnapshotTask running = task;
    return running == null || inFlight >= IN_FLIGHT
        ? Long.MAX_VALUE
        : Math.max(core.now, pace.dueAt(running.done()));
  }

  long[] progress() {
    SnapshotTask running = task;
    return running == null ? new long[] {1, 1} : new long[] {running.done(), running.total()};
  }

  /** Ends it before its time; nobody is told. */
  void cancel() {
    then = error -> {};
    if (!ended) {
      end("cancelled");
    }
  }

  private void took(DiskResult result) {
    if (ended) {
      return;
    }
    switch (result) {
      case DiskResult.Accepted _ -> {
        created = true;
        inFlight--;
        core.disk.again(number, this::took);
      }
      case DiskResult.Committed _ -> end("");
      case DiskResult.Failed failed -> {
        told(failed.reason());
        end(failed.why());
      }
      case DiskResult.Part _, DiskResult.Absent _, DiskResult.Size _ -> {}
    }
  }

  /** The line of Redis' log that tells what could not be done. */
  private void told(String reason) {
    String directory = core.config.files().directory();
    core.warn(
        Kind.LIFE,
        committed && inFlight == 0
            ? "Error moving temp DB file %s on the final destination %s (in server root dir %s): %s"
                .formatted(temporary, name, directory, reason)
            : created
                ? "Write error saving DB on disk(fwrite): " + reason
                : "Failed opening the temp RDB file %s (in server root dir %s) for saving: %s"
                    .formatted(temporary, directory, reason));
  }

  private void end(String error) {
    ended = true;
    SnapshotTask running = task;
    if (running != null) {
      running.cancel();
      task = null;
    }
    if (!error.isEmpty() && !committed) {
      core.outbox.add(new Output.AbortFile(number));
    }
    then.done(error);
  }
}
