package glasshouse.engine.exhibit;

import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.live.LiveCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Plays exhibits on real nodes with real ports and files. */
public final class LiveStage implements Stage {
  private final Path directory;

  /** A stage whose nodes keep their files in new directories below {@code directory}. */
  public LiveStage(Path directory) {
    this.directory = directory;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What the seed does is done in real time, so this takes as long as that.
   */
  @Override
  public Scene open(SeedStart start, String era, Consumer<Scene> seen)
      throws IOException, InterruptedException {
    String obstacle = LiveSeed.obstacle(start);
    if (!obstacle.isEmpty()) {
      throw new IOException(obstacle);
    }
    Seed seed = start.in(era);
    List<Role> cast = start.cast();
    Scene scene = open(cast, era, LiveSeed.config(seed));
    seen.accept(scene);
    LiveSeed.play(seed, scene, cast);
    return scene;
  }

  @Override
  public Scene open(List<Role> cast, String era) throws IOException {
    return open(cast, era, CALM);
  }

  private Scene open(List<Role> cast, String era, String options) throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(directory), "exhibit-");
    LiveCluster cluster = new LiveCluster(home, era);
    try {
      for (Role role : cast) {
        cluster.add(role.node(), role.master(), options + role.config());
      }
      return new Scene(cluster, Pace.REAL);
    } catch (IOException failure) {
      cluster.close();
      throw failure;
    }
  }
}
