package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Limits;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFiles;
import glasshouse.engine.port.Gauges;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.port.ScriptHost;
import glasshouse.engine.port.Stopwatch;
import glasshouse.engine.port.Surroundings;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.RequestParser;
import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import glasshouse.engine.view.ScriptView;
import java.util.List;

/**
 * A Redis-compatible server as a state machine. {@link #step} takes one input at a time and puts
 * what is to be done into the outbox; it runs to completion and knows no clock but its parameter.
 *
 * <p>Here the inputs are sorted and a step is ended; what happens in between is in {@link
 * NodeParts}.
 */
public final class Node {
  private static final String PROTECTED =
      "-DENIED Redis is running in protected mode because protected mode is enabled and no"
          + " password is set for the default user. In this mode connections are only accepted"
          + " from the loopback interface. If you want to connect from external computers to"
          + " Redis you may adopt one of the following solutions: 1) Just disable protected mode"
          + " sending the command 'CONFIG SET protected-mode no' from the loopback interface by"
          + " connecting to Redis from the same host the server is running, however MAKE SURE"
          + " Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to"
          + " make this change permanent. 2) Alternatively you can just disable the protected"
          + " mode by editing the Redis configuration file, and setting the protected mode option"
          + " to 'no', and then restarting the server. 3) If you started the server manually just"
          + " for testing, restart it with the '--protected-mode no' option. 4) Setup a an"
          + " authentication password for the default user. NOTE: You only need to do one of the"
          + " above things in order for the server to start accepting connections from the"
          + " outside.\r\n";

  private final Core core;
  private final NodeParts parts;
  private final Sleep sleep;
  private long deadline;

  /**
   * A node that has not started yet, see {@link #boot}.
   *
   * @param name its name in its cluster
   * @param config its parameters; CONFIG SET changes them
   * @param random its source of chance
   * @param outbox where outputs go
   */
  public Node(String name, Config config, RandomSource random, Outbox outbox) {
    core = new Core(name, config, random, outbox);
    parts = new NodeParts(core, this::resume);
    sleep = new Sleep(core);
  }

  /** The names of all commands, in lower case: what rename-command may rename. */
  public static List<String> commandNames(ConfigFiles files) {
    Core core = new Core("names", new Config(files), new RandomSource(0), new Outbox());
    return new NodeParts(core, _ -> {}).table.all().stream().map(CommandSpec::name).toList();
  }

  /** Tells the node what it runs on and what measures it; before {@link #boot}. */
  public void runsOn(Machine machine, Gauges gauges, Stopwatch stopwatch) {
    core.machine = machine;
    core.gauges = gauges;
    core.watch.stopwatch = stopwatch;
  }

  /** Tells the node who carries out what CONFIG SET changes around it; before {@link #boot}. */
  public void standsIn(Surroundings surroundings) {
    core.surroundings = surroundings;
  }

  /** Tells the node who serves others while a script is busy; before {@link #boot}. */
  public void scriptsRunOn(ScriptHost host) {
    parts.scripting.host(host);
  }

  /**
   * The program was asked to end ({@code SIGTERM}, {@code SIGINT}); ends in an exit, by
   * shutdown-on-sigterm and shutdown-on-sigint.
   */
  public void signal(long now, String name) {
    core.clock(now);
    parts.server.shutdown.signal(name);
    endStep();
  }

  /**
   * Starts the node: loads the data set of its directory, then follows {@code masterHost} if that
   * is not empty.
   */
  public void boot(long now, String masterHost, int masterPort) {
    core.clock(now);
    core.startedAt = now;
    List<String> problems = parts.accounts.start();
    if (problems.isEmpty()) {
      parts.persistence.boot(masterHost, masterPort);
    } else {
      problems.forEach(problem -> core.warn(EngineEvent.Kind.LIFE, problem));
      core.end(1);
    }
    endStep();
  }

  /**
   * Takes one input.
   *
   * @param now Unix milliseconds; a smaller value than before is taken as the one before
   */
  public void step(long now, Input input) {
    core.clock(now);
    if (parts.executor.running()) {
      beside(input);
      return;
    }
    core.watch.begin();
    core.resumed.addAll(core.unfinished);
    core.unfinished.clear();
    boolean taken = parts.persistence.tookStill(input);
    if (sleep.asleep()) {
      if (!taken) {
        sleep.keep(input);
      }
      deadline = core.wakesAt();
      return;
    }
    if (sleep.wakes()) {
      parts.dispatcher.serveReady();
      core.connections.forEach(core.resumed::add);
      parts.replicaSide.resume();
    }
    if (sleep.keeps() && !taken) {
      sleep.keep(input);
    } else if (!taken) {
      take(input);
    }
    for (Input kept = sleep.next(); kept != null; kept = sleep.next()) {
      take(kept);
    }
    endStep();
  }

  /**
   * Takes an input while a script is busy: clients are answered (mostly with -BUSY) and missed when
   * they leave, but for the one that the script runs for; everything else waits until the script
   * has ended.
   */
  private void beside(Input input) {
    boolean client =
        switch (input) {
          case Input.BytesArrived(long link, byte[] _, int _, int _) -> link > 0;
          case Input.LinkOpened(long link, String _, String _) -> link > 0;
          case Input.LinkClosed(long link, String _) -> link > 0 && !serves(link);
          case Input.Unsent _, Input.DiskDone _, Input.TimerFired _ -> false;
        };
    if (input instanceof Input.DiskDone(DiskResult result) && parts.aof.log.took(result)
        || parts.persistence.tookStill(input)) {
      return;
    }
    if (client) {
      handle(input);
      for (Connection connection : List.copyOf(core.touched)) {
        if (!connection.running) {
          flush(connection);
        }
      }
      core.touched.removeIf(connection -> !connection.touched);
      if (core.outbox.keepsBack()) {
        core.outbox.keepBack(parts.aof.log.owed());
      }
    } else {
      sleep.keep(input);
    }
  }

  private void take(Input input) {
    if (sleep.asleep()) {
      sleep.keep(input);
    } else {
      handle(input);
    }
  }

  private void handle(Input input) {
    switch (input) {
      case Input.BytesArrived(long link, byte[] bytes, int offset, int length) -> {
        if (link < 0 && parts.migration.owns(link)) {
          parts.migration.arrived(link, bytes, offset, length);
        } else if (link < 0) {
          parts.replicaSide.arrived(link, bytes, offset, length);
        } else {
          arrived(link, bytes, offset, length);
        }
      }
      case Input.LinkOpened(long link, String peer, String local) -> opened(link, peer, local);
      case Input.LinkClosed(long link, String why) -> closed(link, why);
      case Input.Unsent(long link, long unsent) -> unsent(link, unsent);
      case Input.TimerFired() -> {}
      case Input.DiskDone(DiskResult result) -> parts.persistence.done(result);
    }
  }

  /** True while a request of the client on {@code link} is being carried out. */
  public boolean serves(long link) {
    Connection connection = core.connections.get(link);
    return connection != null && connection.running;
  }

  /** Unix milliseconds at which the node wants {@link Input.TimerFired} at the latest. */
  public long nextDeadline() {
    return deadline;
  }

  /** What the node is and knows now. */
  public NodeView view() {
    return parts.views.node();
  }

  /** The part of {@link #view} that tells where it stands: cheap enough after every step. */
  public ReplicationView replication() {
    return parts.views.replication();
  }

  /** The part of {@link #view} that tells what it could resend. */
  public BacklogView backlog() {
    return parts.views.backlog();
  }

  /** The part of {@link #view} that tells who follows it. */
  public List<ReplicaView> replicas() {
    return parts.views.replicas();
  }

  /** The part of {@link #view} that tells which scripts it has. */
  public List<ScriptView> scripts() {
    return parts.scripts();
  }

  /** The part of {@link #view} that tells what its data amounts to. */
  public DigestView digest() {
    return parts.views.digest();
  }

  /** The parameters, for reading between steps. */
  public Config config() {
    return core.config;
  }

  private void opened(long link, String peer, String local) {
    if (link < 0) {
      if (parts.migration.owns(link)) {
        parts.migration.opened(link);
      } else {
        parts.replicaSide.opened(link);
      }
      return;
    }
    Client client = new Client(core.nextClientId(), core.keyspace.database(0));
    parts.accounts.enter(client);
    Connection connection = new Connection(link, peer, local, client, false, core.now);
    core.add(connection);
    if (core.connections.size() > core.config.network.maxClients.value()) {
      turnAway(connection, "-ERR max number of clients reached\r\n");
    } else if (core.config.network.protectedMode.value()
        && parts.accounts.users().defaultUser().noPassword()
        && !ClientRegistry.local(peer)) {
      turnAway(connection, PROTECTED);
    } else {
      core.stats.connections++;
    }
  }

  private void turnAway(Connection connection, String why) {
    core.stats.rejectedConnections++;
    connection.out.latin(why);
    core.close(connection);
  }

  private void closed(long link, String why) {
    if (link < 0) {
      if (parts.migration.owns(link)) {
        parts.migration.closed(link);
      } else {
        parts.replicaSide.closed(link, why);
      }
      return;
    }
    Connection connection = core.connections.get(link);
    if (connection != null) {
      core.remove(connection);
      parts.gone(connection);
    }
  }

  private void unsent(long link, long unsent) {
    Connection connection = core.connections.get(link);
    if (connection != null) {
      boolean moves = unsent < connection.unsent;
      connection.unsent = unsent;
      parts.memory.moved(connection);
      if (unsent == 0) {
        connection.reportAsked = false;
        connection.stuckSince = 0;
        if (connection.session != null) {
          connection.session.dumpOut = false;
        }
      } else {
        connection.stuckSince =
            moves || connection.stuckSince == 0 ? core.now : connection.stuckSince;
        parts.limits.checkOutput(connection);
      }
    }
  }

  private void arrived(long link, byte[] bytes, int offset, int length) {
    Connection connection = core.connections.get(link);
    if (connection == null || connection.closing) {
      return;
    }
    connection.heardAt = core.now;
    core.stats.inputBytes += length;
    if (connection.running) {
      connection.late.put(bytes, offset, length);
      parts.limits.checkInput(connection);
      return;
    }
    connection.parser.limits(
        core.config.network.maxBulk.value(), !parts.accounts.mustLogIn(connection.client));
    connection.parser.swallowAfterNewline(core.profile().is(Behaviour.NEWLINE_SWALLOWS_A_BYTE));
    connection.buffers.reads(connection.parser, length, false);
    connection.parser.feed(bytes, offset, length);
    parts.limits.checkInput(connection);
    resume(connection);
  }

  /** Runs the requests of a connection until it must wait or has no more. */
  private void resume(Connection connection) {
    if (connection.master) {
      parts.replicaSide.resume();
      return;
    }
    core.touch(connection);
    turn(connection);
    connection.out.ceiling(Limits.OUTPUT_MAX);
  }

  private void turn(Connection connection) {
    RequestParser parser = connection.parser;
    boolean prepared = false;
    while (!connection.closing && !connection.blocked() && !sleep.asleep()) {
      Args postponed = connection.postponed;
      if (postponed == null) {
        RequestParser.Found found = parser.next();
        if (found == RequestParser.Found.BROKEN) {
          parts.dispatcher.broken(connection, parser.error());
          if (!connection.dropped) {
            core.close(connection);
          }
          return;
        }
        if (found == RequestParser.Found.MORE) {
          connection.buffers.parsed(parser);
          return;
        }
      }
      Args args = postponed == null ? parser.args() : postponed;
      if (args.count() == 0) {
        continue;
      }
      connection.postponed = null;
      connection.running = true;
      if (!prepared) {
        parts.limits.prepare(connection);
      }
      parts.dispatcher.request(connection, args);
      prepared = OutputLimits.stay(connection);
      connection.running = false;
      takeLate(connection);
      if (connection.postponed != null) {
        return;
      }
      if (parts.limits.large(connection)) {
        parts.limits.checkOutput(connection);
        core.unfinished.add(connection);
        return;
      }
    }
  }

  private static void takeLate(Connection connection) {
    ByteBuilder late = connection.late;
    if (!late.isEmpty()) {
      connection.parser.feed(late.array(), 0, late.length());
      late.clear();
    }
  }

  private void endStep() {
    boolean asleep = sleep.asleep();
    core.outbox.hold(asleep);
    if (asleep) {
      deadline = core.wakesAt();
      return;
    }
    parts.tick();
    for (int i = 0; i < core.resumed.size(); i++) {
      Connection connection = core.resumed.get(i);
      if (!connection.running && core.connections.get(connection.link) == connection) {
        resume(connection);
      }
    }
    core.resumed.clear();
    parts.endStep();
    int flushed = flushFrom(0);
    parts.limitMemory();
    int _ = flushFrom(flushed);
    core.touched.clear();
    if (parts.aof.log.owed() > parts.aof.log.written() || core.outbox.keepsBack()) {
      core.outbox.keepBack(parts.aof.log.owed());
    }
    deadline = core.asleep() ? core.wakesAt() : parts.nextDeadline();
  }

  /** Flushes what was touched, those that come behind {@code first}; how many there are. */
  private int flushFrom(int first) {
    int i = first;
    for (; i < core.touched.size(); i++) {
      flush(core.touched.get(i));
    }
    return i;
  }

  private void flush(Connection connection) {
    connection.touched = false;
    if (connection.forked) {
      core.remove(connection);
      parts.gone(connection);
      return;
    }
    if (!connection.out.isEmpty() && !connection.master) {
      core.stats.outputBytes += connection.out.length();
      connection.heardAt = core.now;
      if (connection.unsent == 0) {
        connection.buffers.replied(connection.out.length());
      }
      core.outbox.add(new Output.Send(connection.link, connection.out, connection.reportAsked));
    }
    if (connection.closing) {
      core.outbox.add(new Output.Close(connection.link));
    }
  }
}
