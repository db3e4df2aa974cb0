package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Replay;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Plays exhibits in the simulator: time is skipped, and every run is the same. */
public final class SimStage implements Stage {
  private static final long SEED = 1;

  @Override
  public Scene open(SeedStart start, String era, Consumer<Scene> seen) throws IOException {
    long event = start.event(era);
    Replay replay = new Replay(start.in(era)).to(event);
    if (event < Long.MAX_VALUE && replay.event() < event) {
      throw new IOException(
          start.in(era) + " ends with event " + replay.event() + ", before " + event);
    }
    SimCluster cluster = new SimCluster(replay.fork(), era);
    replay.log().forEach(cluster::told);
    Scene scene = new Scene(cluster, cluster);
    seen.accept(scene);
    return scene;
  }

  @Override
  public Scene open(List<Role> cast, String era) throws IOException {
    SimCluster cluster = new SimCluster(SEED, era);
    for (Role role : cast) {
      cluster.add(role.node(), role.master(), Stage.CALM + role.config());
    }
    return new Scene(cluster, cluster);
  }
}
