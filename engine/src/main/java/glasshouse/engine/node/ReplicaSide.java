package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * This node as a replica: whom it follows, and the link to there ({@link MasterLink}). One method,
 * {@link #become}, assigns the state.
 */
final class ReplicaSide {
  /** What this side needs of the rest of the node. */
  interface Rest {
    /** A loader into databases of its own. */
    Loader newLoader();

    /** The dump is complete: its databases replace ours. */
    void adopt(Loader loader);

    /** Disconnects our own replicas. */
    void dropReplicas();

    /** Disconnects clients that wait for something. */
    void dropBlocked();

    /** A failover waits for what the target answers to PSYNC; {@code accepted} says which. */
    void failoverAnswered(boolean accepted);
  }

  private static final long RETRY = 1000;

  /** Redis runs its cron of replication that often while it fails over (serverCron). */
  private static final long RETRY_FAILING_OVER = 100;

  private static final String OWN_HISTORY =
      "Before turning into a replica, using my own master parameters to synthesize a cached"
          + " master: I may be able to synchronize with the new master with just a partial"
          + " transfer.";

  private final Core core;
  private final Feed feed;
  private final MasterStream stream;
  private final Rest rest;
  private String host = "";
  private int port;
  private MasterLink link = new MasterLink.None();
  private @Nullable CachedMaster cached;
  private long downSince;
  private boolean everConnected;
  private boolean failingOver;

  ReplicaSide(Core core, Feed feed, MasterStream stream, Rest rest) {
    this.core = core;
    this.feed = feed;
    this.stream = stream;
    this.rest = rest;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  MasterLink link() {
    return link;
  }

  @Nullable CachedMaster cached() {
    return cached;
  }

  boolean connected() {
    return link instanceof MasterLink.Connected;
  }

  /** Unix milliseconds since when the link is down; 0 while it is up, -1 when it never was up. */
  long downSince() {
    return connected() ? 0 : everConnected ? downSince : -1;
  }

  /** The database the link stands on, also the suspended one; -1 for none. */
  int linkDb() {
    if (link instanceof MasterLink.Connected(Connection connection)) {
      return connection.client.database().index();
    }
    return cached == null ? -1 : cached.db();
  }

  /** Last byte applied, or -1 when there is neither link nor cached master. */
  long applied() {
    return connected() ? stream.applied() : cached == null ? -1 : cached.applied();
  }

  /** Last byte received, or -1. */
  long read() {
    return link instanceof MasterLink.Connected(Connection c) ? stream.read(c) : applied();
  }

  /** Restart: go on from what the RDB said, once {@link #follow} is called. */
  void restore(CachedMaster saved) {
    core.notice(Kind.REPLICATION, OWN_HISTORY);
    cached = saved;
  }

  /** REPLICAOF host port. */
  void follow(String newHost, int newPort, boolean forFailover) {
    final boolean wasMaster = !core.replica;
    failingOver = forFailover;
    host = newHost;
    port = newPort;
    core.replica = true;
    core.config.replication.master.set(newHost, newPort);
    feed.replica(true);
    rest.dropBlocked();
    suspend();
    if (wasMaster && cached == null) {
      core.notice(Kind.REPLICATION, OWN_HISTORY);
      if (core.profile().is(Behaviour.TRIMS_TRAILING_PINGS)) {
        feed.dropTrailingPings();
      }
      cached = new CachedMaster(core.history.replid(), core.history.offset(), -1);
    }
    if (!core.profile().is(Behaviour.KEEPS_REPLICAS_ON_REATTACH)) {
      rest.dropReplicas();
    }
    become(new MasterLink.Connect(core.now, false), "REPLICAOF " + host + ":" + port);
    connect("Connecting to MASTER ", "");
  }

  /** REPLICAOF NO ONE, without what the master's side has to do. */
  void unfollow() {
    suspend();
    discardCached();
    host = "";
    port = 0;
    core.replica = false;
    core.config.replication.master.set("", 0);
    failingOver = false;
    feed.replica(false);
    feed.forgetDb();
    become(new MasterLink.None(), "MASTER MODE enabled");
  }

  private void become(MasterLink next, String why) {
    boolean wasConnected = connected();
    if (link instanceof MasterLink.Transfer transfer) {
      transfer.intake.end();
    }
    link = next;
    if (connected()) {
      everConnected = true;
    } else if (wasConnected) {
      downSince = core.now;
    }
    core.log(
        glasshouse.engine.view.EngineEvent.Level.VERBOSE,
        Kind.REPLICATION,
        "master link " + next.word() + ": " + why);
  }

  /** Ends the link, keeping what is needed to go on later. */
  private void suspend() {
    long number = link.link();
    if (link instanceof MasterLink.Connected(Connection connection)) {
      lost(connection);
    }
    if (number != 0) {
      core.outbox.add(new Output.Close(number));
    }
  }

  /** The stream has ended where it can be resumed. */
  private void lost(Connection connection) {
    core.warn(Kind.REPLICATION, "Connection with master lost.");
    core.notice(Kind.REPLICATION, "Caching the disconnected master state.");
    cached = stream.suspend(connection);
  }

  private void discardCached() {
    if (cached != null) {
      core.notice(Kind.REPLICATION, "Discarding previously cached master state.");
      cached = null;
    }
  }

  /** A dump replaces our data: what is behind us starts anew. */
  private void attach() {
    discardCached();
    rest.dropReplicas();
  }

  /** Opens a link to the master now. */
  private void connect(String why, String end) {
    core.notice(Kind.REPLICATION, why + host + ":" + port + end);
    long number = core.newLink();
    core.outbox.add(new Output.Open(number, host, port));
    core.notice(Kind.REPLICATION, "MASTER <-> REPLICA sync started");
    become(new MasterLink.Connecting(number, core.now), "connecting");
  }

  /** Begins anew at once. */
  private void reconnect(String why) {
    become(new MasterLink.Connect(core.now, false), why);
    connect("Reconnecting to MASTER ", "");
  }

  /**
   * What had begun came to nothing: begins anew, but not at once as Redis does. A master that fails
   * as fast as it is asked would be asked without end.
   */
  private void startOver(long number, String why) {
    core.outbox.add(new Output.Close(number));
    become(new MasterLink.Connect(core.now + RETRY, true), why);
  }

  /** The link asked for is up. */
  void opened(long number) {
    if (link instanceof MasterLink.Connecting(long asked, long _) && asked == number) {
      core.notice(Kind.REPLICATION, "Non blocking connect for SYNC fired the event.");
      become(new MasterLink.Handshake(number, core.now), "link is up");
      send(number, Args.of("PING"));
    } else {
      core.outbox.add(new Output.Close(number));
    }
  }

  /** A link of ours is gone. */
  void closed(long number, String why) {
    if (link.link() != number) {
      return;
    }
    switch (link) {
      case MasterLink.Connected(Connection connection) -> {
        lost(connection);
        reconnect("link lost");
      }
      case MasterLink.Transfer state -> {
        core.warn(Kind.REPLICATION, state.intake.interrupted(why));
        startOver(number, "link lost during the transfer");
      }
      case MasterLink.Connecting _ -> {
        core.warn(
            Kind.REPLICATION,
            "Error condition on socket for SYNC: " + (why.isEmpty() ? "closed" : why));
        failed("link lost");
      }
      case MasterLink.Handshake state -> {
        core.warn(
            Kind.REPLICATION,
            "Failed to read response from the server: " + (why.isEmpty() ? "Success" : why));
        if (state.step == MasterLink.Handshake.Step.PSYNC) {
          core.warn(Kind.REPLICATION, "Master did not reply to PSYNC, will try later");
          failed("link lost");
          answered(false);
        } else {
          core.warn(Kind.REPLICATION, "Master did not respond to command during SYNC handshake");
          failed("link lost");
        }
      }
      case MasterLink.None _, MasterLink.Connect _ -> {}
    }
  }

  /** An attempt came to nothing; try again later. */
  private void failed(String why) {
    long pause = failingOver ? RETRY_FAILING_OVER : RETRY;
    become(new MasterLink.Connect(core.now + pause, false), why);
  }

  private void answered(boolean accepted) {
    if (failingOver) {
      failingOver = false;
      rest.failoverAnswered(accepted);
    }
  }

  private void abandon(long number, String why) {
    core.outbox.add(new Output.Close(number));
    failed(why);
    answered(false);
  }

  /** Bytes of a link of ours. */
  void arrived(long number, byte[] bytes, int offset, int length) {
    if (link.link() != number) {
      return;
    }
    switch (link) {
      case MasterLink.Handshake handshake -> handshake(handshake, bytes, offset, length);
      case MasterLink.Transfer transfer -> transfer(transfer, bytes, offset, length);
      case MasterLink.Connected(Connection connection) -> apply(connection, bytes, offset, length);
      case MasterLink.None _, MasterLink.Connect _, MasterLink.Connecting _ -> {}
    }
  }

  private void apply(Connection connection, byte[] bytes, int offset, int length) {
    if (!stream.apply(connection, bytes, offset, length)) {
      core.outbox.add(new Output.Close(connection.link));
      cached = null;
      core.warn(Kind.REPLICATION, "Connection with master lost.");
      reconnect("the stream is broken");
    }
  }

  /** Goes on with the stream that CLIENT PAUSE held back. */
  void resume() {
    if (link instanceof MasterLink.Connected(Connection connection)) {
      apply(connection, Bytes.EMPTY, 0, 0);
    }
  }

  private void handshake(MasterLink.Handshake state, byte[] bytes, int offset, int length) {
    state.heardAt = core.now;
    state.in.put(bytes, offset, length);
    while (link == state) {
      String line = takeLine(state.in);
      if (line == null) {
        return;
      }
      if (!line.isEmpty()) {
        Handshakes.answered(this, state, line);
      }
    }
    if (!state.in.isEmpty()) {
      byte[] rest = state.in.toByteArray();
      arrived(state.link, rest, 0, rest.length);
    }
  }

  private static @Nullable String takeLine(ByteBuilder in) {
    for (int i = 0; i < in.length(); i++) {
      if (in.array()[i] == '\n') {
        int end = i > 0 && in.array()[i - 1] == '\r' ? i - 1 : i;
        String line = in.toString().substring(0, end);
        in.discard(i + 1);
        return line;
      }
    }
    return null;
  }

  /** Asks for the stream: from where we are if we know, else for everything. */
  void askForStream(MasterLink.Handshake state) {
    state.step = MasterLink.Handshake.Step.PSYNC;
    CachedMaster from = cached;
    if (from == null) {
      core.notice(Kind.REPLICATION, "Partial resynchronization not possible (no cached master)");
      send(state.link, Args.of("PSYNC", "?", "-1"));
      return;
    }
    long next = from.applied() + 1;
    core.notice(
        Kind.REPLICATION,
        "Trying a partial resynchronization (request " + from.replid() + ":" + next + ").");
    String at = Long.toString(next);
    send(
        state.link,
        failingOver
            ? Args.of("PSYNC", from.replid(), at, "FAILOVER")
            : Args.of("PSYNC", from.replid(), at));
  }

  /** The master goes on from where we are; {@code id} is empty when it named none. */
  void continued(MasterLink.Handshake state, String id) {
    CachedMaster from = cached;
    if (from == null) {
      abandon(state.link, "+CONTINUE without a cached master");
      return;
    }
    core.notice(Kind.REPLICATION, "Successful partial resynchronization with master.");
    if (!id.isEmpty() && !id.equals(core.history.replid())) {
      core.history.continueAs(id);
      core.warn(Kind.REPLICATION, "Master replication ID changed to " + id);
      rest.dropReplicas();
    }
    if (feed.backlog() == null && core.profile().is(Behaviour.BACKLOG_ON_CONTINUE)) {
      feed.createBacklog();
    }
    cached = null;
    start(state.link, from.applied(), from.db());
    core.notice(
        Kind.REPLICATION, "MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.");
    answered(true);
  }

  /** The master sends everything; {@code offset} is -1 when it did not say (plain SYNC). */
  void fullSync(MasterLink.Handshake state, String id, long offset) {
    if (!id.isEmpty()) {
      core.notice(Kind.REPLICATION, "Full resync from master: " + id + ":" + offset);
    }
    if (!core.profile().is(Behaviour.KEEPS_REPLICAS_ON_REATTACH)) {
      cached = null;
      rest.dropReplicas();
    }
    DumpIntake intake = new DumpIntake(core, id, rest.newLoader(), this::attach);
    become(
        new MasterLink.Transfer(state.link, id, offset, intake, core.now),
        "full resynchronisation");
    answered(true);
  }

  /** The master cannot or will not answer now: try again later, keeping what we have. */
  void later(MasterLink.Handshake state, String reply) {
    core.notice(
        Kind.REPLICATION,
        "Master is currently unable to PSYNC but should be in the future: " + reply);
    abandon(state.link, reply);
  }

  /** The master does not know PSYNC: ask for everything in the old way. */
  void fallBack(MasterLink.Handshake state, String reply) {
    if (failingOver) {
      abandon(state.link, reply);
      return;
    }
    if (reply.startsWith("-ERR")) {
      core.notice(
          Kind.REPLICATION,
          "Master does not support PSYNC or is in error state (reply: " + reply + ")");
    } else {
      core.warn(Kind.REPLICATION, "Unexpected reply to PSYNC from master: " + reply);
    }
    core.notice(Kind.REPLICATION, "Retrying with SYNC...");
    core.outbox.add(new Output.Send(state.link, new ByteBuilder(8).latin("SYNC").crlf(), false));
    fullSync(state, "", -1);
  }

  /** The handshake cannot go on. */
  void refused(MasterLink.Handshake state, String why) {
    core.warn(Kind.REPLICATION, why);
    core.outbox.add(new Output.Close(state.link));
    failed(why);
  }

  private void transfer(MasterLink.Transfer state, byte[] bytes, int offset, int length) {
    state.heardAt = core.now;
    int taken = state.intake.feed(bytes, offset, length);
    if (taken < 0) {
      startOver(state.link, "the dump is damaged");
    } else if (state.intake.dump().complete()) {
      loaded(state);
      if (taken < length) {
        arrived(state.link, bytes, offset + taken, length - taken);
      }
    }
  }

  private void loaded(MasterLink.Transfer state) {
    Loader loader = state.intake.dump().loader();
    state.intake.finish(() -> rest.adopt(loader));
    String id = state.replid.isEmpty() ? core.random.hex(40) : state.replid;
    core.history.adopt(id, Math.max(0, state.offset));
    feed.freeBacklog();
    feed.createBacklog();
    start(state.link, Math.max(0, state.offset), loader.info().streamDb());
    core.notice(Kind.REPLICATION, "MASTER <-> REPLICA sync: Finished with success");
  }

  private void start(long number, long applied, int db) {
    Connection connection = stream.start(number, host + ":" + port, applied, db);
    become(new MasterLink.Connected(connection), "the stream flows");
    acknowledge();
  }

  /** Tells the master how far we are. */
  void acknowledge() {
    if (link instanceof MasterLink.Connected(Connection connection)) {
      send(connection.link, Args.of("REPLCONF", "ACK", Long.toString(stream.applied())));
    }
  }

  void send(long number, Args command) {
    ByteBuilder bytes = new ByteBuilder(64);
    command.encode(bytes);
    core.outbox.add(new Output.Send(number, bytes, false));
  }

  /** Once a second, and when an attempt is due. */
  void everySecond() {
    long patience = core.config.replication.timeout.value() * 1000L;
    switch (link) {
      case MasterLink.None _ -> {}
      case MasterLink.Connect(long dueAt, boolean afterFailure) -> {
        if (core.now >= dueAt && afterFailure) {
          connect("Reconnecting to MASTER ", " after failure");
        } else if (core.now >= dueAt) {
          connect("Connecting to MASTER ", "");
        }
      }
      case MasterLink.Connecting(long number, long since) -> {
        if (core.now - since > patience) {
          core.warn(Kind.REPLICATION, "Timeout connecting to the MASTER...");
          startOver(number, "timeout");
        }
      }
      case MasterLink.Handshake state -> {
        if (core.now - state.heardAt > patience) {
          core.warn(Kind.REPLICATION, "Timeout connecting to the MASTER...");
          startOver(state.link, "timeout");
        }
      }
      case MasterLink.Transfer state -> {
        if (core.now - state.heardAt > patience) {
          core.warn(
              Kind.REPLICATION,
              "Timeout receiving bulk data from MASTER... If the problem persists try to set the"
                  + " 'repl-timeout' parameter in redis.conf to a larger value.");
          startOver(state.link, "timeout");
        } else {
          core.outbox.add(new Output.Send(state.link, new ByteBuilder(16).put('\n'), false));
        }
      }
      case MasterLink.Connected(Connection connection) -> {
        if (core.now - connection.heardAt > patience) {
          core.warn(Kind.REPLICATION, "MASTER timeout: no data nor PING received...");
          core.outbox.add(new Output.Close(connection.link));
          closed(connection.link, "timeout");
        } else {
          acknowledge();
        }
      }
    }
  }

  /** Unix milliseconds of the next attempt to connect, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return link instanceof MasterLink.Connect(long dueAt, boolean _) ? dueAt : Long.MAX_VALUE;
  }

  Core core() {
    return core;
  }
}
