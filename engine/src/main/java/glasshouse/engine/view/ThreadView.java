package glasshouse.engine.view;

import java.util.List;

/**
 * A thread, as it was at one moment.
 *
 * @param thread which
 * @param state as the JVM calls it, for example WAITING
 * @param reason why it does not run, in our words; "runs" when it does
 * @param place the nearest frame that is neither the JDK's nor a lock's; empty when there is none
 * @param stack its frames, nearest first
 * @param stuckMillis so long at least it has been where it is
 * @param exact whether that is known to the millisecond, and not only from one look to the next
 * @param cpuMillis processor time it has used; -1 when the JVM does not tell
 * @param idle whether it rests where threads of its kind normally rest
 * @param fate what becomes of its wait
 */
public record ThreadView(
    ThreadName thread,
    String state,
    String reason,
    String place,
    List<StackTraceElement> stack,
    long stuckMillis,
    boolean exact,
    long cpuMillis,
    boolean idle,
    ClaimView.Fate fate) {
  /** Copies the stack. */
  public ThreadView {
    stack = List.copyOf(stack);
  }
}
