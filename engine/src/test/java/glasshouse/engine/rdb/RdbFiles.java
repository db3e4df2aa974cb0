package glasshouse.engine.rdb;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Whole files to keyspaces and back, for tests. */
final class RdbFiles {
  private RdbFiles() {}

  /** An empty keyspace of sixteen databases. */
  static Keyspace empty() {
    return new Keyspace(16, new ValueRules(7));
  }

  /** The file of all databases, with two auxiliary fields. */
  static byte[] write(Keyspace keyspace, RdbFormat format) {
    RdbWriter writer = new RdbWriter(format);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    writer.header();
    writer.aux(Bytes.of("redis-ver"), Bytes.of("7.0.15"));
    writer.aux(Bytes.of("ctime"), Bytes.of("1700000000"));
    for (int i = 0; i < keyspace.count(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        writer.selectDb(i);
        writer.resizeDb(db.size(), db.expiring());
        db.forEach(
            entry -> {
              writer.entry(entry.key(), entry.value(), entry.expireAt());
              file.writeBytes(writer.take(1000));
            });
      }
    }
    writer.end();
    while (writer.pending() > 0) {
      file.writeBytes(writer.take(1000));
    }
    return file.toByteArray();
  }

  /** What a file holds, read in parts of {@code step} bytes. */
  static Filled read(byte[] file, int step, boolean verify) throws RdbException {
    Filled filled = new Filled();
    RdbReader reader = new RdbReader(filled, filled.keyspace.rules(), verify);
    for (int at = 0; at < file.length && !reader.ended(); at += step) {
      int part = Math.min(step, file.length - at);
      int taken = reader.feed(file, at, part);
      if (taken != part && !reader.ended()) {
        throw new AssertionError("took " + taken + " of " + part);
      }
    }
    reader.finish();
    return filled;
  }

  /** A keyspace and whatever else a file holds. */
  static final class Filled implements RdbSink {
    final Keyspace keyspace = empty();
    final List<String> notes = new ArrayList<>();
    int version;

    @Override
    public void header(int version) {
      this.version = version;
    }

    @Override
    public void aux(byte[] key, byte[] value) {
      notes.add("aux " + Bytes.text(key) + "=" + Bytes.text(value));
    }

    @Override
    public void selectDb(int db) throws RdbException {
      if (db >= keyspace.count()) {
        throw new RdbException(0, "no such database");
      }
    }

    @Override
    public void resize(long keys, long expiring) {}

    @Override
    public void entry(int db, byte[] key, Value value, long expireAt, long idle, int freq) {
      Database target = keyspace.database(db);
      KeyEntry entry = target.set(key, value);
      if (expireAt != KeyEntry.NEVER) {
        target.expireAt(entry, expireAt);
      }
      if (idle >= 0) {
        notes.add("idle " + idle);
      }
      if (freq >= 0) {
        notes.add("freq " + freq);
      }
    }

    @Override
    public void functionLibrary(byte[] source) {
      notes.add("function " + Bytes.text(source));
    }

    @Override
    public void end(boolean verified) {
      notes.add("end " + verified);
    }
  }
}
