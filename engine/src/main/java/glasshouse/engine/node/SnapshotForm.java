package glasshouse.engine.node;

import glasshouse.engine.keyspace.KeyEntry;

/**
 * What a snapshot is written as. Entries come in any order of databases; what is written is handed
 * on in chunks, by whoever made the form.
 */
interface SnapshotForm {
  /** What stands before the data. */
  void begin();

  /** An entry of database {@code db}. */
  void entry(int db, KeyEntry entry);

  /** What stands behind the data. */
  void end();

  /** Entries written so far. */
  long entries();

  /** Bytes handed on so far. */
  long bytes();
}
