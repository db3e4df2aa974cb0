package glasshouse.engine.view;

import java.util.List;

/**
 * All threads of a JVM at one moment.
 *
 * @param pid its process
 * @param groups threads with equal stacks together; the longest stuck first, those that rest where
 *     their kind normally rests last
 * @param deadlocks the circles among them
 * @param stock what the JVM's own detector says at the same moment
 * @param files the files of this process that somebody locks
 */
public record ThreadsView(
    long pid,
    List<Group> groups,
    List<DeadlockView> deadlocks,
    LocksView.StockAnswer stock,
    List<FileLock> files) {
  /**
   * Threads with equal stacks.
   *
   * @param threads the longest stuck first; at least one
   */
  public record Group(List<ThreadView> threads) {
    /** Copies the list. */
    public Group {
      threads = List.copyOf(threads);
    }

    /** The one that has been stuck the longest. */
    public ThreadView first() {
      return threads.getFirst();
    }
  }

  /**
   * A file that the process has open and that somebody locks.
   *
   * @param path the file
   * @param descriptor its number in the process
   * @param kind flock or fcntl: the two do not see each other
   * @param holds whether this opening holds the lock
   * @param holder who does, for example "process 4711 (etcd --data-dir d)"
   */
  public record FileLock(String path, int descriptor, String kind, boolean holds, String holder) {}

  /** Copies the lists. */
  public ThreadsView {
    groups = List.copyOf(groups);
    deadlocks = List.copyOf(deadlocks);
    files = List.copyOf(files);
  }
}
