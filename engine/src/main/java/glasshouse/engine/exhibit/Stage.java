package glasshouse.engine.exhibit;

import glasshouse.engine.Cluster;
import java.io.IOException;
import java.util.List;

/** Where exhibits are played: something that makes a cluster of a cast. */
public interface Stage {
  /**
   * Makes a cluster whose nodes are the cast, started in its order; may take a while. The caller
   * closes it.
   *
   * @throws IOException when a node cannot be started; nothing is left running then
   */
  Cluster open(List<Role> cast, String era) throws IOException;
}
