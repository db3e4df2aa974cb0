package glasshouse.engine.port;

import java.util.function.LongSupplier;

/** What a node gets from its shell while a script runs for long. */
public interface ScriptHost {
  /** A host in whose world scripts take no time and nobody else is served meanwhile. */
  ScriptHost STILL = alone(() -> 0);

  /** Unix milliseconds now, while the node's own time stands still; 0 when no time passes. */
  long now();

  /** Called at each beat of a script; what it throws ends the node within the script. */
  void beat();

  /** Lets what has arrived meanwhile into the node, by {@code Node.step}, and its answers out. */
  void serve();

  /** A session in which the client on {@code link} alone is heard, until the line is closed. */
  DebugLine debugs(long link);

  /** True when there is room for work beside the node, see {@link #forks}. */
  boolean mayFork();

  /**
   * Lets {@code work} go on beside the node, for the client on {@code link}, which is the node's no
   * more; the work may touch nothing of the node.
   */
  void forks(long link, Beside work);

  /** A host that has a clock, and nobody to serve. */
  static ScriptHost alone(LongSupplier clock) {
    return new ScriptHost() {
      @Override
      public long now() {
        return clock.getAsLong();
      }

      @Override
      public void beat() {}

      @Override
      public void serve() {}

      @Override
      public DebugLine debugs(long link) {
        return DebugLine.GONE;
      }

      @Override
      public boolean mayFork() {
        return false;
      }

      @Override
      public void forks(long link, Beside work) {
        throw new IllegalStateException("there is no room beside this node");
      }
    };
  }
}
