package glasshouse.engine.view;

import java.util.List;
import java.util.Map;

/**
 * A lab at one moment: a small service with real threads on one real file.
 *
 * @param lab the word for its program
 * @param title what the program is called
 * @param variants the ways it is written in, the first as it was found
 * @param variant the one that runs
 * @param requests what can be asked of it; the word may stand for more, as in {@code send NAME}
 * @param clockMillis the lab's clock, milliseconds since 1970 UTC; it stands still unless moved
 * @param threads those of the service, oldest first, also when they have ended
 * @param holders every lock that is held, oldest first
 * @param waiters every wait for a lock, oldest first
 * @param edges who waits for whom, among these
 * @param circle the threads that wait for each other, in order; empty when all can still end
 * @param sentence the circle in a sentence; empty when there is none
 * @param warnings circles that would close if a store had to map its file anew, a sentence each
 * @param lost file locks that do not protect what their owners believe, a sentence each
 * @param stock what the JVM's own deadlock finder says: the threads it names, or empty
 * @param handles stores and transactions that are open and can be closed from outside
 * @param file the file, as its newest state is
 * @param facts figures of this program by name, in its order
 * @param log what happened, oldest first
 */
public record LabView(
    String lab,
    String title,
    List<Choice> variants,
    String variant,
    List<Choice> requests,
    long clockMillis,
    List<LabThread> threads,
    List<Claim> holders,
    List<Claim> waiters,
    List<Edge> edges,
    List<String> circle,
    String sentence,
    List<String> warnings,
    List<String> lost,
    List<String> stock,
    List<Handle> handles,
    LabFile file,
    Map<String, String> facts,
    List<LogLine> log) {

  /** Something to choose: the word for it and what it means, in a sentence. */
  public record Choice(String word, String about) {}

  /** How a thread of the service is. */
  public enum State {
    /** It works, or is about to. */
    RUNNING,
    /** It waits for a lock that can still come. */
    WAITING,
    /** It waits for what can never come: it is part of a circle. */
    STUCK,
    /** It waits on purpose, for something outside the program; an action lets it go on. */
    LINGERING,
    /** It has ended well. */
    DONE,
    /** It has ended with an error. */
    FAILED
  }

  /**
   * A thread.
   *
   * @param name for example request-1
   * @param task what it does: the words of the request
   * @param state how it is
   * @param reason what it waits for, or over what it lingers; empty when it does not
   * @param jvmState what the JVM calls it, for example TIMED_WAITING
   * @param sinceMillis for how long it has been in that state
   * @param tries how often it has tried to get what it waits for
   * @param place its nearest frame in the program, for example AccountCache.account:41
   * @param stack where it is, nearest first; empty when it has ended
   * @param result what came of it; empty while it runs
   */
  public record LabThread(
      String name,
      String task,
      State state,
      String reason,
      String jvmState,
      long sinceMillis,
      int tries,
      String place,
      List<StackTraceElement> stack,
      String result) {}

  /**
   * A lock that is held or waited for.
   *
   * @param kind for example file lock, writer lock, map lock
   * @param of what it guards
   * @param shared with others that share it
   * @param owner in whose name, for example writing tx 5
   * @param thread the thread that took it or waits
   * @param sinceMillis for how long
   * @param tries how often it was tried
   * @param place the nearest frame of the program where that was done
   * @param stack all of it, nearest first
   */
  public record Claim(
      String kind,
      String of,
      boolean shared,
      String owner,
      String thread,
      long sinceMillis,
      int tries,
      String place,
      List<StackTraceElement> stack) {
    /** How people call the lock. */
    public String lock() {
      return kind + " of " + of;
    }
  }

  /**
   * A wait and what stands in its way.
   *
   * @param waiter index among the waiters
   * @param holder index among the holders; -1 when it is a wait that came before
   * @param earlier index among the waiters of the wait that came before; -1 when it is a holder
   * @param from the thread that waits
   * @param to the thread it waits for
   * @param lock the lock between them
   * @param inCircle whether it is part of the circle
   */
  public record Edge(
      int waiter, int holder, int earlier, String from, String to, String lock, boolean inCircle) {}

  /**
   * Something open that can be closed from outside.
   *
   * @param name for the action
   * @param about what it is
   * @param thread that opened it
   * @param place where
   */
  public record Handle(String name, String about, String thread, String place) {}

  /**
   * A line of the log.
   *
   * @param millis since the service began, by this machine's clock
   * @param clockMillis the lab's clock
   * @param who the thread, or empty for the lab itself
   * @param text what happened
   */
  public record LogLine(long millis, long clockMillis, String who, String text) {}
}
