package glasshouse.engine.threads;

import glasshouse.engine.view.ThreadName;
import java.util.List;

/**
 * A thread, as its JVM tells of it.
 *
 * @param thread which
 * @param state as the JVM calls it
 * @param stack its frames, nearest first
 * @param blocker what it waits for: a class and an identity; empty when nothing is told
 * @param owner number of the thread that has it; -1 when nothing is told
 * @param owned the monitors and locks it has
 * @param initialising the class that another thread is to initialise first; empty for none
 * @param cpuMillis processor time it has used; -1 when the JVM does not tell
 */
record Seen(
    ThreadName thread,
    String state,
    List<StackTraceElement> stack,
    String blocker,
    long owner,
    List<Owned> owned,
    String initialising,
    long cpuMillis) {
  /**
   * Something a thread has.
   *
   * @param what a class and an identity
   * @param monitor whether it is a monitor, and not one of java.util.concurrent
   * @param depth the frame that took it; -1 when nothing is told
   */
  record Owned(String what, boolean monitor, int depth) {}

  Seen waitingForClass(String name) {
    return new Seen(thread, state, stack, blocker, owner, owned, name, cpuMillis);
  }

  /** Whether one of the {@code first} frames is of this class, or one that begins like it. */
  boolean isIn(String className, String method, int first) {
    return stack.stream()
        .limit(first)
        .anyMatch(
            frame ->
                frame.getClassName().startsWith(className)
                    && (method.isEmpty() || frame.getMethodName().equals(method)));
  }
}
