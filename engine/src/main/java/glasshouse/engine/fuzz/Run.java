package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.check.Watched;
import glasshouse.engine.fuzz.check.World;
import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.fuzz.plan.Plan;
import glasshouse.engine.fuzz.plan.Planner;
import glasshouse.engine.node.Input;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One run: a cluster, commands and faults as its seed decides, then rest. First the safety phase
 * with all that goes wrong; then everything is healed and nothing is sent any more, and within a
 * while every replica must have what the master has.
 */
public final class Run {
  /** Milliseconds of the simulation in which all must have caught up after everything is healed. */
  public static final long CATCH_UP = 60_000;

  private static final long START = 1_700_000_000_000L;
  private static final long LOOK = 250;
  private static final long MOST_EVENTS = 300_000;
  private static final int SHOWN_OF_ID = 8;

  private final Seed seed;
  private final Plan plan;
  private final Simulation simulation;
  private final World world;
  private final Trace trace;
  private final Checks checks;
  private final Waits waits;
  private final Faults faults;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private String wanted = "";
  private long lastEvent = Long.MAX_VALUE;
  private long marked;
  private Witness witness = _ -> true;
  private long nextLook = START;

  /** What was looked for is found. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("found", null, false, false);
    }
  }

  /**
   * A run that has not begun.
   *
   * @param events gets the events of its nodes
   */
  public Run(Seed seed, Consumer<EngineEvent> events) {
    this.seed = seed;
    plan = Planner.plan(seed.era(), seed.nodes(), seed.number());
    simulation = new Simulation(seed.number(), START, events);
    for (int i = 0; i < seed.nodes(); i++) {
      simulation.add(Act.name(i), plan.config());
    }
    world = new World(simulation, Profile.named(seed.era()).orElseThrow());
    trace = new Trace(seed.nodes());
    checks = new Checks(world, this::found);
    waits = new Waits(world);
    faults =
        new Faults(
            simulation, world, new Operator(world, plan.patience()), waits, trace, this::healed);
    simulation.watch(this::stepped);
  }

  /** A run that ends as soon as it has found this. */
  Run until(String sentence) {
    wanted = sentence;
    return this;
  }

  /** A run that ends behind the event of this number, counted from 1. */
  public Run until(long event) {
    lastEvent = event;
    return this;
  }

  /** A run with a point of its own behind the event of this number, 0 for none. */
  public Run mark(long event) {
    marked = event;
    return this;
  }

  /** A run that tells of its points. */
  public Run tell(Witness listener) {
    witness = listener;
    return this;
  }

  /** Its cluster. While it plays, nobody else may touch it. */
  public Simulation simulation() {
    return simulation;
  }

  /** Lets go of the cluster: nothing is checked or counted any more. */
  Simulation release() {
    simulation.watch((_, _) -> {});
    return simulation;
  }

  /** The last events, one glyph each, with a legend. */
  public List<String> picture() {
    return trace.picture();
  }

  /** The cluster as it is now. */
  public ClusterView view() {
    List<NodeView> nodes = new ArrayList<>();
    List<LinkView> links = new ArrayList<>();
    for (Watched node : world.nodes()) {
      NodeView seen = node.sim().view();
      if (seen != null) {
        nodes.add(seen);
        Watched above = world.above(node);
        if (!seen.replication().master()) {
          NodeView its = above == null ? null : above.sim().view();
          links.add(LinkView.between(seen, node.sim().cut(), its, simulation.now()));
        }
      }
    }
    return new ClusterView(simulation.now(), nodes, links);
  }

  /** Plays it to its end; what was found, in its order. */
  public List<Finding> play() {
    try {
      phases();
    } catch (Enough enough) {
      return List.copyOf(findings);
    }
    return List.copyOf(findings);
  }

  private void phases() {
    try {
      begin();
      acts();
      rest();
    } catch (Enough enough) {
      throw enough;
    } catch (RuntimeException | AssertionError fault) {
      checks.tell("No node fails", Fault.words(fault));
    }
  }

  /** A number that differs when anything in the run differs. */
  public long hash() {
    return trace.hash();
  }

  /** Events so far. */
  public long events() {
    return trace.events();
  }

  private void begin() {
    for (int i = 0; i < seed.nodes(); i++) {
      SimNode node = Objects.requireNonNull(simulation.get(Act.name(i)));
      if (plan.above().get(i) >= 0) {
        SimNode above = simulation.nodes().get(plan.above().get(i));
        node.follow("127.0.0.1", above.port());
      }
      start(node);
    }
    advance(START + 1500);
  }

  private static void start(SimNode node) {
    try {
      node.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void acts() {
    long from = simulation.now();
    for (Act act : plan.kept(seed.kept())) {
      advance(from + act.at());
      boolean fault = act instanceof Act.Fault;
      String node = act instanceof Act.Fault of && of.node() >= 0 ? Act.name(of.node()) : "";
      reach(fault ? Point.Kind.FAULT : Point.Kind.COMMANDS, node, Glyph.of(act), act.words(), "");
      done.add("%7d  %s".formatted(act.at(), act.words()));
      faults.carryOut(act);
    }
    advance(from + plan.length());
  }

  /** Everything is healed and nothing is sent any more. */
  private void rest() {
    reach(Point.Kind.REST, "", '_', "all is healed, and nobody sends anything any more", "");
    faults.heal();
    long end = simulation.now() + CATCH_UP;
    while (!calm() && simulation.now() < end) {
      advance(simulation.now() + LOOK);
      faults.settle();
    }
    if (!calm()) {
      checks.tell("Every replica catches up when all is healed", state());
    }
    checks.look();
  }

  private boolean calm() {
    Watched master = faults.operator().master();
    for (Watched node : world.nodes()) {
      if (node != master && (world.source(node) != master || !World.level(node, master))) {
        return false;
      }
    }
    return master.master();
  }

  private String state() {
    StringBuilder out = new StringBuilder();
    for (Watched node : world.nodes()) {
      ReplicationView now = node.now();
      out.append(out.isEmpty() ? "" : "; ").append(node.name()).append(' ');
      if (now == null) {
        out.append("does not run");
        continue;
      }
      if (now.master()) {
        out.append("is a master");
      } else {
        out.append("follows ").append(now.masterAddress()).append(", ").append(now.link());
        out.append(
            now.applied() == now.offset() ? "" : " at " + now.applied() + ", its own stream");
      }
      out.append(" at ").append(now.offset()).append(" of ").append(now.replid(), 0, SHOWN_OF_ID);
    }
    return out.toString();
  }

  private void advance(long to) {
    while (true) {
      long next = Math.min(to, Math.min(nextLook, faults.agenda().next()));
      if (next > simulation.now()) {
        simulation.pass(next - simulation.now());
      }
      if (faults.agenda().next() <= simulation.now()) {
        faults.agenda().doNext();
      } else if (nextLook <= simulation.now()) {
        nextLook = simulation.now() + LOOK;
        look();
      } else if (simulation.now() >= to) {
        return;
      }
    }
  }

  private void look() {
    String lost = waits.look();
    if (lost != null) {
      checks.tell(Waits.SENTENCE, lost);
    }
    faults.operator().look(simulation.now());
    checks.look();
  }

  private void stepped(SimNode sim, Input input) {
    if (trace.events() >= MOST_EVENTS) {
      checks.tell("Every run comes to its end", "after " + MOST_EVENTS + " events: " + state());
      throw new Enough();
    }
    Watched node = world.stepped(sim);
    trace.event(
        simulation.now() - START,
        node.index(),
        sim,
        input,
        !Objects.equals(node.before(), node.now()));
    if (sim.exit() > 0) {
      checks.tell("No node dies of itself", sim.name() + " ended with exit code " + sim.exit());
      throw new Enough();
    }
    waits.stepped(node);
    checks.stepped(node);
    if (trace.events() == marked) {
      reach(Point.Kind.EVENT, "", '|', "event " + marked, "");
    }
    if (trace.events() == lastEvent) {
      throw new Enough();
    }
  }

  private void found(String sentence, String detail) {
    findings.add(
        new Finding(
            seed,
            sentence,
            detail,
            trace.events(),
            simulation.now() - START,
            done,
            trace.picture()));
    reach(Point.Kind.FOUND, named(detail), '!', sentence, detail);
    if (sentence.equals(wanted)) {
      throw new Enough();
    }
  }

  private String named(String detail) {
    return world.nodes().stream()
        .map(Watched::name)
        .filter(detail::contains)
        .findFirst()
        .orElse("");
  }

  private void healed(int node, char sign) {
    String words = sign == 'S' ? "start " : "heal ";
    String name = Act.name(node);
    reach(Point.Kind.HEALED, node < 0 ? "" : name, sign, words + name, "");
  }

  private void reach(Point.Kind kind, String node, char sign, String words, String detail) {
    long at = simulation.now() - START;
    if (!witness.reached(new Point(kind, node, trace.events(), at, sign, words, detail))) {
      throw new Enough();
    }
  }
}
