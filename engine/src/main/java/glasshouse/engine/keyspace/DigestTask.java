package glasshouse.engine.keyspace;

import glasshouse.engine.base.Check;

/**
 * Computes the {@link Digest} of a keyspace in slices, so that a node can show it while it serves.
 * It is right only when nothing was written between the first slice and the last: whoever sees a
 * write calls {@link #restart}.
 */
public final class DigestTask {
  private final Keyspace keyspace;
  private final Digest digest = new Digest();
  private int db;
  private long cursor;
  private int left;
  private boolean inside;

  /** A task at its start. */
  public DigestTask(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /** Begins anew. */
  public void restart() {
    digest.clear();
    db = 0;
    cursor = 0;
    inside = false;
  }

  /**
   * Walks on over about {@code budget} entries; true when all are done and {@link #hex} is valid.
   */
  public boolean run(int budget) {
    left = budget;
    while (db < keyspace.count() && left > 0) {
      Database current = keyspace.database(db);
      if (!inside && current.size() > 0) {
        digest.database(db);
        inside = true;
      }
      if (inside) {
        left--;
        cursor = current.scan(cursor, this::entry);
      }
      if (cursor == 0) {
        db++;
        inside = false;
      }
    }
    return done();
  }

  /** True when all entries are done. */
  public boolean done() {
    return db == keyspace.count();
  }

  /** The digest, as DEBUG DIGEST prints it; only when {@link #done}. */
  public String hex() {
    Check.that(done(), "the digest is not complete");
    return digest.hex();
  }

  private void entry(KeyEntry entry) {
    left--;
    digest.entry(entry);
  }
}
