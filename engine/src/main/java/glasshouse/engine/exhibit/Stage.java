package glasshouse.engine.exhibit;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Where exhibits are played: something that makes a cluster of a cast. */
public interface Stage {
  /**
   * What every cast has, unless its file says otherwise: nothing enters the stream and nothing is
   * saved that no step asks for, so that offsets depend on the steps alone.
   */
  String CALM =
      """
      repl-ping-replica-period 3600
      repl-timeout 7200
      repl-diskless-sync-delay 0
      save ""
      """;

  /**
   * Makes a cluster whose nodes are the cast, started in its order; may take a while. The caller
   * closes it.
   *
   * @throws IOException when a node cannot be started; nothing is left running then
   */
  Scene open(List<Role> cast, String era) throws IOException;

  /**
   * Makes the cluster to which a seed leads; may take a while.
   *
   * @param seen told of it as soon as there is something to see, and closes it
   * @throws IOException when that cannot be done here, or the seed ends before its event
   * @throws InterruptedException when the caller is to wait no longer
   */
  default Scene open(SeedStart start, String era, Consumer<Scene> seen)
      throws IOException, InterruptedException {
    throw new IOException("nothing that begins with a seed is played here");
  }
}
