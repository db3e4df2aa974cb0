package glasshouse.engine.exhibit;

import glasshouse.engine.Cluster;
import glasshouse.engine.live.LiveCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plays exhibits on real nodes with real ports and files. */
public final class LiveStage implements Stage {
  /**
   * What every cast has, unless its file says otherwise: nothing enters the stream and nothing is
   * saved that no step asks for, so that offsets depend on the steps alone.
   */
  private static final String CALM =
      """
      repl-ping-replica-period 3600
      repl-timeout 7200
      repl-diskless-sync-delay 0
      save ""
      """;

  private final Path directory;

  /** A stage whose nodes keep their files in new directories below {@code directory}. */
  public LiveStage(Path directory) {
    this.directory = directory;
  }

  @Override
  public Cluster open(List<Role> cast, String era) throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(directory), "exhibit-");
    LiveCluster cluster = new LiveCluster(home, era);
    try {
      for (Role role : cast) {
        cluster.add(role.node(), role.master(), CALM + role.config());
      }
      return cluster;
    } catch (IOException failure) {
      cluster.close();
      throw failure;
    }
  }
}
