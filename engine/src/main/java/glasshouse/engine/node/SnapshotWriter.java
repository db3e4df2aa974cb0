package glasshouse.engine.node;

import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.rdb.AuxField;
import glasshouse.engine.rdb.RdbFormat;
import glasshouse.engine.rdb.RdbWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes the entries of a keyspace as an RDB and hands the bytes on in chunks. Entries may come in
 * any order: where the database changes, the file says so, and the first time it tells how many
 * keys the database had when the writer was made.
 */
final class SnapshotWriter implements SnapshotForm {
  private static final int CHUNK = 64 * 1024;
  private static final int NO_DB = -1;

  private final RdbWriter writer;
  private final Ages ages;
  private final Predicate<KeyEntry> which;
  private final Consumer<byte[]> chunks;
  private final SnapshotTask.Around around;
  private final long[] keys;
  private final long[] expiring;
  private final boolean[] announced;
  private int selected = NO_DB;
  private long entries;
  private long bytes;

  SnapshotWriter(
      Keyspace keyspace,
      RdbFormat format,
      SnapshotTask.Around around,
      Predicate<KeyEntry> which,
      Consumer<byte[]> chunks) {
    this.around = around;
    this.which = which;
    this.chunks = chunks;
    writer = new RdbWriter(format);
    ages = keyspace.rules().ages;
    keys = new long[keyspace.count()];
    expiring = new long[keyspace.count()];
    announced = new boolean[keyspace.count()];
    for (int i = 0; i < keys.length; i++) {
      Database db = keyspace.database(i);
      keys[i] = db.size();
      expiring[i] = db.expiring();
    }
  }

  @Override
  public void begin() {
    writer.header();
    aux(around.first());
    around.libraries().forEach(writer::library);
  }

  @Override
  public void entry(int db, KeyEntry entry) {
    if (!which.test(entry)) {
      return;
    }
    if (db != selected) {
      selected = db;
      writer.selectDb(db);
      if (!announced[db]) {
        announced[db] = true;
        writer.resizeDb(keys[db], expiring[db]);
      }
    }
    writer.entry(entry, ages);
    entries++;
    while (writer.pending() >= CHUNK) {
      chunk();
    }
  }

  @Override
  public void end() {
    aux(around.last());
    writer.end();
    while (writer.pending() > 0) {
      chunk();
    }
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  private void aux(List<AuxField> fields) {
    for (AuxField field : fields) {
      writer.aux(field.key(), field.value());
    }
  }

  private void chunk() {
    byte[] chunk = writer.take(CHUNK);
    bytes += chunk.length;
    chunks.accept(chunk);
  }
}
