package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import glasshouse.engine.view.EngineEvent.Level;
import org.jspecify.annotations.Nullable;

/**
 * The link of a replica to its master: where it leads, in which state it is, when it is begun anew,
 * and what is kept of one that has ended. One method, {@link #become}, assigns the state.
 */
final class ReplicaLink {
  /**
   * Where Redis begins anew at once, time goes on a little: else virtual time could stand still.
   */
  private static final long AT_ONCE = 1;

  private static final long NEXT_CRON = MasterLink.Connect.NEXT_CRON;

  private final Core core;
  private final MasterStream stream;
  private String host = "";
  private int port;
  private MasterLink state = new MasterLink.None();
  private @Nullable CachedMaster cached;
  private long downSince;
  private boolean everConnected;

  ReplicaLink(Core core, MasterStream stream) {
    this.core = core;
    this.stream = stream;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  MasterLink state() {
    return state;
  }

  /** What is kept of a stream that has ended, to go on with it; null for nothing. */
  @Nullable CachedMaster cached() {
    return cached;
  }

  void cached(@Nullable CachedMaster kept) {
    cached = kept;
  }

  boolean connected() {
    return state instanceof MasterLink.Connected;
  }

  /**
   * Unix milliseconds since when the link is down; 0 while it is up, -1 when it was not up since
   * the node became a replica.
   */
  long downSince() {
    return connected() || everConnected ? waitingSince() : -1;
  }

  /** The same, but since the node became a replica when the link was not up since then. */
  long waitingSince() {
    return connected() ? 0 : downSince;
  }

  /** The database the stream stands on, also one that has ended; -1 for none. */
  int db() {
    if (state instanceof MasterLink.Connected(Connection connection)) {
      return connection.client.database().index();
    }
    return cached == null ? -1 : cached.db();
  }

  /** Last byte applied, or -1 when there is neither stream nor cached master. */
  long applied() {
    return connected() ? stream.applied() : cached == null ? -1 : cached.applied();
  }

  /** Last byte received, or -1. */
  long read() {
    return state instanceof MasterLink.Connected(Connection c) ? stream.read(c) : applied();
  }

  void become(MasterLink next, String why) {
    boolean wasConnected = connected();
    if (state instanceof MasterLink.Transfer transfer) {
      transfer.intake.end();
    }
    state = next;
    if (connected()) {
      everConnected = true;
    } else if (wasConnected) {
      downSince = core.now;
    }
    core.log(Level.VERBOSE, Kind.REPLICATION, "master link " + next.word() + ": " + why);
  }

  /** It is to lead to this master; what was before is suspended. */
  void begin(String newHost, int newPort) {
    host = newHost;
    port = newPort;
    if (downSince == 0) {
      downSince = core.now;
    }
    become(new MasterLink.Connect(NEXT_CRON), "REPLICAOF " + host + ":" + port);
    if (atOnce()) {
      connect("Connecting to MASTER ", "");
    }
  }

  /** It is to lead nowhere; what was before is suspended. */
  void end() {
    discardCached();
    host = "";
    port = 0;
    become(new MasterLink.None(), "MASTER MODE enabled");
    everConnected = false;
    downSince = 0;
  }

  /** Closes it, keeping what is needed to go on later. */
  void suspend() {
    long number = state.link();
    if (state instanceof MasterLink.Connected(Connection connection)) {
      lost(connection);
    }
    if (number != 0) {
      core.outbox.add(new Output.Close(number));
    }
  }

  /** The stream has ended where it can be resumed. */
  void lost(Connection connection) {
    core.warn(Kind.REPLICATION, "Connection with master lost.");
    core.notice(Kind.REPLICATION, "Caching the disconnected master state.");
    cached = stream.suspend(connection);
  }

  void discardCached() {
    if (cached != null) {
      core.notice(Kind.REPLICATION, "Discarding previously cached master state.");
      cached = null;
    }
  }

  /** Opens it now. */
  private void connect(String why, String end) {
    core.notice(Kind.REPLICATION, why + host + ":" + port + end);
    long number = core.newLink();
    String source = core.config.network.bindSource.value();
    core.outbox.add(new Output.Open(number, host, port, source));
    core.notice(Kind.REPLICATION, "MASTER <-> REPLICA sync started");
    become(new MasterLink.Connecting(number, core.now), "connecting");
  }

  /** True when the next attempt does not wait for the cron (redis pull request 6271). */
  private boolean atOnce() {
    return core.profile().is(Behaviour.RECONNECTS_AT_ONCE);
  }

  /** The stream has ended: begins anew. */
  void reconnect(String why) {
    become(new MasterLink.Connect(NEXT_CRON), why);
    if (atOnce()) {
      connect("Reconnecting to MASTER ", "");
    }
  }

  /** A transfer came to nothing, or time is up: begins anew (Redis, cancelReplicationHandshake). */
  void startOver(long number, String why) {
    core.outbox.add(new Output.Close(number));
    become(new MasterLink.Connect(atOnce() ? core.now + AT_ONCE : NEXT_CRON), why);
  }

  /** A handshake came to nothing: the cron begins anew (Redis, syncWithMaster). */
  void failed(String why) {
    become(new MasterLink.Connect(NEXT_CRON), why);
  }

  /** Begins anew when that is due before the next run of the cron. */
  void retry() {
    if (state instanceof MasterLink.Connect(long dueAt) && core.now >= dueAt) {
      connect("Reconnecting to MASTER ", " after failure");
    }
  }

  /** Begins anew what waits for the cron. */
  void cron() {
    if (state instanceof MasterLink.Connect(long dueAt) && dueAt == NEXT_CRON) {
      connect("Connecting to MASTER ", "");
    }
  }

  /** Unix milliseconds of the next attempt to connect, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return state instanceof MasterLink.Connect(long dueAt) ? dueAt : Long.MAX_VALUE;
  }

  /** The stream flows on this link from here on, behind {@code applied}. */
  void flow(long number, long applied, int db) {
    Connection connection = stream.start(number, host + ":" + port, applied, db);
    become(new MasterLink.Connected(connection), "the stream flows");
    acknowledge();
  }

  /** Tells the master how far we are. */
  void acknowledge() {
    if (state instanceof MasterLink.Connected(Connection connection)) {
      send(connection.link, Args.of("REPLCONF", "ACK", Long.toString(stream.applied())));
    }
  }

  void send(long number, Args command) {
    ByteBuilder bytes = new ByteBuilder(64);
    command.encode(bytes);
    core.outbox.add(new Output.Send(number, bytes, false));
  }
}
