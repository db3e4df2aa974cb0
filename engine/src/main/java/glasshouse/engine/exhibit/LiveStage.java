package glasshouse.engine.exhibit;

import glasshouse.engine.live.LiveCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plays exhibits on real nodes with real ports and files. */
public final class LiveStage implements Stage {
  private final Path directory;

  /** A stage whose nodes keep their files in new directories below {@code directory}. */
  public LiveStage(Path directory) {
    this.directory = directory;
  }

  @Override
  public Scene open(List<Role> cast, String era) throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(directory), "exhibit-");
    LiveCluster cluster = new LiveCluster(home, era);
    try {
      for (Role role : cast) {
        cluster.add(role.node(), role.master(), CALM + role.config());
      }
      return new Scene(cluster, Pace.REAL);
    } catch (IOException failure) {
      cluster.close();
      throw failure;
    }
  }
}
