package glasshouse.engine.node;

import glasshouse.engine.base.LongMap;
import glasshouse.engine.command.Client;
import glasshouse.engine.config.Config;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.port.Gauges;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.port.Surroundings;
import glasshouse.engine.replication.History;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What all parts of one node share. */
final class Core {
  final String name;
  final Config config;
  final RandomSource random;
  final Outbox outbox;
  final DiskDesk disk;
  final Keyspace keyspace;
  final History history;
  final Stats stats = new Stats();
  final LongMap<Connection> connections = new LongMap<>();
  final LongMap<Connection> byClient = new LongMap<>();
  final List<Connection> touched = new ArrayList<>();

  /** Connections that waited and may go on with what they had pipelined. */
  final List<Connection> resumed = new ArrayList<>();

  /** Connections whose turn has ended before all was done that they had pipelined. */
  final List<Connection> unfinished = new ArrayList<>();

  long now;
  long startedAt;

  /** True while the node is configured as a replica. */
  boolean replica;

  /** DEBUG SET-ACTIVE-EXPIRE. */
  boolean activeExpire = true;

  /** True while CLIENT PAUSE or a failover holds writes back: the data set stays as it is. */
  BooleanSupplier writesWait = () -> false;

  /** DEBUG PAUSE-CRON. */
  boolean cronPaused;

  /** DEBUG SET-DISABLE-DENY-SCRIPTS. */
  boolean scriptsMayAll;

  /** DEBUG AOF-FLUSH-SLEEP, microseconds. */
  long aofFlushSleep;

  /** Off with DEBUG SET-SKIP-CHECKSUM-VALIDATION: RESTORE takes any checksum. */
  boolean comparesChecksums = true;

  /** DEBUG SLEEP: nothing is done before this time (Unix milliseconds); 0 when awake. */
  long sleepUntil;

  /** True while DEBUG SLEEP lasts, or a file is waited for. */
  boolean asleep() {
    return wakesAt() > now;
  }

  /** Unix milliseconds at which the node wakes by itself; in the past when it is awake. */
  long wakesAt() {
    return Math.max(sleepUntil, stillUntil);
  }

  /**
   * A file is written before anything else is done; after this time (Unix milliseconds) no longer,
   * so that a disk that never answers stops nobody for ever. 0 when there is none.
   */
  long stillUntil;

  /** True when that is longer ago than repl-timeout, in whole seconds as in Redis. */
  boolean beyondTimeout(long since) {
    return now / 1000 - since / 1000 > config.replication.timeout.value();
  }

  /** DEBUG RELOAD is under way: everybody waits. */
  boolean reloading;

  /** What is counted, logged and shown of commands. */
  final CommandWatch watch;

  /** What the node runs on. */
  Surroundings surroundings = Surroundings.FIXED;

  Machine machine = Machine.NONE;

  /** What the process takes of the machine. */
  Gauges gauges = Gauges.NONE;

  /** The node has ended. */
  boolean ended;

  private Profile profile = Profile.V7_0;

  /** True while a data set is being loaded from disk at start. */
  boolean loading;

  /** True while a dump of the master is loaded beside the data that is still served. */
  boolean asyncLoading;

  /** How far the load is, while {@link #loading}. */
  final LoadProgress progress = new LoadProgress();

  private long nextClient = 1;
  private long nextLink = -1;

  Core(String name, Config config, RandomSource random, Outbox outbox) {
    this.name = name;
    this.config = config;
    this.random = random;
    this.outbox = outbox;
    disk = new DiskDesk(outbox);
    keyspace = new Keyspace(config.server.databases.intValue(), new ValueRules(random.nextLong()));
    history = new History(random.fork());
    watch = new CommandWatch(this);
  }

  /** It is {@code time} (Unix milliseconds), unless it has been later before. */
  void clock(long time) {
    now = Math.max(now, time);
    keyspace.rules().ages.clock(now);
  }

  /** The connection of a client, or null when it has none or is gone. */
  @Nullable Connection connectionOf(Client client) {
    return byClient.get(client.id());
  }

  Profile profile() {
    String era = config.server.era.value();
    if (!profile.name().equals(era)) {
      profile = Profile.named(era).orElseThrow();
    }
    return profile;
  }

  long nextClientId() {
    return nextClient++;
  }

  void add(Connection connection) {
    connections.put(connection.link, connection);
    byClient.put(connection.client.id(), connection);
  }

  void remove(Connection connection) {
    connections.remove(connection.link);
    byClient.remove(connection.client.id());
  }

  /** Marks a connection whose output or state is to be looked at when the step ends. */
  void touch(Connection connection) {
    if (!connection.touched) {
      connection.touched = true;
      touched.add(connection);
    }
  }

  /** Closes a connection after what was written to it is out; nothing more is read from it. */
  void close(Connection connection) {
    connection.closing = true;
    touch(connection);
  }

  /** The node ends with this exit code; nothing more is read. */
  void end(int code) {
    ended = true;
    stillUntil = Math.min(stillUntil, now);
    outbox.add(new Output.Exit(code));
  }

  /** Closes a connection at once: what it was not yet sent is dropped. */
  void reset(Connection connection) {
    connection.closing = true;
    connection.dropped = true;
    connection.out.clear();
    outbox.add(new Output.Reset(connection.link));
  }

  long newFile() {
    return disk.number();
  }

  /** A number for a link that the node opens itself. */
  long newLink() {
    return nextLink--;
  }

  void notice(EngineEvent.Kind kind, String text) {
    log(EngineEvent.Level.NOTICE, kind, text);
  }

  void warn(EngineEvent.Kind kind, String text) {
    log(EngineEvent.Level.WARNING, kind, text);
  }

  void log(EngineEvent.Level level, EngineEvent.Kind kind, String text) {
    outbox.add(new Output.Emit(new EngineEvent(now, name, level, kind, text)));
  }
}
