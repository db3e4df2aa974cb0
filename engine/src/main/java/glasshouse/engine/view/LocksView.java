package glasshouse.engine.view;

import java.util.List;

/**
 * The locks of this process at one moment.
 *
 * @param held all that is held, oldest first
 * @param waiting all waits, oldest first
 * @param links each wait, once for each claim that stands in its way; of a line only the nearest
 * @param deadlocks the circles, and what would be one
 * @param graph who waits for whom, to be drawn
 * @param lost the file locks that a program believes to hold and does not
 * @param stock what the JVM's own detector says at the same moment
 */
public record LocksView(
    List<ClaimView> held,
    List<ClaimView> waiting,
    List<DeadlockView.Link> links,
    List<DeadlockView> deadlocks,
    WaitGraphView graph,
    List<LostLockView> lost,
    StockAnswer stock) {
  /**
   * What ThreadMXBean.findDeadlockedThreads says.
   *
   * @param threads the names of those it found; empty for its null
   * @param sentence the same for people
   */
  public record StockAnswer(List<String> threads, String sentence) {
    /** Copies the names. */
    public StockAnswer {
      threads = List.copyOf(threads);
    }
  }

  /** Copies the lists. */
  public LocksView {
    held = List.copyOf(held);
    waiting = List.copyOf(waiting);
    links = List.copyOf(links);
    deadlocks = List.copyOf(deadlocks);
    lost = List.copyOf(lost);
  }
}
