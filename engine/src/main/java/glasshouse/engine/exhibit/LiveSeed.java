package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import glasshouse.engine.Outcome;
import glasshouse.engine.fuzz.Run;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.fuzz.plan.Plan;
import glasshouse.engine.fuzz.plan.Planner;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Plays a seed on live nodes: the same commands and faults, in their order and at their times; then
 * all comes to rest, without the time that the seed has left behind its last act. Each is waited
 * for before the next, so what they meet in is the same; when exactly a PING is sent or a file
 * saved is not.
 */
final class LiveSeed {
  private static final long ACT_MILLIS = 60_000;

  /** What is done at a time; the later of two of the same time stands behind. */
  private record Deed(long at, Task task) {}

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private final Seed seed;
  private final Scene scene;
  private final List<Role> cast;
  private final LiveClients clients;

  private LiveSeed(Seed seed, Scene scene, List<Role> cast, LiveClients clients) {
    this.seed = seed;
    this.scene = scene;
    this.cast = cast;
    this.clients = clients;
  }

  /** Why this cannot be done on live nodes, as a sentence; empty when it can. */
  static String obstacle(SeedStart start) {
    if (start.until() != null) {
      return "it begins at an event of its seed, and events are counted only in the simulator";
    }
    List<LiveFault> faults = new ArrayList<>();
    for (Act act : plan(start.seed()).kept(start.seed().kept())) {
      if (act instanceof Act.Fault fault) {
        LiveFault live = LiveFault.of(fault);
        if (live == null) {
          return "its seed has '" + fault.words() + "', which is done only in the simulator";
        }
        if (faults.stream().anyMatch(live::meets)) {
          return "its seed has '"
              + fault.words()
              + "' while that node suffers from something else, which is done only in the"
              + " simulator";
        }
        faults.add(live);
      }
    }
    return "";
  }

  private static Plan plan(Seed seed) {
    return Planner.plan(seed.era(), seed.nodes(), seed.number());
  }

  /** redis.conf lines of every node of a seed. */
  static String config(Seed seed) {
    return plan(seed).config();
  }

  /**
   * Plays it; takes as long as the seed does to its last act, and what it needs to come to rest.
   *
   * @throws IOException when something could not be done, or does not come to rest
   */
  static void play(Seed seed, Scene scene, List<Role> cast)
      throws IOException, InterruptedException {
    try (LiveClients clients = new LiveClients()) {
      LiveSeed live = new LiveSeed(seed, scene, cast, clients);
      live.rest();
      live.acts();
      clients.leave();
      live.rest();
    }
  }

  private void acts() throws IOException, InterruptedException {
    Plan plan = plan(seed);
    List<Deed> deeds = new ArrayList<>();
    for (Act act : plan.kept(seed.kept())) {
      switch (act) {
        case Act.Say(long at, int client, int node, List<Args> commands) ->
            deeds.add(new Deed(at, () -> say("client " + client, Math.max(node, 0), commands)));
        case Act.WriteAndWait wait -> deeds.add(new Deed(wait.at(), () -> writeAndWait(wait)));
        case Act.Fault fault -> {
          LiveFault live = LiveFault.of(fault);
          if (live == null) {
            throw new IOException("only the simulator does this: " + fault.words());
          }
          deeds.add(new Deed(live.from(), () -> act(live.begin())));
          deeds.add(new Deed(Math.min(live.to(), plan.length()), () -> act(live.end())));
        }
      }
    }
    deeds.sort(Comparator.comparingLong(Deed::at));
    long began = scene.pace().millis();
    for (Deed deed : deeds) {
      scene.pace().pass(Math.max(0, began + deed.at() - scene.pace().millis()));
      deed.task().run();
    }
  }

  private void writeAndWait(Act.WriteAndWait act) throws IOException {
    say(
        act.key(),
        0,
        List.of(
            Args.of("SELECT", Integer.toString(act.db())),
            Args.of("SET", act.key(), "1"),
            Args.of("WAIT", Integer.toString(act.replicas()), Long.toString(act.timeout()))));
  }

  private void say(String client, int node, List<Args> commands) throws IOException {
    for (NodeView seen : scene.cluster().view().nodes()) {
      if (seen.name().equals(Act.name(node))) {
        clients.send(client, seen.port(), commands);
      }
    }
  }

  private void act(Action action) throws IOException, InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    scene.cluster().act(action, outcome::complete);
    if (Company.outcome(scene.pace(), outcome, ACT_MILLIS) instanceof Result.Failed failed) {
      throw new IOException(
          "seed " + seed + ": " + action.words() + ": " + failed.misses().getFirst().seen());
    }
  }

  private void rest() throws IOException, InterruptedException {
    long end = scene.pace().millis() + Run.CATCH_UP;
    try (Eyes eyes = new Eyes(scene, cast)) {
      while (!eyes.allLinked() || !eyes.atRest()) {
        if (scene.pace().millis() > end) {
          throw new IOException(
              "seed " + seed + ": not all is at rest within " + Run.CATCH_UP / 1000 + " s");
        }
        scene.pace().look();
      }
    }
  }
}
