package glasshouse.engine.exhibit;

import java.io.IOException;
import java.util.List;

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

  /** Why what begins with a seed is not played on every stage. */
  String SIMULATED =
      "it begins with a seed, and a seed decides everything only where it is simulated";

  /**
   * Makes a cluster whose nodes are the cast, started in its order; may take a while. The caller
   * closes it.
   *
   * @throws IOException when a node cannot be started; nothing is left running then
   */
  Scene open(List<Role> cast, String era) throws IOException;

  /**
   * Makes the cluster to which a seed leads; may take a while. The caller closes it.
   *
   * @throws IOException when that cannot be done here, or the seed ends before its event
   */
  default Scene open(SeedStart start, String era) throws IOException {
    throw new IOException(SIMULATED);
  }
}
