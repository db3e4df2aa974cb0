package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, live or simulated, on which what a person does is written down: actions, commands with
 * their replies, pauses, and which links came up or went down before he went on. It can be made an
 * exhibit at any time, as often as wanted.
 *
 * <p>What comes in past it, from clients on the ports of live nodes, is not written down.
 */
public final class Recorder implements Cluster {
  /** So many deeds are kept; nobody does more by hand, and a program that does is told. */
  private static final int MAX_DEEDS = 5_000;

  private final Scene scene;
  private final String era;
  private final List<Step> before;
  private final List<Deed> deeds = new ArrayList<>();
  private final @Nullable SeedStart start;
  private List<Role> cast;
  private boolean full;

  /**
   * Records from the beginning: nothing has been done to the cluster yet, and its data sets are
   * empty. The nodes that are there at the first deed are the cast.
   *
   * @param era the release the nodes play
   */
  public Recorder(Scene scene, String era) {
    this(scene, era, List.of(), null, List.of());
  }

  /** The same for a cast that is known, with its configuration. */
  public Recorder(Scene scene, String era, List<Role> cast) {
    this(scene, era, cast, null, List.of());
  }

  /**
   * Records what is done by hand from where a seed leads; the first thing done is the first step.
   */
  public Recorder(Scene scene, String era, SeedStart start) {
    this(scene, era, start.cast(), start, List.of());
  }

  /**
   * Records what is done by hand after the first {@code steps} steps of an exhibit, which become
   * the first steps of what is recorded.
   *
   * @param era the one of the exhibit's that is played
   */
  public Recorder(Scene scene, String era, Exhibit exhibit, int steps) {
    this(
        scene,
        era,
        exhibit.cast(),
        exhibit.ofFuzzer() ? SteppedSeed.start(exhibit, steps) : exhibit.start(),
        Deeds.resolved(exhibit.steps().subList(0, steps), era));
  }

  private Recorder(
      Scene scene, String era, List<Role> cast, @Nullable SeedStart start, List<Step> before) {
    this.scene = scene;
    this.start = start == null ? null : start.only(era);
    this.era = era;
    this.cast = cast;
    this.before = before;
  }

  /** How many things have been done by hand so far. */
  public synchronized int deeds() {
    return deeds.size();
  }

  /**
   * What was done so far as an exhibit that ends with what is to be seen now. Looks at every node,
   * so it takes a moment: not on a thread that must not wait.
   *
   * @throws IllegalStateException when nothing was done, or more than can be kept
   */
  public Exhibit exhibit(Label label) throws InterruptedException {
    List<Role> played;
    List<Step> steps = new ArrayList<>(before);
    synchronized (this) {
      if (deeds.isEmpty() || full) {
        throw new IllegalStateException(
            full ? "more was done than the " + MAX_DEEDS + " things kept" : "nothing was done yet");
      }
      played = cast;
      steps.addAll(Deeds.steps(before, deeds, seen()));
    }
    try (LastLook look = new LastLook(scene, played)) {
      steps.add(new Step.Expect(0, look.claims()));
    }
    return label.on(era, played, start, steps);
  }

  private synchronized Deed begin(Deed deed) {
    if (cast.isEmpty()) {
      cast = present(scene.cluster().view());
    }
    if (deeds.size() == MAX_DEEDS) {
      full = true;
    } else {
      deeds.add(deed);
    }
    return deed;
  }

  private static List<Role> present(ClusterView view) {
    Map<String, String> masters = new LinkedHashMap<>();
    view.links().forEach(link -> masters.put(link.replica(), link.master()));
    List<Role> cast = new ArrayList<>();
    for (NodeView node : view.nodes()) {
      cast.add(new Role(node.name(), masters.getOrDefault(node.name(), ""), ""));
    }
    return List.copyOf(cast);
  }

  private long now() {
    return scene.pace().millis();
  }

  /** The links of replicas that run, the masters that do, and who is which. */
  private Map<Figure, String> seen() {
    ClusterView view = scene.cluster().view();
    Map<Figure, String> seen = new LinkedHashMap<>();
    for (NodeView node : view.nodes()) {
      if (node.run() == NodeView.Run.RUNNING) {
        boolean master = node.replication().master();
        seen.put(Deeds.role(node.name()), master ? "master" : "slave");
        if (master) {
          seen.put(new Figure.Run(node.name()), "running");
        }
      }
    }
    for (LinkView link : view.links()) {
      for (NodeView node : view.nodes()) {
        if (node.name().equals(link.replica()) && node.run() == NodeView.Run.RUNNING) {
          seen.put(new Figure.Link(link.replica()), link.up() ? "up" : "down");
        }
      }
    }
    return seen;
  }

  /** A command goes out on a console that stands on database {@code db}. */
  Deed typed(String node, String line, int db) {
    return begin(new Deed.Typed(now(), seen(), node, line, db));
  }

  /** What was begun is over. */
  synchronized void ended(Deed deed, String said, boolean error) {
    deed.end(now(), said, error);
  }

  @Override
  public boolean tells(String node, String words) {
    return scene.cluster().tells(node, words);
  }

  @Override
  public void act(Action action, Consumer<Outcome> done) {
    Deed deed = begin(new Deed.Acted(now(), seen(), action));
    scene
        .cluster()
        .act(
            action,
            outcome -> {
              ended(deed, "", outcome instanceof Outcome.Refused);
              done.accept(outcome);
            });
  }

  @Override
  public Console console(String node) {
    return new RecordedConsole(this, scene.cluster().console(node));
  }

  @Override
  public ClusterView view() {
    return scene.cluster().view();
  }

  @Override
  public long drainEvents(Consumer<EngineEvent> reader) {
    return scene.cluster().drainEvents(reader);
  }

  @Override
  public void close() {
    scene.cluster().close();
  }
}
