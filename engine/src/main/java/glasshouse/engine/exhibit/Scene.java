package glasshouse.engine.exhibit;

import glasshouse.engine.Cluster;

/**
 * A cast on a stage.
 *
 * @param cluster its nodes
 * @param pace how time passes for them
 */
public record Scene(Cluster cluster, Pace pace) {
  /** True when its time passes only while somebody waits for it. */
  public boolean simulated() {
    return !pace.equals(Pace.REAL);
  }
}
