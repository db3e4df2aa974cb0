package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.acl.Accounts;
import glasshouse.engine.command.acl.AclLog;
import glasshouse.engine.command.acl.Denial;
import glasshouse.engine.command.connection.Tracking;
import glasshouse.engine.command.key.MigrateFamily;
import glasshouse.engine.command.pubsub.PubSub;
import glasshouse.engine.command.pubsub.PubSubFamily;
import glasshouse.engine.command.replication.ReplicationFamily;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.command.transaction.TransactionFamily;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.ScriptView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of a node, joined: every {@code new} of the package in one readable place. */
final class NodeParts {
  final Core core;
  final AppendOnly aof;
  final Feed feed;
  final Watches watches = new Watches();
  final BlockedClients blocked = new BlockedClients();
  final Executor executor;
  final MasterSide masterSide;
  final ReplicaSide replicaSide;
  final Acknowledgements acknowledgements;
  final Failover failover;
  final Replication replication;
  final Dispatcher dispatcher;
  final CommandTable table;
  final Cron cron;
  final OutputLimits limits;
  private final ClientEviction clientEviction;
  final ClientCron clientCron;
  final Persistence persistence;
  final LoadPace pace;
  final DumpSender dumps;
  final Views views;
  final Gates gates;
  final Scripting scripting;
  final PubSub pubsub;
  final Tracking tracking;
  final ClientRegistry clients;
  final Accounts accounts;
  final ServerParts server;
  final MemoryAccount memory;
  final Eviction eviction;
  final OwnExpiries ownExpiries;
  final Migration migration;
  private final Consumer<Connection> resume;
  private final Intruder intruder;
  private final ReplyWriter pushes = new ReplyWriter(new ByteBuilder(16), 2);
  private long cronDue;

  NodeParts(Core core, Consumer<Connection> resume) {
    this.core = core;
    this.resume = resume;
    intruder = new Intruder(core, this::free);
    aof = new AppendOnly(core, this);
    feed = new Feed(core, aof.log);
    memory = new MemoryAccount(core, this);
    eviction = new Eviction(core, this);
    pubsub = new PubSub(this::push);
    KeyEvents keyEvents = new KeyEvents(core.config.server.notify, pubsub);
    tracking = new Tracking(this::push, this::client, core.keyspace.rules().seed, core.random);
    clients = new ClientRegistry(core, this);
    accounts =
        new Accounts(
            core.config, this::commands, clients, line -> core.warn(EngineEvent.Kind.CLIENT, line));
    executor = new Executor(core, feed, watches, blocked, keyEvents, tracking, accounts);
    ownExpiries = new OwnExpiries(core, executor);
    masterSide = new MasterSide(core, feed);
    MasterStream stream = new MasterStream(core, feed, masterRunner());
    replicaSide = new ReplicaSide(core, feed, stream, replicaRest());
    acknowledgements = new Acknowledgements(core, feed, masterSide);
    failover = new Failover(core, masterSide, failoverRest());
    replication =
        new Replication(
            core, feed, masterSide, replicaSide, acknowledgements, failover, aof::restart);
    limits = new OutputLimits(core, this::free);
    clientEviction = new ClientEviction(core, memory, this::free);
    clientCron = new ClientCron(core);
    persistence = new Persistence(core, this);
    pace = new LoadPace(core);
    dumps = new DumpSender(core, feed, persistence, this::forgetKnownScripts);
    masterSide.dumps(dumps);
    List<Family> families = new ArrayList<>(Families.ofData());
    migration = new Migration(core, this::runMigrated);
    families.add(new MigrateFamily(migration));
    families.add(new PubSubFamily(pubsub));
    families.add(new TransactionFamily(transactions()));
    families.add(new ReplicationFamily(replication));
    scripting = new Scripting(core, this, executor);
    families.addAll(scripting.families());
    executor.onFlushAll(persistence::flushedAll);
    executor.clock(scripting::millis);
    server = new ServerParts(core, this);
    families.addAll(server.families());
    table = new CommandTable(families, core.config.commands::now);
    gates =
        new Gates(
            core,
            persistence,
            aof,
            masterSide,
            replicaSide,
            executor,
            accounts,
            eviction,
            scripting);
    dispatcher =
        new Dispatcher(
            core,
            table,
            executor,
            blocked,
            tracking,
            gates.all(),
            this::holds,
            gates::fromMaster,
            intruder);
    cron =
        new Cron(
            core,
            executor,
            this::everyTick,
            List.of(failover::check, replicaSide::cron, () -> masterSide.cron(failover.quiet())),
            failover::running,
            List.of(
                limits::everySecond,
                this::forgetWhenAlone,
                persistence::everySecond,
                aof::everySecond));
    views = new Views(core, this);
    core.writesWait =
        () ->
            core.reloading
                || server.pauses.active()
                || failover.holdsWrites()
                || migration.running();
  }

  private CommandTable commands() {
    return table;
  }

  private MasterStream.Runner masterRunner() {
    return new MasterStream.Runner() {
      @Override
      public void run(Connection connection, Args args) {
        dispatcher.request(connection, args);
      }

      @Override
      public boolean holds(Connection connection, Args args) {
        CommandSpec spec = dispatcher.named(args);
        return spec != null && NodeParts.this.holds(connection, spec, args);
      }

      @Override
      public void gone(Connection connection) {
        NodeParts.this.gone(connection);
      }
    };
  }

  private ReplicaSide.Rest replicaRest() {
    return new ReplicaSide.Rest() {
      @Override
      public Loader newLoader() {
        return persistence.newLoader(scripting.incoming());
      }

      @Override
      public void adopt(Loader loader, boolean atOnce) {
        aof.stop();
        persistence.cancel();
        leaveTo(loader.target(), atOnce);
        persistence.adopt(loader);
        ownExpiries.clear();
        aof.restart();
      }

      @Override
      public void dropReplicas() {
        masterSide.disconnectAll();
      }

      @Override
      public void dropBlocked() {
        clients.dropBlocked();
      }

      @Override
      public void failoverAnswered(boolean accepted) {
        failover.answered(accepted);
      }
    };
  }

  /** Whoever watches a key is told that a dump takes the place of what there was. */
  private void leaveTo(Keyspace dump, boolean atOnce) {
    for (int i = 0; i < core.keyspace.count(); i++) {
      if (atOnce) {
        watches.replacing(core.keyspace.database(i), dump.database(i), core.now);
      } else {
        watches.flushing(core.keyspace.database(i));
      }
    }
  }

  private Failover.Rest failoverRest() {
    return new Failover.Rest() {
      @Override
      public void follow(String host, int port) {
        replicaSide.follow(host, port, true);
      }

      @Override
      public void takeBack() {
        replication.promote();
      }
    };
  }

  private TransactionFamily.Transactions transactions() {
    return new TransactionFamily.Transactions() {
      @Override
      public void watch(Client client, Database db, byte[] key, long now) {
        watches.watch(client, db, key, now);
      }

      @Override
      public void unwatch(Client client) {
        watches.unwatch(client);
      }

      @Override
      public boolean outrun(Client client, long now) {
        return watches.expired(client, now);
      }

      @Override
      public void runQueued(Call exec) {
        executor.transactional();
        for (Transaction.Queued queued : exec.client().transaction().queued()) {
          runAgain(exec, queued.spec(), queued.args());
        }
      }
    };
  }

  /** A command of a transaction; its client's rights may have changed since it was queued. */
  private void runAgain(Call exec, CommandSpec spec, Args args) {
    Client client = exec.client();
    ByteBuilder out = exec.reply().out();
    final int mark = out.length();
    final boolean silent = client.modes().silent();
    Connection connection = core.connectionOf(client);
    // Who is to be closed behind a reply gets none after that.
    final boolean last = connection != null && connection.closing;
    Denial denial = accounts.denies(client, spec, args);
    if (denial == null) {
      executor.run(client, spec, args, out, false, null);
    } else {
      accounts.refused(client, denial, AclLog.Context.MULTI, spec, args, exec.now());
      exec.reply().error(denial.lineInExec());
    }
    if (last || silent && client.modes().silent()) {
      out.truncate(mark);
    }
  }

  /** A MIGRATE that waited has an outcome: its command is carried out and its client goes on. */
  private void runMigrated(Client client, Args args) {
    Connection connection = core.connectionOf(client);
    CommandSpec spec = Objects.requireNonNull(table.find(args));
    ByteBuilder out = connection == null ? new ByteBuilder(64) : connection.out;
    final int mark = out.length();
    executor.run(client, spec, args, out, false, null);
    executor.endUnit();
    client.writeOffset(core.history.offset());
    if (connection != null) {
      connection.waiting = false;
      connection.answered(mark);
      core.touch(connection);
      core.resumed.add(connection);
    }
  }

  /** A writer to another client, for what it did not ask for. */
  private ReplyWriter push(Client client) {
    Connection connection = core.connectionOf(client);
    if (connection != null && limits.large(connection)) {
      limits.checkOutput(connection);
    }
    if (connection != null) {
      intruder.pushed(connection);
    }
    if (connection == null || connection.dropped) {
      pushes.redirect(new ByteBuilder(16), client.protocol());
    } else {
      core.touch(connection);
      pushes.redirect(connection.pushes(), client.protocol());
    }
    return pushes;
  }

  /** The client with this id, null once nothing more can be told to it. */
  private @Nullable Client client(long id) {
    Connection connection = core.byClient.get(id);
    return connection == null || connection.closing ? null : connection.client;
  }

  /**
   * True when the request must wait because clients are paused: behind all that could refuse it,
   * and before it is queued (Redis 7.0, processCommand).
   */
  private boolean holds(Connection connection, CommandSpec spec, Args args) {
    return core.writesWait.getAsBoolean()
        && connection.session == null
        && (core.reloading || server.pauses.all() || mayReplicate(connection, spec, args));
  }

  private boolean mayReplicate(Connection connection, CommandSpec spec, Args args) {
    return spec.name().equals("exec")
        ? connection.client.transaction().queues(q -> mayReplicate(q.spec(), q.args()))
        : mayReplicate(spec, args);
  }

  private boolean mayReplicate(CommandSpec spec, Args args) {
    return scripting.is(spec, args, CommandFlag.WRITE)
        || scripting.is(spec, args, CommandFlag.MAY_REPLICATE);
  }

  /** Who had to wait may go on. */
  void resumePostponed() {
    core.connections.forEach(
        connection -> {
          if (connection.postponed != null) {
            core.resumed.add(connection);
          }
        });
  }

  /** Drops a client at once, with what it was not sent yet. */
  void free(Connection connection) {
    core.reset(connection);
    core.remove(connection);
    gone(connection);
  }

  /** A connection is gone: whatever it held is released. */
  void gone(Connection connection) {
    blocked.remove(connection);
    acknowledgements.gone(connection);
    watches.unwatch(connection.client);
    masterSide.gone(connection);
    pubsub.leave(connection.client);
    tracking.disable(connection.client);
    memory.gone(connection);
    core.watch.monitors.remove(connection.client);
  }

  /** What is due by now. */
  void tick() {
    if (core.now >= cronDue && !pace.active()) {
      cron.run();
      cronDue = cron.nextDeadline();
    }
    if (blocked.nextDeadline() <= core.now) {
      dispatcher.timeOut();
    }
    if (replicaSide.link().nextDeadline() <= core.now) {
      replicaSide.link().retry();
    }
    if (acknowledgements.nextDeadline() <= core.now) {
      acknowledgements.serve();
    }
    if (failover.nextDeadline() <= core.now) {
      failover.check();
    }
    server.tick();
    eviction.advance();
    if (migration.nextDeadline() <= core.now) {
      migration.tick();
    }
    if (!failover.running() && held) {
      core.connections.forEach(
          c -> {
            if (c.postponed != null) {
              core.resumed.add(c);
            }
          });
    }
    held = failover.running();
  }

  private boolean held;

  /** The last acts of a step. */
  void endStep() {
    tracking.broadcast();
    acknowledgements.askReplicas();
    persistence.advance();
    if (!core.ended) {
      dumps.advance();
    }
    masterSide.pump();
    aof.endStep();
  }

  /** What clients take is counted when all is sent that could be. */
  void limitMemory() {
    clientEviction.endStep();
  }

  /** True while a snapshot is being written: by BGSAVE, for replicas, or by a rewrite. */
  boolean snapshotRuns() {
    return persistence.busy() || aof.rewriting();
  }

  /** Unix milliseconds of whatever is due next. */
  long nextDeadline() {
    if (!core.unfinished.isEmpty()) {
      return core.now;
    }
    long next = Math.min(cronDue, blocked.nextDeadline());
    next = Math.min(next, replicaSide.link().nextDeadline());
    next = Math.min(next, acknowledgements.nextDeadline());
    next = Math.min(next, failover.nextDeadline());
    next = Math.min(next, migration.nextDeadline());
    next = Math.min(next, dumps.nextDeadline());
    next = Math.min(next, server.nextDeadline());
    next = Math.min(next, eviction.nextDeadline());
    next = Math.min(next, aof.nextDeadline());
    return Math.min(next, persistence.nextDeadline());
  }

  /** The script cache, for eyes. */
  List<ScriptView> scripts() {
    return scripting.views();
  }

  /** Bodies of all cached scripts, for the RDB of eras that save them. */
  List<byte[]> scriptBodies() {
    return scripting.bodies();
  }

  /** Scripts that an RDB brought. */
  void loadScripts(List<byte[]> bodies) {
    scripting.load(bodies);
  }

  /** A dump begins: replicas may not know the scripts we think they know. */
  void forgetKnownScripts() {
    scripting.forgetKnown();
  }

  private void everyTick() {
    server.shutdown.cron();
    ownExpiries.tick();
    clientCron.tick();
    dispatcher.limitTracking();
    memory.refresh();
  }

  /** The cron of old eras: without replicas and file, nothing is known to anybody. */
  private void forgetWhenAlone() {
    if (masterSide.sessions().isEmpty() && aof.state() == AppendOnly.State.OFF) {
      scripting.forgetKnown();
    }
  }

  /** Runs what the connection had pipelined. */
  void resume(Connection connection) {
    resume.accept(connection);
  }
}
