package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.SENSITIVE;

/** Masters and replicas. Times in seconds, sizes in bytes. */
public final class ReplicationSection extends Section {
  /** The master. */
  public final MasterParameter master = row(new MasterParameter());

  /** Password for the master; empty for none. */
  public final TextParameter masterAuth = text("masterauth", "", SENSITIVE);

  /** User at the master; empty for the default user. */
  public final TextParameter masterUser = text("masteruser", "", SENSITIVE);

  /** Address that a replica tells its master; empty for that of its socket. */
  public final TextParameter announceIp = text("replica-announce-ip slave-announce-ip", "");

  /** Port that a replica tells its master; 0 for the one it listens on. */
  public final NumberParameter announcePort =
      number("replica-announce-port slave-announce-port", 0, 0, 65535);

  /** Whether Sentinel is to count this replica. */
  public final FlagParameter announced = flag("replica-announced", true);

  /** Rank in a failover, 0 for never. */
  public final NumberParameter priority = number("replica-priority slave-priority", 100, 0, INT);

  /** Whether a replica refuses writes of its clients. */
  public final FlagParameter readOnly = flag("replica-read-only slave-read-only", true);

  /** Whether a replica answers while its link is down. */
  public final FlagParameter serveStaleData =
      flag("replica-serve-stale-data slave-serve-stale-data", true);

  /** Whether a replica leaves eviction to its master. */
  public final FlagParameter ignoreMaxmemory =
      flag("replica-ignore-maxmemory slave-ignore-maxmemory", true);

  /** Whether a replica goes on when it cannot write to its disk. */
  public final FlagParameter ignoreDiskWriteErrors =
      flag("replica-ignore-disk-write-errors", false);

  /** Whether the old data set is freed later when a full sync replaces it. */
  public final FlagParameter lazyFlush = flag("replica-lazy-flush slave-lazy-flush", false);

  /** How often a master pings its replicas. */
  public final NumberParameter pingPeriod =
      number("repl-ping-replica-period repl-ping-slave-period", 10, 1, INT);

  /** Silence after which the link counts as lost. */
  public final NumberParameter timeout = number("repl-timeout", 60, 1, INT);

  /** Size of the backlog, at least 16 KiB. */
  public final NumberParameter backlogSize =
      memory("repl-backlog-size", MB, 1, LONG).cutTo(16 * KB, LONG);

  /** How long a master without replicas keeps its backlog; 0 for ever. */
  public final NumberParameter backlogTtl = number("repl-backlog-ttl", 3600, 0, LONG);

  /** Whether a full sync goes through the socket without a file. */
  public final FlagParameter disklessSync = flag("repl-diskless-sync", true);

  /** How long a diskless sync waits for more replicas. */
  public final NumberParameter disklessSyncDelay = number("repl-diskless-sync-delay", 5, 0, INT);

  /** With so many replicas a diskless sync no longer waits; 0 for never. */
  public final NumberParameter disklessSyncMaxReplicas =
      number("repl-diskless-sync-max-replicas", 0, 0, INT);

  /** How a replica loads what it is sent. */
  public final WordParameter disklessLoad =
      word("repl-diskless-load", "disabled", "disabled on-empty-db swapdb", Mark.NOT_WHILE_LOADING);

  /** Whether small packets may wait for more (Nagle). */
  public final FlagParameter disableTcpNodelay = flag("repl-disable-tcp-nodelay", false);

  /** Writes are refused with fewer good replicas; 0 for never. */
  public final NumberParameter minReplicasToWrite =
      number("min-replicas-to-write min-slaves-to-write", 0, 0, INT);

  /** A replica is good when it was heard of within this time. */
  public final NumberParameter minReplicasMaxLag =
      number("min-replicas-max-lag min-slaves-max-lag", 10, 0, INT);

  /** What happens when a replica cannot carry out a command of its master. */
  public final WordParameter propagationError =
      word("propagation-error-behavior", "ignore", "ignore panic panic-on-replicas");

  /** How long SHUTDOWN waits for replicas. */
  public final NumberParameter shutdownTimeout = number("shutdown-timeout", 10, 0, INT);

  ReplicationSection() {}
}
