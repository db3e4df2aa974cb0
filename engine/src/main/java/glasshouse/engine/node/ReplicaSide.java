package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.view.EngineEvent.Kind;

/**
 * This node as a replica: what becomes of its link ({@link ReplicaLink}) when it is told whom to
 * follow, when something comes over the link, and when time goes by.
 */
final class ReplicaSide {
  /** What this side needs of the rest of the node. */
  interface Rest {
    /** A loader into databases of its own. */
    Loader newLoader();

    /** The dump is complete: its databases replace ours, at once or after those were emptied. */
    void adopt(Loader loader, boolean atOnce);

    /** Disconnects our own replicas. */
    void dropReplicas();

    /** Disconnects clients that wait for something. */
    void dropBlocked();

    /** A failover waits for what the target answers to PSYNC; {@code accepted} says which. */
    void failoverAnswered(boolean accepted);
  }

  private static final String OWN_HISTORY =
      "Before turning into a replica, using my own master parameters to synthesize a cached"
          + " master: I may be able to synchronize with the new master with just a partial"
          + " transfer.";

  private final Core core;
  private final Feed feed;
  private final MasterStream stream;
  private final Rest rest;
  private final ReplicaLink link;
  private final Handshakes handshakes;

  ReplicaSide(Core core, Feed feed, MasterStream stream, Rest rest) {
    this.core = core;
    this.feed = feed;
    this.stream = stream;
    this.rest = rest;
    link = new ReplicaLink(core, stream);
    handshakes = new Handshakes(core, feed, link, rest);
  }

  ReplicaLink link() {
    return link;
  }

  /** Restart: go on from what the RDB said, once {@link #follow} is called. */
  void restore(CachedMaster saved) {
    core.notice(Kind.REPLICATION, OWN_HISTORY);
    link.cached(saved);
  }

  /** REPLICAOF host port. */
  void follow(String host, int port, boolean forFailover) {
    final boolean wasMaster = !core.replica;
    handshakes.failingOver(forFailover);
    core.replica = true;
    core.config.replication.master.set(host, port);
    feed.replica(true);
    rest.dropBlocked();
    link.suspend();
    if (wasMaster && link.cached() == null) {
      core.notice(Kind.REPLICATION, OWN_HISTORY);
      if (core.profile().is(Behaviour.TRIMS_TRAILING_PINGS)) {
        feed.dropTrailingPings();
      }
      link.cached(new CachedMaster(core.history.replid(), core.history.offset(), -1));
    }
    if (!core.profile().is(Behaviour.KEEPS_REPLICAS_ON_REATTACH)) {
      rest.dropReplicas();
    }
    link.begin(host, port);
  }

  /** REPLICAOF NO ONE, without what the master's side has to do. */
  void unfollow() {
    link.suspend();
    core.replica = false;
    core.config.replication.master.set("", 0);
    handshakes.failingOver(false);
    feed.replica(false);
    feed.forgetDb();
    link.end();
  }

  /** The link asked for is up. */
  void opened(long number) {
    if (link.state() instanceof MasterLink.Connecting(long asked, long _) && asked == number) {
      handshakes.begin(number);
    } else {
      core.outbox.add(new Output.Close(number));
    }
  }

  /** A link of ours is gone. */
  void closed(long number, String why) {
    if (link.state().link() != number) {
      return;
    }
    switch (link.state()) {
      case MasterLink.Connected(Connection connection) -> {
        link.lost(connection);
        link.reconnect("link lost");
      }
      case MasterLink.Transfer state -> {
        core.warn(Kind.REPLICATION, state.intake.interrupted(why));
        link.startOver(number, "link lost during the transfer");
      }
      case MasterLink.Connecting _ -> {
        core.warn(
            Kind.REPLICATION,
            "Error condition on socket for SYNC: " + (why.isEmpty() ? "closed" : why));
        link.failed("link lost");
      }
      case MasterLink.Handshake state -> handshakes.interrupted(state, why);
      case MasterLink.None _, MasterLink.Connect _ -> {}
    }
  }

  /** Bytes of a link of ours. */
  void arrived(long number, byte[] bytes, int offset, int length) {
    if (link.state().link() != number) {
      return;
    }
    switch (link.state()) {
      case MasterLink.Handshake state -> {
        handshakes.arrived(state, bytes, offset, length);
        if (link.state() != state && !state.in.isEmpty()) {
          byte[] more = state.in.toByteArray();
          arrived(number, more, 0, more.length);
        }
      }
      case MasterLink.Transfer transfer -> transfer(transfer, bytes, offset, length);
      case MasterLink.Connected(Connection connection) -> apply(connection, bytes, offset, length);
      case MasterLink.None _, MasterLink.Connect _, MasterLink.Connecting _ -> {}
    }
  }

  private void apply(Connection connection, byte[] bytes, int offset, int length) {
    if (!stream.apply(connection, bytes, offset, length)) {
      core.outbox.add(new Output.Close(connection.link));
      link.cached(null);
      core.warn(Kind.REPLICATION, "Connection with master lost.");
      link.reconnect("the stream is broken");
    }
  }

  /** Goes on with the stream that CLIENT PAUSE or the node's sleep held back. */
  void resume() {
    if (link.state() instanceof MasterLink.Connected(Connection connection)) {
      apply(connection, Bytes.EMPTY, 0, 0);
    }
  }

  private void transfer(MasterLink.Transfer state, byte[] bytes, int offset, int length) {
    state.heardAt = core.now;
    int taken = state.intake.feed(bytes, offset, length);
    if (taken < 0) {
      link.startOver(state.link, "the dump is damaged");
    } else if (state.intake.dump().complete()) {
      loaded(state);
      if (taken < length) {
        arrived(state.link, bytes, offset + taken, length - taken);
      }
    }
  }

  private void loaded(MasterLink.Transfer state) {
    Loader loader = state.intake.dump().loader();
    state.intake.finish(() -> rest.adopt(loader, state.intake.swaps()));
    String id = state.replid.isEmpty() ? core.random.hex(40) : state.replid;
    core.history.adopt(id, Math.max(0, state.offset));
    feed.freeBacklog();
    feed.createBacklog();
    link.flow(state.link, Math.max(0, state.offset), loader.info().streamDb());
    core.notice(Kind.REPLICATION, "MASTER <-> REPLICA sync: Finished with success");
  }

  /** A run of the cron of replication (Redis, replicationCron). */
  void cron() {
    keepUp();
    link.cron();
  }

  /** Gives up what takes too long, and tells the master that we are there. */
  private void keepUp() {
    switch (link.state()) {
      case MasterLink.None _, MasterLink.Connect _ -> {}
      case MasterLink.Connecting(long number, long since) -> {
        if (core.beyondTimeout(since)) {
          core.warn(Kind.REPLICATION, "Timeout connecting to the MASTER...");
          link.startOver(number, "timeout");
        }
      }
      case MasterLink.Handshake state -> {
        if (core.beyondTimeout(state.heardAt)) {
          core.warn(Kind.REPLICATION, "Timeout connecting to the MASTER...");
          link.startOver(state.link, "timeout");
        }
      }
      case MasterLink.Transfer state -> {
        if (core.beyondTimeout(state.heardAt)) {
          core.warn(
              Kind.REPLICATION,
              "Timeout receiving bulk data from MASTER... If the problem persists try to set the"
                  + " 'repl-timeout' parameter in redis.conf to a larger value.");
          link.startOver(state.link, "timeout");
        } else {
          core.outbox.add(new Output.Send(state.link, new ByteBuilder(16).put('\n'), false));
        }
      }
      case MasterLink.Connected(Connection connection) -> {
        if (core.beyondTimeout(connection.heardAt)) {
          core.warn(Kind.REPLICATION, "MASTER timeout: no data nor PING received...");
          core.outbox.add(new Output.Close(connection.link));
          closed(connection.link, "timeout");
        } else {
          link.acknowledge();
        }
      }
    }
  }
}
