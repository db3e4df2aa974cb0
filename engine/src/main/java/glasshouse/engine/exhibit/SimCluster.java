package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.act.Actor;
import glasshouse.engine.act.Hands;
import glasshouse.engine.act.Troupe;
import glasshouse.engine.live.EventRing;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A simulated cluster behind the front door. Its time passes only while somebody waits for it
 * ({@link Pace}); whoever calls carries out what he asks for, one after the other.
 */
final class SimCluster implements Cluster, Pace {
  private static final long START = 1_700_000_000_000L;
  private static final long LOOK_MILLIS = 50;

  private final EventRing events = new EventRing();
  private final List<SimConsole> consoles = new ArrayList<>();
  private final Simulation simulation;
  private final String era;
  private final Hands hands;
  private volatile ClusterView view = ClusterView.EMPTY;
  private Runnable leave = () -> {};

  SimCluster(long seed, String era) {
    this(new Simulation(seed, START, _ -> {}), era);
  }

  /** A simulation that is there, as it stands; nodes that are added play {@code era}. */
  SimCluster(Simulation simulation, String era) {
    this.era = era;
    this.simulation = simulation;
    simulation.tell(events::add);
    hands = new Hands(new Nodes());
    look(simulation);
  }

  /**
   * Somebody else moves the simulation, in {@link #drive}, until anything is done here or time
   * passes: then {@code left} is called, once, before it.
   */
  synchronized void drivenUntil(Runnable left) {
    leave = left;
  }

  /** Moves the simulation, as the one who does until somebody else comes. */
  synchronized void drive(Runnable task) {
    task.run();
    look(simulation);
  }

  private void own() {
    Runnable left = leave;
    leave = () -> {};
    left.run();
  }

  /** The nodes, as the hands want them. */
  private final class Nodes implements Troupe {
    @Override
    public @Nullable Actor get(String name) {
      return simulation.get(name);
    }

    @Override
    public List<? extends Actor> all() {
      return simulation.nodes();
    }

    @Override
    public Actor add(String master) throws IOException {
      int number = simulation.nodes().size() + 1;
      while (simulation.get("n" + number) != null) {
        number++;
      }
      return SimCluster.this.add("n" + number, master, "");
    }
  }

  /** Adds a node and starts it; {@code options} are redis.conf lines. */
  synchronized SimNode add(String name, String master, String options) throws IOException {
    own();
    SimNode above = simulation.get(master);
    SimNode node =
        simulation.add(name, "enable-debug-command yes\n" + options + "glasshouse-era " + era);
    if (above != null) {
      node.follow("127.0.0.1", above.port());
    }
    node.start();
    look(simulation);
    return node;
  }

  /** Something that a node has told before. */
  void told(EngineEvent event) {
    events.add(event);
  }

  private void look(Simulation of) {
    consoles.forEach(SimConsole::serve);
    List<NodeView> nodes = new ArrayList<>();
    List<LinkView> links = new ArrayList<>();
    for (SimNode node : of.nodes()) {
      NodeView seen = node.view();
      if (seen != null) {
        nodes.add(seen);
        if (!seen.replication().master()) {
          links.add(LinkView.between(seen, node.cut(), master(seen), of.now()));
        }
      }
    }
    view = new ClusterView(of.now(), nodes, links);
  }

  private @Nullable NodeView master(NodeView replica) {
    for (SimNode node : simulation.nodes()) {
      if (replica.replication().masterAddress().endsWith(":" + node.port())) {
        return node.view();
      }
    }
    return null;
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public long drainEvents(Consumer<EngineEvent> reader) {
    return events.drain(reader);
  }

  @Override
  public boolean tells(String node, String words) {
    return events.tells(node, words);
  }

  @Override
  public void act(Action action, Consumer<Outcome> done) {
    Outcome outcome;
    synchronized (this) {
      own();
      outcome = hands.carryOut(action);
      events.add(Hands.report(simulation.now(), action, outcome));
      look(simulation);
    }
    done.accept(outcome);
  }

  @Override
  public synchronized Console console(String node) {
    SimNode of = simulation.get(node);
    if (of == null) {
      throw new IllegalArgumentException("there is no node " + node);
    }
    SimConsole console = new SimConsole(this, of);
    consoles.add(console);
    return console;
  }

  synchronized void run(Runnable task) {
    own();
    task.run();
    look(simulation);
  }

  synchronized void leave(SimConsole console) {
    consoles.remove(console);
  }

  @Override
  public synchronized long millis() {
    return simulation.now();
  }

  @Override
  public synchronized void pass(long milliseconds) {
    own();
    simulation.pass(milliseconds);
    look(simulation);
  }

  @Override
  public void look() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was ended");
    }
    pass(LOOK_MILLIS);
  }

  @Override
  public <T> T await(CompletableFuture<T> answer, long milliseconds)
      throws InterruptedException, TimeoutException {
    long end = millis() + milliseconds;
    while (!answer.isDone()) {
      if (millis() >= end) {
        throw new TimeoutException("no answer in time");
      }
      look();
    }
    return answer.join();
  }

  @Override
  public synchronized void close() {
    // Beside the one who moves it there is nothing to be given back.
    own();
  }
}
