package glasshouse.engine.node;

import glasshouse.engine.base.Check;
import glasshouse.engine.keyspace.DictWalk;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.rdb.AuxField;
import glasshouse.engine.rdb.RdbFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Saves a keyspace as it is at one moment, in slices, while it is written to: what fork(2) does for
 * Redis. An entry that is about to change is saved first; all others when the walk comes to them;
 * entries made later are no part of it. So the order of keys in the file is not that of the tables.
 * The tables themselves are those of the start: FLUSHALL, SWAPDB and an adopted dump move or drop
 * them as a whole, and cost the snapshot nothing.
 *
 * <pre>{@code
 * SnapshotTask task = SnapshotTask.start(keyspace, format, around, which, chunk -> write(chunk));
 * while (!task.run(1000)) { serve(); }
 * }</pre>
 *
 * <p>One at a time for a keyspace; {@link #saveNow} needs no turn.
 */
public final class SnapshotTask {
  /** Bytes after which a slice ends, whatever its budget: some values are large (4 MiB). */
  private static final int SLICE_BYTES = 4 << 20;

  /** Buckets between two looks at the clock, so to speak: about as many entries. */
  private static final int STRIDE = 16;

  private final Keyspace keyspace;
  private final SnapshotForm writer;
  private final Consumer<KeyEntry> walker = this::walk;
  private final long total;
  private final List<DictWalk<KeyEntry>> walks = new ArrayList<>();
  private int db;
  private boolean ended;

  /**
   * What stands in a file besides the data.
   *
   * @param first auxiliary fields before the data, in this order
   * @param libraries libraries of functions, as source text; they come between
   * @param last auxiliary fields after the data (script bodies of old eras)
   */
  public record Around(List<AuxField> first, List<byte[]> libraries, List<AuxField> last) {
    /** Nothing at all. */
    public static final Around NOTHING = new Around(List.of(), List.of(), List.of());
  }

  private SnapshotTask(Keyspace keyspace, SnapshotForm writer) {
    this.keyspace = keyspace;
    this.writer = writer;
    this.total = keyspace.size();
    for (int i = 0; i < keyspace.count(); i++) {
      walks.add(keyspace.database(i).walk());
    }
  }

  /** Begins a snapshot of this moment in any form. */
  static SnapshotTask start(Keyspace keyspace, SnapshotForm form) {
    SnapshotTask task = new SnapshotTask(keyspace, form);
    form.begin();
    keyspace.startSnapshot(form::entry);
    return task;
  }

  /**
   * Begins a snapshot of this moment as an RDB.
   *
   * @param around what stands in the file besides the data
   * @param which the entries that are saved
   * @param chunks takes the file in chunks of up to 64 KiB, which are its to keep; it is called
   *     from here, from {@link #run}, and from whatever changes an entry, and must not touch the
   *     keyspace
   */
  public static SnapshotTask start(
      Keyspace keyspace,
      RdbFormat format,
      Around around,
      Predicate<KeyEntry> which,
      Consumer<byte[]> chunks) {
    return start(keyspace, new SnapshotWriter(keyspace, format, around, which, chunks));
  }

  /** Saves everything at once, as SAVE does; may be called while another snapshot runs. */
  public static void saveNow(
      Keyspace keyspace,
      RdbFormat format,
      Around around,
      Predicate<KeyEntry> which,
      Consumer<byte[]> chunks) {
    SnapshotForm writer = new SnapshotWriter(keyspace, format, around, which, chunks);
    writer.begin();
    for (int i = 0; i < keyspace.count(); i++) {
      int index = i;
      keyspace.database(i).forEach(entry -> writer.entry(index, entry));
    }
    writer.end();
  }

  /**
   * Saves about {@code budget} more entries, fewer when they are large.
   *
   * @return true when the file is complete: the last chunk has been handed on
   */
  public boolean run(int budget) {
    Check.that(!ended, "a snapshot that ended goes on");
    int left = budget;
    long enough = writer.bytes() + SLICE_BYTES;
    while (db < keyspace.count() && left > 0 && writer.bytes() < enough) {
      int stride = Math.min(STRIDE, left);
      if (walks.get(db).run(stride, walker)) {
        db++;
      }
      left -= stride;
    }
    if (db == keyspace.count()) {
      end(true);
      writer.end();
    }
    return ended;
  }

  /** Ends the snapshot before its time: no more chunks come. */
  public void cancel() {
    if (!ended) {
      end(false);
    }
  }

  private void end(boolean complete) {
    ended = true;
    keyspace.endSnapshot(complete);
  }

  /** Keys saved so far. */
  public long done() {
    return writer.entries();
  }

  /** Keys there were at the start. */
  public long total() {
    return total;
  }

  /** Bytes handed on so far. */
  public long bytes() {
    return writer.bytes();
  }

  private void walk(KeyEntry entry) {
    if (keyspace.unsaved(entry)) {
      keyspace.saved(entry);
      writer.entry(db, entry);
    }
  }
}
