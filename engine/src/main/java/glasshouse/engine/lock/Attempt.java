package glasshouse.engine.lock;

import java.util.concurrent.TimeUnit;

/** One try to get a lock of the JDK at once, by the rules of who comes first. */
interface Attempt {
  /** Whether it was got. */
  boolean within(long time, TimeUnit unit) throws InterruptedException;

  /** Tries it without waiting; an interrupt that was there before is there afterwards. */
  static boolean atOnce(Attempt attempt) {
    boolean interrupted = Thread.interrupted();
    try {
      return attempt.within(0, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
