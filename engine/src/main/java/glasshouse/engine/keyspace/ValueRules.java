package glasshouse.engine.keyspace;

/**
 * What all values of one node share: the seed of their hash tables, and the thresholds at which
 * compact forms become tables. Names and defaults are those of redis.conf 7.0; CONFIG SET changes
 * them, values made or grown later see the change.
 */
public final class ValueRules {
  /** Seed of every hash table of the node. */
  public final long seed;

  /** When keys were used, or how often. */
  public final Ages ages;

  /** hash-max-listpack-entries: pairs. */
  public int hashMaxEntries = 128;

  /** hash-max-listpack-value: bytes of a field or value. */
  public int hashMaxValue = 64;

  /** set-max-intset-entries: members. */
  public int setMaxIntset = 512;

  /** zset-max-listpack-entries: members. */
  public int sortedSetMaxEntries = 128;

  /** zset-max-listpack-value: bytes of a member. */
  public int sortedSetMaxValue = 64;

  /** hll-sparse-max-bytes: bytes of a sparse HyperLogLog, the header included. */
  public long hllSparseMax = 3000;

  /** stream-node-max-bytes: bytes of a node's listpack; 0 for no bound. */
  public int streamNodeBytes = 4096;

  /** stream-node-max-entries: entries of a node; 0 for no bound. */
  public int streamNodeEntries = 100;

  /** Rules with Redis' defaults. */
  public ValueRules(long seed) {
    this.seed = seed;
    ages = new Ages(seed);
  }
}
