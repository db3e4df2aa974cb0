package glasshouse.engine.lock;

import java.util.List;

/**
 * A lock that is held or waited for, as it is now.
 *
 * @param lock which
 * @param shared with others that share it
 * @param owner in whose name, for example "writing tx 5"
 * @param thread the thread that took it or waits
 * @param stack where it did, nearest first; empty when stacks are not kept
 * @param sinceNanos since when, by System.nanoTime
 * @param tries how often it was tried; 1 for one that is held since the first try
 */
public record Claim(
    Lock lock,
    boolean shared,
    String owner,
    Thread thread,
    List<StackTraceElement> stack,
    long sinceNanos,
    int tries) {
  /** The nearest frame that is not of the store's or the lock's own making; empty when unknown. */
  public String place() {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (!name.startsWith("java.")
          && !name.startsWith("jdk.")
          && !name.startsWith("glasshouse.engine.lock.")
          && !name.startsWith("glasshouse.engine.cache.")
          && !name.startsWith("glasshouse.engine.live.")) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return "%s.%s:%d".formatted(simple, frame.getMethodName(), frame.getLineNumber());
      }
    }
    return "";
  }
}
