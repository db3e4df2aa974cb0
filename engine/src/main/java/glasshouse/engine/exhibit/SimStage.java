package glasshouse.engine.exhibit;

import java.io.IOException;
import java.util.List;

/** Plays exhibits in the simulator: time is skipped, and every run is the same. */
public final class SimStage implements Stage {
  private static final long SEED = 1;

  @Override
  public Scene open(List<Role> cast, String era) throws IOException {
    SimCluster cluster = new SimCluster(SEED, era);
    for (Role role : cast) {
      cluster.add(role.node(), role.master(), Stage.CALM + role.config());
    }
    return new Scene(cluster, cluster);
  }
}
