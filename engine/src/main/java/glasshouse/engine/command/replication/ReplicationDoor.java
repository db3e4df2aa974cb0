package glasshouse.engine.command.replication;

import glasshouse.engine.command.Call;

/** What the replication family asks of its node. Each method answers on the call's reply itself. */
public interface ReplicationDoor {
  /** REPLICAOF NO ONE. */
  void unfollow(Call call);

  /** REPLICAOF host port; the port is from 0 to 65535. */
  void follow(Call call, String host, int port);

  /** ROLE. */
  void role(Call call);

  /**
   * PSYNC id offset (the second argument of the call), or SYNC when {@code legacy}; answers on the
   * connection.
   */
  void sync(Call call, String id, boolean legacy, boolean failover);

  /** One pair of REPLCONF; false when it must not be answered (ACK, GETACK). */
  boolean configure(Call call, String option, int valueIndex);

  /** WAIT: {@code timeout} milliseconds, 0 for ever. */
  void await(Call call, long replicas, long timeout);

  /** FAILOVER to {@code host} (empty for any replica). */
  void failover(Call call, String host, int port, boolean force, long timeout);

  /** FAILOVER ABORT. */
  void abortFailover(Call call);
}
