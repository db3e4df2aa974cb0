package glasshouse.engine.node;

/** Counters of a node since its start or the last CONFIG RESETSTAT; names as in INFO stats. */
public final class Stats {
  /** Snapshots that were begun, which are what forks are to Redis. */
  long forks;

  /** Microseconds the newest of them took to begin. */
  long forkMicros;

  /** Rewrites of the append only file that were begun. */
  long aofRewrites;

  /** total_connections_received. */
  public long connections;

  /** total_commands_processed. */
  public long commands;

  /** total_net_input_bytes. */
  public long inputBytes;

  /** total_net_output_bytes. */
  public long outputBytes;

  /** total_net_repl_input_bytes. */
  public long replicationInputBytes;

  /** total_net_repl_output_bytes. */
  public long replicationOutputBytes;

  /** keyspace_hits. */
  public long hits;

  /** keyspace_misses. */
  public long misses;

  /** expired_keys. */
  public long expiredKeys;

  /** evicted_keys. */
  public long evictedKeys;

  /** total_eviction_exceeded_time without the present one, milliseconds. */
  public long evictionExceeded;

  /** sync_full. */
  public long syncFull;

  /** sync_partial_ok. */
  public long syncPartialOk;

  /** sync_partial_err. */
  public long syncPartialErr;

  /** rejected_connections. */
  public long rejectedConnections;

  /** evicted_clients. */
  public long evictedClients;

  /** total_error_replies. */
  public long errorReplies;

  /** unexpected_error_replies. */
  public long unexpectedErrorReplies;

  /**
   * Changes of the data that {@link #dirty} does not count: data sets loaded or adopted, keys
   * expired and evicted, DEBUG POPULATE. Not reset by CONFIG RESETSTAT.
   */
  public long silentChanges;

  /** rdb_changes_since_last_save; not reset by CONFIG RESETSTAT. */
  public long dirty;

  /** SAVE and saves in the background, failed ones too; not reset by CONFIG RESETSTAT. */
  public long saves;

  /** Keys that the newest load from disk brought, and those it dropped as expired. */
  public long loadedKeys;

  /** See {@link #loadedKeys}. */
  public long loadedExpired;

  /** used_memory_peak in bytes, by the estimate of INFO memory. */
  public long peakMemory;

  /** reply_buffer_shrinks. */
  long replyBufferShrinks;

  /** reply_buffer_expands. */
  long replyBufferExpands;

  /** CONFIG RESETSTAT. */
  public void reset() {
    connections = 0;
    commands = 0;
    inputBytes = 0;
    outputBytes = 0;
    replicationInputBytes = 0;
    replicationOutputBytes = 0;
    hits = 0;
    misses = 0;
    expiredKeys = 0;
    evictedKeys = 0;
    evictionExceeded = 0;
    syncFull = 0;
    syncPartialOk = 0;
    syncPartialErr = 0;
    rejectedConnections = 0;
    evictedClients = 0;
    errorReplies = 0;
    forks = 0;
    unexpectedErrorReplies = 0;
    replyBufferShrinks = 0;
    replyBufferExpands = 0;
  }
}
