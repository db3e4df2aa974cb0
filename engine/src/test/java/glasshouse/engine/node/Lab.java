package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimDisk;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A {@link Simulation} in the words of tests: several nodes on one desk, commands as strings in and
 * replies as they stand on the wire.
 *
 * <pre>{@code
 * Lab lab = new Lab();
 * lab.master("m").replica("s", "m");
 * lab.run("m", "SET", "a", "1");
 * }</pre>
 */
public final class Lab {
  private static final long MINUTE = 60_000;
  private static final String CALM =
      """
      repl-diskless-sync-delay 0
      repl-ping-replica-period 3600
      repl-timeout 100000
      save ""
      enable-debug-command yes
      """;

  private final List<EngineEvent> log = new ArrayList<>();
  private final Simulation simulation = new Simulation(1, 1_700_000_000_000L, log::add);

  /** From now on bytes arrive in pieces of at most {@code size}. */
  public Lab piecesOf(int size) {
    simulation.piecesOf(size);
    return this;
  }

  /** Adds and starts a master; {@code config} is pairs of name and value. */
  public Lab master(String name, String... config) {
    add(name, config);
    return start(name);
  }

  /** Adds and starts a replica of {@code of}, and waits until the stream flows. */
  public Lab replica(String name, String of, String... config) {
    add(name, config);
    configureReplica(name, of);
    start(name);
    return until(() -> view(name).replication().link().equals("connected"));
  }

  private void add(String name, String... config) {
    StringBuilder options = new StringBuilder(CALM);
    for (int i = 0; i + 1 < config.length; i += 2) {
      options.append(config[i]).append(" \"").append(config[i + 1]).append("\"\n");
    }
    simulation.add(name, options.toString());
  }

  /** A node, running or not. */
  public SimNode node(String name) {
    SimNode node = simulation.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return node;
  }

  /** Starts a stopped node on its disk. */
  public Lab start(String name) {
    try {
      node(name).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return this;
  }

  /** Ends a node at once. */
  public Lab kill(String name) {
    node(name).kill();
    return this;
  }

  /** SHUTDOWN of a kind ({@code SAVE}, {@code NOSAVE}), then the end. */
  public Lab shutdown(String name, String... how) {
    String[] words = new String[how.length + 1];
    words[0] = "SHUTDOWN";
    System.arraycopy(how, 0, words, 1, how.length);
    run(name, words);
    return until(() -> exit(name) == 0);
  }

  /** Saves, ends and starts a node again. */
  public Lab restart(String name) {
    return shutdown(name, "SAVE").start(name);
  }

  /** Makes a node start as a replica of {@code of} from now on (as redis.conf would say). */
  public Lab configureReplica(String name, String of) {
    node(name).follow("lab", node(of).port());
    return this;
  }

  /** Makes a node start as a master from now on. */
  public Lab configureMaster(String name) {
    node(name).follow("", 0);
    return this;
  }

  /** From now on the node's disk takes files of at most {@code bytes}. */
  public Lab diskRoom(String name, long bytes) {
    node(name).diskRoom(bytes);
    return this;
  }

  /** The disk of a node: what is on it can be looked at and changed. */
  public SimDisk disk(String name) {
    return node(name).disk();
  }

  /** Lets what the disk of a node has done become known only when it is let go again. */
  public Lab holdDisk(String name, boolean yes) {
    node(name).holdDisk(yes);
    return this;
  }

  /** Ends a node and the machine it runs on: what was not synced is lost. */
  public Lab powerCut(String name) {
    node(name).powerCut();
    return this;
  }

  /** Lines of redis.conf that the node has, beside those of its making, when it starts again. */
  public Lab configure(String name, String... lines) {
    node(name).configure(String.join("\n", lines));
    return this;
  }

  /** Files on a node's disk that are being written. */
  public int unfinishedFiles(String name) {
    return node(name).unfinishedFiles();
  }

  /** The exit code of a node, -1 while it runs. */
  public int exit(String name) {
    return node(name).exit();
  }

  /** Cuts or heals the link of a node to its master. */
  public Lab cut(String name, boolean yes) {
    node(name).cut(yes);
    return this;
  }

  /** A new client of a node. */
  public long connect(String name) {
    return node(name).connect();
  }

  /** Runs a command as a new client, lets everything settle, returns the reply on the wire. */
  public String run(String name, String... words) {
    long link = connect(name);
    return send(name, link, words);
  }

  /** Runs a command as a client; what came back. */
  public String send(String name, long link, String... words) {
    ByteBuilder request = new ByteBuilder(64);
    Args.of(words).encode(request);
    return raw(name, link, request.toByteArray());
  }

  /** Sends bytes as a client; what came back. */
  public String raw(String name, long link, byte[] bytes) {
    node(name).send(link, bytes);
    return take(name, link);
  }

  /** What a client got since the last look. */
  public String take(String name, long link) {
    ByteBuilder got = node(name).received(link);
    String text = got.toString();
    got.clear();
    return text;
  }

  /** The view of a running node. */
  public NodeView view(String name) {
    NodeView view = node(name).running() ? node(name).view() : null;
    if (view == null) {
      throw new AssertionError(name + " does not run; logs: " + logs());
    }
    return view;
  }

  /** Unix milliseconds. */
  public long now() {
    return simulation.now();
  }

  /** Delivers everything that is under way, without letting time pass. */
  public Lab settle() {
    simulation.settle();
    return this;
  }

  /** Lets {@code milliseconds} pass, firing all timers on the way. */
  public Lab pass(long milliseconds) {
    simulation.pass(milliseconds);
    return this;
  }

  /** Lets time pass, at most a virtual minute, until {@code condition} holds. */
  public Lab until(BooleanSupplier condition) {
    if (!simulation.until(condition, MINUTE)) {
      throw new AssertionError("did not come about within a minute; logs: " + logs());
    }
    return this;
  }

  /** The last lines of all logs, node by node, for a failing test. */
  public String logs() {
    StringBuilder text = new StringBuilder();
    for (SimNode node : simulation.nodes()) {
      List<EngineEvent> own = log.stream().filter(e -> e.node().equals(node.name())).toList();
      own.subList(Math.max(0, own.size() - 40), own.size())
          .forEach(e -> text.append('\n').append(e.node()).append(": ").append(e.text()));
    }
    return text.toString();
  }

  /** Characters of a dump of the node's disk, for asserting what a file holds. */
  public String file(String name, String file) {
    return Bytes.text(node(name).file(file));
  }
}
