package glasshouse.engine.view;

import java.util.List;

/**
 * A lock that is held or waited for, as it was at one moment.
 *
 * @param id the same from the beginning of the wait to the release
 * @param lock which one, by a text that no other lock has
 * @param kind what people call such locks, for example "file lock"
 * @param of what it guards: a file's path, or what a program calls it
 * @param held true when it is held, false while it is waited for
 * @param shared with others that share it
 * @param owner in whose name, for example "writing tx 5"
 * @param thread the thread that took it or waits
 * @param place where in the program that was, for example "Account.account:41"; empty when unknown
 * @param stack the frames there, nearest first; empty when it was not kept
 * @param seenLater true when the stack is not that of the taking, which was not kept, but that of
 *     the same thread when somebody first waited for it
 * @param millis held or waited for so long
 * @param timeoutMillis the wait gives up after that; 0 for never
 * @param tries how often it was tried
 * @param fate what becomes of a wait
 */
public record ClaimView(
    long id,
    String lock,
    String kind,
    String of,
    boolean held,
    boolean shared,
    String owner,
    ThreadName thread,
    String place,
    List<StackTraceElement> stack,
    boolean seenLater,
    long millis,
    long timeoutMillis,
    int tries,
    Fate fate) {
  /** What becomes of a wait. */
  public enum Fate {
    /** It is no wait, or one that may end. */
    OPEN,
    /** It waits behind a circle of waits, of which it is no part. */
    BEHIND,
    /** It is part of a circle of waits. */
    CIRCLE
  }

  /** Copies the stack. */
  public ClaimView {
    stack = List.copyOf(stack);
  }

  /** The lock as people call it, for example "file lock of /tmp/cache". */
  public String words() {
    return kind + " of " + of;
  }
}
