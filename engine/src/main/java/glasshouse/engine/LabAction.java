package glasshouse.engine;

import java.util.Locale;

/** What a user can do in a lab. Button, exhibit and command line all say the same words. */
public sealed interface LabAction {
  /**
   * Sends a request to the service, on a thread of its own.
   *
   * @param what is asked, for example {@code send alice}
   */
  record Request(String what) implements LabAction {}

  /**
   * Moves the lab's clock on.
   *
   * @param millis milliseconds, more than 0
   */
  record Advance(long millis) implements LabAction {}

  /** Interrupts a thread. */
  record Interrupt(String thread) implements LabAction {}

  /** Ends a thread's wait as if its time were over. */
  record TimeOut(String thread) implements LabAction {}

  /** Lets a thread go on that lingers on purpose. */
  record Release(String thread) implements LabAction {}

  /** Closes a store or a transaction that nobody closed, on a thread of its own. */
  record Close(String handle) implements LabAction {}

  /** Begins anew with the program written in another way. */
  record Choose(String variant) implements LabAction {}

  /** The words of logs and exhibits, for example {@code interrupt request-1}. */
  default String words() {
    return switch (this) {
      case Request(String what) -> "request " + what;
      case Advance(long millis) -> "advance " + span(millis);
      case Interrupt(String thread) -> "interrupt " + thread;
      case TimeOut(String thread) -> "time-out " + thread;
      case Release(String thread) -> "release " + thread;
      case Close(String handle) -> "close " + handle;
      case Choose(String variant) -> "variant " + variant;
    };
  }

  /** What will come of it, in a sentence, to be read before it is done. */
  default String consequence() {
    return switch (this) {
      case Request _ -> "A new thread does what is asked.";
      case Advance _ -> "What was valid until then has expired. No thread is woken.";
      case Interrupt _ ->
          "Its wait ends with an error, it gives back what it holds on the way out, and what it"
              + " wanted to do is not done.";
      case TimeOut _ ->
          "It is told that the lock was not to be had in time, and goes on with that error.";
      case Release _ -> "It goes on as if what it lingers over had come.";
      case Close _ ->
          "What it holds is given back. A thread that still uses it gets an error the next time.";
      case Choose _ -> "All threads are ended, and the service begins anew on a new file.";
    };
  }

  private static String span(long millis) {
    for (Unit unit : Unit.values()) {
      if (millis % unit.millis == 0) {
        return millis / unit.millis + " " + unit.name().toLowerCase(Locale.ROOT);
      }
    }
    return millis + " ms";
  }

  /** Units of time, the longest first. */
  enum Unit {
    /** Hours. */
    H(3_600_000),
    /** Minutes. */
    MIN(60_000),
    /** Seconds. */
    S(1000),
    /** Milliseconds. */
    MS(1);

    /** Milliseconds of one. */
    public final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }
}
