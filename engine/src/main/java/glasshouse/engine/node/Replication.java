package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.replication.ReplicationDoor;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.List;

/** What the replication commands do to this node. */
final class Replication implements ReplicationDoor {
  private final Core core;
  private final Feed feed;
  private final MasterSide masterSide;
  private final ReplicaSide replicaSide;
  private final Acknowledgements acknowledgements;
  private final Failover failover;
  private final Runnable restartFile;

  Replication(
      Core core,
      Feed feed,
      MasterSide masterSide,
      ReplicaSide replicaSide,
      Acknowledgements acknowledgements,
      Failover failover,
      Runnable restartFile) {
    this.core = core;
    this.feed = feed;
    this.masterSide = masterSide;
    this.replicaSide = replicaSide;
    this.acknowledgements = acknowledgements;
    this.failover = failover;
    this.restartFile = restartFile;
  }

  @Override
  public void unfollow(Call call) {
    refuseDuringFailover();
    if (core.replica) {
      promote();
      core.notice(
          Kind.REPLICATION, "MASTER MODE enabled (user request from '" + asker(call) + "')");
    }
    call.reply().ok();
  }

  /**
   * Becomes a master: the history branches behind what was applied (Redis, replicationUnsetMaster).
   */
  void promote() {
    replicaSide.unfollow();
    String before = core.history.replid();
    core.history.branch();
    core.warn(
        Kind.REPLICATION,
        "Setting secondary replication ID to "
            + before
            + ", valid up to offset: "
            + core.history.secondOffset()
            + ". New replication ID is "
            + core.history.replid());
    masterSide.disconnectAll();
    if (core.profile().is(Behaviour.PROMOTION_RESTARTS_BACKLOG_TTL)) {
      masterSide.restartBacklogClock();
    }
    restartFile.run();
  }

  private String asker(Call call) {
    Connection connection = core.connectionOf(call.client());
    return connection == null
        ? "id=" + call.client().id()
        : ClientRegistry.line(connection, core.now);
  }

  @Override
  public void follow(Call call, String host, int port) {
    refuseDuringFailover();
    if (core.replica
        && replicaSide.link().host().equals(host)
        && replicaSide.link().port() == port) {
      core.notice(
          Kind.REPLICATION,
          "REPLICAOF would result into synchronization with the master we are already connected"
              + " with. No operation performed.");
      call.reply().simple("OK Already connected to specified master");
      return;
    }
    replicaSide.follow(host, port, false);
    core.notice(
        Kind.REPLICATION,
        "REPLICAOF " + host + ":" + port + " enabled (user request from '" + asker(call) + "')");
    call.reply().ok();
  }

  private void refuseDuringFailover() {
    if (failover.running()) {
      throw new ErrorReply("ERR REPLICAOF not allowed while failing over.");
    }
  }

  @Override
  public void role(Call call) {
    ReplyWriter reply = call.reply();
    if (core.replica) {
      reply.array(5);
      reply.bulk("slave");
      ReplicaLink link = replicaSide.link();
      reply.bulk(link.host());
      reply.integer(link.port());
      reply.bulk(link.state().word());
      reply.integer(link.connected() ? link.applied() : -1);
      return;
    }
    List<ReplicaSession> online =
        masterSide.sessions().stream().filter(s -> s.state == ReplicaSession.State.ONLINE).toList();
    reply.array(3);
    reply.bulk("master");
    reply.integer(core.history.offset());
    reply.array(online.size());
    for (ReplicaSession session : online) {
      String name = MasterSide.nameOf(session.connection);
      int colon = name.lastIndexOf(':');
      reply.array(3);
      reply.bulk(name.substring(0, colon));
      reply.bulk(Integer.toString(session.connection.replicaInfo.listeningPort));
      reply.bulk(Long.toString(session.acknowledged));
    }
  }

  @Override
  public void sync(Call call, String id, boolean legacy, boolean takeOver) {
    Connection connection = core.connectionOf(call.client());
    if (connection == null || connection.session != null) {
      return;
    }
    if (takeOver) {
      takeOver(call, id);
    }
    if (failover.running()) {
      throw new ErrorReply("NOMASTERLINK Can't SYNC while failing over");
    }
    if (core.replica && !replicaSide.link().connected()) {
      throw new ErrorReply("NOMASTERLINK Can't SYNC while not connected with my master");
    }
    masterSide.checkBeforeSync(connection);
    masterSide.sync(connection, id, legacy ? null : call.args().text(2));
  }

  private void takeOver(Call call, String id) {
    core.warn(Kind.REPLICATION, "Failover request received for replid " + id + ".");
    if (!core.replica) {
      throw new ErrorReply("ERR PSYNC FAILOVER can't be sent to a master.");
    }
    if (!id.equalsIgnoreCase(core.history.replid())) {
      throw new ErrorReply("ERR PSYNC FAILOVER replid must match my replid.");
    }
    promote();
    core.notice(
        Kind.REPLICATION, "MASTER MODE enabled (failover request from '" + asker(call) + "')");
  }

  @Override
  public boolean configure(Call call, String option, int valueIndex) {
    Args args = call.args();
    Connection connection = core.connectionOf(call.client());
    if (connection == null) {
      return true;
    }
    ReplicaInfo info = connection.replicaInfo;
    switch (option) {
      case "listening-port" -> info.listeningPort = (int) args.longAt(valueIndex);
      case "ip-address" -> {
        if (args.length(valueIndex) > 255) {
          throw new ErrorReply(
              "ERR REPLCONF ip-address provided by replica instance is too long: "
                  + args.length(valueIndex)
                  + " bytes");
        }
        info.address = args.text(valueIndex);
      }
      case "capa" -> {
        info.eof |= args.is(valueIndex, "EOF");
        info.psync2 |= args.is(valueIndex, "PSYNC2");
      }
      case "ack" -> {
        ReplicaSession session = connection.session;
        if (session != null && args.isLong(valueIndex)) {
          masterSide.acknowledged(session, args.longAt(valueIndex));
          acknowledgements.serve();
          failover.check();
        }
        return false;
      }
      case "getack" -> {
        if (connection.master) {
          replicaSide.link().acknowledge();
        }
        return false;
      }
      case "rdb-only" -> info.rdbOnly = args.longAt(valueIndex) == 1;
      case "rdb-filter-only" -> filter(info, args.text(valueIndex));
      default ->
          throw new ErrorReply("ERR Unrecognized REPLCONF option: " + args.text(valueIndex - 1));
    }
    return true;
  }

  /** What the dump is to have only, apart by blanks; nothing at all when there is no word. */
  private static void filter(ReplicaInfo info, String list) {
    info.withoutData = true;
    info.withoutFunctions = true;
    for (String part : list.split(" ")) {
      if (part.equals("functions")) {
        info.withoutFunctions = false;
      } else if (!part.isEmpty()) {
        throw new ErrorReply("ERR Unsupported rdb-filter-only option: " + part);
      }
    }
  }

  @Override
  public void await(Call call, long replicas, long timeout) {
    if (core.replica) {
      throw new ErrorReply(
          "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if"
              + " a replica is configured to be writable (which is not the default) writes to"
              + " replicas are just local and are not propagated.");
    }
    acknowledgements.await(call, replicas, timeout);
  }

  @Override
  public void failover(Call call, String host, int port, boolean force, long timeout) {
    if (failover.running()) {
      throw new ErrorReply("ERR FAILOVER already in progress.");
    }
    if (core.replica) {
      throw new ErrorReply("ERR FAILOVER is not valid when server is a replica.");
    }
    if (masterSide.sessions().isEmpty()) {
      throw new ErrorReply("ERR FAILOVER requires connected replicas.");
    }
    if (force && (timeout < 0 || host.isEmpty())) {
      throw new ErrorReply(
          "ERR FAILOVER with force option requires both a timeout and target HOST and IP.");
    }
    if (!host.isEmpty()) {
      checkTarget(host, port);
    }
    failover.start(host, port, force, timeout);
    call.reply().ok();
  }

  private void checkTarget(String host, int port) {
    for (ReplicaSession session : masterSide.sessions()) {
      if (MasterSide.nameOf(session.connection).equals(host + ":" + port)) {
        if (session.state != ReplicaSession.State.ONLINE) {
          throw new ErrorReply("ERR FAILOVER target replica is not online.");
        }
        return;
      }
    }
    throw new ErrorReply("ERR FAILOVER target HOST and PORT is not a replica.");
  }

  @Override
  public void abortFailover(Call call) {
    if (!failover.running()) {
      throw new ErrorReply("ERR No failover in progress.");
    }
    failover.abort("Failover manually aborted");
    call.reply().ok();
  }

  /** Restart as a replica: what the RDB said is where we go on. */
  void restore(CachedMaster saved) {
    replicaSide.restore(saved);
  }

  /** True while the stream and its figures belong to a running backlog. */
  boolean backlogActive() {
    return feed.backlog() != null;
  }
}
