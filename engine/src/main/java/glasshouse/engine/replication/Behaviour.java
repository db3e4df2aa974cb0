package glasshouse.engine.replication;

/**
 * What releases of Redis do differently: each constant is a fault that was mended, or a design that
 * was changed. Sources: the release notes, commits and issues named, and runs of the releases.
 */
public enum Behaviour {
  /**
   * The RDB says which database the stream stands on, and a restarted replica selects it (4316).
   */
  SAVES_STREAM_DB,
  /** A replica whose link is down saves the replication fields too (4407, 4412). */
  SAVES_HISTORY_WHEN_DISCONNECTED,
  /** A replica that has no backlog creates one after +CONTINUE (4268). */
  BACKLOG_ON_CONTINUE,
  /** Freeing an unused backlog gives a new replication id (4407). */
  RENEWS_ID_WITH_BACKLOG,
  /** The RDB carries the bodies of cached scripts (4483). */
  SCRIPTS_IN_RDB,
  /** Loading a script that is cached already ends the server (4505). */
  DUPLICATE_SCRIPT_DIES,
  /** EVAL and EVALSHA go down the stream as they are, not their effects. */
  SCRIPTS_VERBATIM,
  /** SCRIPT LOAD and SCRIPT FLUSH go down the stream. */
  SCRIPT_LOAD_PROPAGATES,
  /** The RDB keeps keys that have expired and were not deleted yet (4950). */
  SAVES_EXPIRED_KEYS,
  /** Expiry goes down the stream in absolute milliseconds, not as it was said (8474). */
  ABSOLUTE_EXPIRY,
  /** Promotion restarts the clock of an unused backlog (5484). */
  PROMOTION_RESTARTS_BACKLOG_TTL,
  /** EXEC refuses queued writes when the node became a replica meanwhile (5667). */
  EXEC_CHECKS_ROLE,
  /** A transaction of one write goes down the stream without MULTI and EXEC (9890). */
  SINGLE_WRITE_WITHOUT_MULTI,
  /** REPLICAOF keeps sub-replicas and cached master until new data is really loaded (9398). */
  KEEPS_REPLICAS_ON_REATTACH,
  /** Errors of the master's commands are logged. */
  LOGS_MASTER_ERRORS
}
