package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.view.ReplicationView;
import org.jspecify.annotations.Nullable;

/** A node of a run, with where it stands now and stood one event before. */
public final class Watched {
  private final int index;
  private final SimNode sim;
  private @Nullable ReplicationView before;
  private @Nullable ReplicationView now;

  Watched(int index, SimNode sim) {
    this.index = index;
    this.sim = sim;
  }

  /** Its number in the cluster, from 0. */
  public int index() {
    return index;
  }

  /** The node through its lives. */
  public SimNode sim() {
    return sim;
  }

  /** The running node, or null. */
  public @Nullable Node node() {
    return sim.node();
  }

  /** Its name. */
  public String name() {
    return sim.name();
  }

  /** Where it stands, null while it does not run. */
  public @Nullable ReplicationView now() {
    return now;
  }

  /** Where it stood before the last event of this life, null when there was none. */
  public @Nullable ReplicationView before() {
    return before;
  }

  /** True for a master that runs. */
  public boolean master() {
    ReplicationView seen = now;
    return seen != null && seen.master();
  }

  /** True for a replica that runs and whose stream flows. */
  public boolean connected() {
    ReplicationView seen = now;
    return seen != null && seen.link().equals("connected");
  }

  /** Something has happened to it. */
  void look() {
    before = now;
    Node running = sim.node();
    now = running == null ? null : running.replication();
  }

  /** It has ended: what it was is no measure for its next life. */
  void ended() {
    before = null;
    now = null;
  }
}
