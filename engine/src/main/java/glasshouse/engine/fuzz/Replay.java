package glasshouse.engine.fuzz;

import glasshouse.engine.sim.Simulation;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A seed that one can step through: forward, back (which plays it again from its start), and at any
 * event go on by hand. From then on it is a cluster as any other, and the seed says nothing of it
 * any more.
 */
public final class Replay {
  private static final int LOG = 1000;

  private final Seed seed;
  private final List<EngineEvent> log = new ArrayList<>();
  private List<Finding> findings = List.of();
  private Run run;

  /** A replay that stands before the first event. */
  public Replay(Seed seed) {
    this.seed = seed;
    run = new Run(seed, this::keep);
  }

  private void keep(EngineEvent event) {
    if (log.size() == LOG) {
      log.removeFirst();
    }
    log.add(event);
  }

  /** Goes behind the event of this number, counted from 1, or to the end when there are less. */
  public Replay to(long event) {
    log.clear();
    run = new Run(seed, this::keep);
    findings = run.until(event).play();
    return this;
  }

  /** The number of the event it stands behind. */
  public long event() {
    return run.events();
  }

  /** What was found up to here. */
  public List<Finding> findings() {
    return findings;
  }

  /** The cluster here. */
  public ClusterView view() {
    return run.view();
  }

  /** The last events, one glyph each, with a legend. */
  public List<String> picture() {
    return run.picture();
  }

  /** What the nodes have logged up to here, at most the last thousand lines. */
  public List<EngineEvent> log() {
    return List.copyOf(log);
  }

  /** The cluster here, to go on with by hand; nothing of the seed happens any more. */
  public Simulation fork() {
    return run.release();
  }
}
