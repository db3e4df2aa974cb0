package glasshouse.engine.replication;

import java.util.Optional;

/**
 * What releases of Redis do differently: each constant is a fault that was mended, a design that
 * was changed, or a remedy that was thought of. Which release changed it and where that stands is
 * told in docs/eras.md, switch by switch.
 */
public enum Behaviour {
  /** The RDB says which database the stream stands on (4316). */
  SAVES_STREAM_DB("save-db-aux"),
  /** A replica that goes on from an RDB stands on the database the file names (4316). */
  SELECTS_SAVED_DB("select-db-on-load"),
  /** A replica whose link is down saves the replication fields too (4407, 4412). */
  SAVES_HISTORY_WHEN_DISCONNECTED("save-history-when-disconnected"),
  /** A replica that has no backlog creates one after +CONTINUE (4268). */
  BACKLOG_ON_CONTINUE("backlog-on-continue"),
  /** A master takes the id of its RDB as its own: two masters may wear one id (4316). */
  LOADS_HISTORY_AS_MASTER("load-replinfo-as-master"),
  /** A master keeps the id of its RDB as the history before its own (8015). */
  GROWS_OUT_OF_SAVED_HISTORY("replid2-from-rdb"),
  /** Freeing an unused backlog leaves the replication id as it was (4407). */
  KEEPS_ID_WITHOUT_BACKLOG("keep-replid-on-backlog-free"),
  /** A replica relays what it has read, not what it has applied (3899). */
  RELAYS_ON_READ("relay-on-read"),
  /** A +CONTINUE makes the master forget which scripts its replicas know: a remedy for 4483. */
  FORGETS_SCRIPTS_ON_CONTINUE("flush-scriptcache-on-continue"),
  /** The RDB carries the bodies of cached scripts (4483). */
  SCRIPTS_IN_RDB("save-lua-aux"),
  /** Loading a script that is cached already ends the server (4505). */
  DUPLICATE_SCRIPT_DIES("dup-script-asserts"),
  /** EVAL and EVALSHA go down the stream as they are, not their effects (5292, 9812). */
  SCRIPTS_VERBATIM("replicate-scripts"),
  /** SCRIPT LOAD and SCRIPT FLUSH go down the stream (9812). */
  SCRIPT_LOAD_PROPAGATES("propagate-script-load"),
  /** The RDB keeps keys that have expired and were not deleted yet (4950). */
  SAVES_EXPIRED_KEYS("save-expired-keys"),
  /** Expiry goes down the stream as it was said, not in absolute milliseconds (8474). */
  RELATIVE_EXPIRY("relative-ttl"),
  /** Keepalives are commands of the stream and move the offset (7002, 13790). */
  PINGS_IN_STREAM("ping-in-stream"),
  /** Who loses or changes its master takes trailing PINGs out of its stream (7143, 7320). */
  TRIMS_TRAILING_PINGS("trim-trailing-pings"),
  /** Promotion restarts the clock of an unused backlog (5484). */
  PROMOTION_RESTARTS_BACKLOG_TTL("promote-rearms-ttl"),
  /** EXEC refuses queued writes when the node became a replica meanwhile (5667). */
  EXEC_CHECKS_ROLE("exec-recheck-role"),
  /** A command of the master that CLIENT PAUSE holds back is counted and relayed already (9448). */
  PAUSE_COUNTS_OFFSET("pause-counts-offset"),
  /** An empty line of a bare line feed swallows the byte that follows it (5135). */
  NEWLINE_SWALLOWS_A_BYTE("inline-newline-parser-broken"),
  /** A replica obeys its own maxmemory and evicts (4954). */
  REPLICA_EVICTS("replica-evicts"),
  /** EXISTS on a replica tells of keys that have expired. */
  EXISTS_SEES_EXPIRED("exists-sees-expired"),
  /** A line of text from the master ends the link, which is not resumed then. */
  INLINE_FROM_MASTER_ENDS_LINK("inline-from-master-ends-link"),
  /** A transaction of one write goes down the stream without MULTI and EXEC (9890). */
  SINGLE_WRITE_WITHOUT_MULTI("single-write-without-multi"),
  /** SELECT goes down the stream behind MULTI, not before it. */
  SELECT_INSIDE_MULTI("select-inside-multi"),
  /** WAIT waits for the client's last write, not for its last command. */
  WAIT_FOR_LAST_WRITE("wait-for-last-write"),
  /** To the commands of a transaction or script it is the same time, that of its begin (10300). */
  FREEZES_TIME("freeze-time"),
  /** REPLICAOF keeps sub-replicas and cached master until new data is really loaded (9398). */
  KEEPS_REPLICAS_ON_REATTACH("keep-replicas-on-reattach"),
  /** A lost link, a failed copy and REPLICAOF lead to the next attempt at once (6271). */
  RECONNECTS_AT_ONCE("reconnect-at-once"),
  /** A block of the stream may be of any size, and counts for a replica as a whole (11666). */
  UNBOUNDED_BLOCKS("unbounded-blocks"),
  /** SHUTDOWN of a master waits until its replicas have everything (9872). */
  SHUTDOWN_WAITS("shutdown-waits-for-replicas"),
  /** FLUSHALL writes its empty file when it is in the stream, not while it runs: a remedy. */
  FLUSH_SAVES_BEHIND_STREAM("flush-saves-behind-stream"),
  /** The error for an unknown command has its words in backticks, not in quotes (9107). */
  BACKTICKS_UNKNOWN_COMMANDS("backticks-unknown-commands"),
  /** Errors of the master's commands are logged. */
  LOGS_MASTER_ERRORS("log-master-errors"),
  /** There are libraries of functions: commands, and a place in the RDB (8693). */
  FUNCTIONS("functions");

  private final String word;

  Behaviour(String word) {
    this.word = word;
  }

  /** The switch as eras are written, for example {@code 4.0.6+relay-on-read}. */
  public String word() {
    return word;
  }

  /** The switch of this word. */
  public static Optional<Behaviour> named(String word) {
    for (Behaviour behaviour : values()) {
      if (behaviour.word.equals(word)) {
        return Optional.of(behaviour);
      }
    }
    return Optional.empty();
  }
}
