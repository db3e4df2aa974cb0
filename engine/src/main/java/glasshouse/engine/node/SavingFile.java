package glasshouse.engine.node;

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
  private final String name;
  private @Nullable SnapshotTask task;
  private Persistence.Done then = error -> {};
  private int inFlight;
  private boolean committed;
  private boolean ended;

  SavingFile(Core core, String name) {
    this.core = core;
    this.name = name;
    this.number = core.newFile();
  }

  long number() {
    return number;
  }

  void start(
      Function<Consumer<byte[]>, SnapshotTask> snapshot, boolean atOnce, Persistence.Done done) {
    then = done;
    core.outbox.add(new Output.CreateFile(number, "temp-" + number + ".rdb"));
    inFlight++;
    SnapshotTask begun = snapshot.apply(this::chunk);
    task = begun;
    if (atOnce) {
      boolean complete = false;
      while (!complete) {
        complete = begun.run(KEYS_PER_SLICE);
      }
      commit();
    }
  }

  private void chunk(byte[] bytes) {
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
    if (running != null && inFlight < IN_FLIGHT && running.run(KEYS_PER_SLICE)) {
      commit();
    }
  }

  boolean canGoOn() {
    return task != null && inFlight < IN_FLIGHT;
  }

  long[] progress() {
    SnapshotTask running = task;
    return running == null ? new long[] {1, 1} : new long[] {running.done(), running.total()};
  }

  void took(DiskResult result) {
    if (ended) {
      return;
    }
    switch (result) {
      case DiskResult.Accepted _ -> inFlight--;
      case DiskResult.Committed _ -> end("");
      case DiskResult.Failed(long _, String why) -> end(why);
      case DiskResult.Part _, DiskResult.Absent _ -> {}
    }
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
