package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.port.Beside;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.port.Stopwatch;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.rdb.RdbFormat;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Redis forks for SCRIPT DEBUG YES: a copy of the node, with its data, configuration and
 * users, that runs one script for one client and is gone. Nothing leaves it but what the client is
 * told, and lines for the log: it has no replicas, no file and no other clients.
 */
final class DebugFork implements Beside {
  private final Config config;
  private final RandomSource random;
  private final List<byte[]> data = new ArrayList<>();
  private final Keyspace.Expiry expiry;
  private final Stopwatch stopwatch;
  private final LongSupplier clock;
  private final long now;
  private final boolean scriptsMayAll;
  private final Origin origin;
  private final Caller caller;
  private final Args args;
  private final byte[] answered;
  private final Outbox outbox = new Outbox();

  /**
   * What a script is told of the node, as it was when it was copied.
   *
   * @param refusesWrites why nobody may write, or null
   * @param random where the sequence of math.random stands
   */
  record Origin(@Nullable String refusesWrites, boolean stale, boolean outOfMemory, long random) {}

  /** The client, as it was. */
  private record Caller(
      long link, String peer, String local, long id, int db, int protocol, String user) {}

  /**
   * A copy of a node as it is, for the client that has asked for a script.
   *
   * @param config a copy of its configuration
   * @param clock Unix milliseconds now
   */
  DebugFork(
      Core core,
      Config config,
      Connection connection,
      Call call,
      Origin origin,
      LongSupplier clock) {
    this.config = config;
    this.random = core.random.fork();
    this.expiry = core.keyspace.expiry();
    this.stopwatch = core.watch.stopwatch;
    this.clock = clock;
    this.now = core.now;
    this.scriptsMayAll = core.scriptsMayAll;
    this.origin = origin;
    Client client = call.client();
    this.caller =
        new Caller(
            connection.link,
            connection.peer,
            connection.local,
            client.id(),
            client.database().index(),
            client.protocol(),
            Objects.requireNonNull(client.user()).name());
    this.args = call.args().copy();
    this.answered = connection.out.toByteArray();
    RdbFormat format = new RdbFormat(core.profile().rdbVersion(), false, false);
    SnapshotTask.saveNow(core.keyspace, format, SnapshotTask.Around.NOTHING, _ -> true, data::add);
  }

  @Override
  public void run(DebugLine line) {
    Teller told = new Teller(line);
    try {
      Core core = new Core("", config, random, outbox);
      core.watch.stopwatch = stopwatch;
      core.scriptsMayAll = scriptsMayAll;
      NodeParts parts = new NodeParts(core, _ -> {});
      core.clock(now);
      load(core);
      Connection connection = enter(core, parts);
      parts.scripting.forked(told, origin, clock);
      CommandSpec eval = Objects.requireNonNull(parts.table.find(args));
      parts.executor.run(connection.client, eval, args, connection.out, false, null);
      told.write(connection.out);
    } finally {
      told.tellLog();
      line.close();
    }
  }

  private void load(Core core) {
    core.keyspace.expiry(expiry);
    Loader loader = new Loader(core.keyspace, false, now, false, (_, _) -> {});
    try {
      for (byte[] chunk : data) {
        loader.feed(chunk, 0, chunk.length);
      }
      loader.finish();
    } catch (RdbException impossible) {
      throw new IllegalStateException("what we saved cannot be loaded", impossible);
    }
    data.clear();
  }

  private Connection enter(Core core, NodeParts parts) {
    parts.accounts.start();
    Client client = new Client(caller.id, core.keyspace.database(caller.db));
    client.protocol(caller.protocol);
    client.modes().debugging(ClientModes.Debugging.YES);
    client.user(Objects.requireNonNull(parts.accounts.users().find(caller.user)));
    Connection connection =
        new Connection(caller.link, caller.peer, caller.local, client, false, now);
    connection.out.put(answered);
    core.add(connection);
    return connection;
  }

  /** Tells the log what there is to tell whenever the client is told something. */
  private final class Teller implements DebugLine {
    private final DebugLine line;

    Teller(DebugLine line) {
      this.line = line;
    }

    private void tellLog() {
      outbox.drain(
          output -> {
            if (output instanceof Output.Emit(EngineEvent event)) {
              line.log(event.level().ordinal(), event.text());
            }
          });
    }

    @Override
    public byte[] read(int most) {
      tellLog();
      return line.read(most);
    }

    @Override
    public void write(ByteBuilder bytes) {
      tellLog();
      line.write(bytes);
    }

    @Override
    public boolean gone() {
      return line.gone();
    }

    @Override
    public boolean killed() {
      return line.killed();
    }

    /** The reply is still to come. */
    @Override
    public void close() {}
  }
}
