package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ThreadName;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A claim in the registry; the same object from the wait to the release. */
final class Holder {
  final long id;
  final Lock lock;
  final boolean shared;
  final Object owner;
  final Thread thread;

  /** Made where it was claimed, for its stack; null when that was not kept. */
  final @Nullable Throwable here;

  /** The open file that it is about; null for what is no file. */
  @Nullable Flock file;

  /** Gives up after that; 0 for never. */
  long timeoutMillis;

  long sinceNanos = System.nanoTime();
  int tries = 1;
  boolean held;

  /** Somebody decided that it waited long enough. */
  boolean timedOut;

  /** Its neighbours in the list it is on. */
  @Nullable Holder before;

  @Nullable Holder after;

  /** What its stack says, once it was asked. */
  private @Nullable Place place;

  Holder(
      long id, Lock lock, boolean shared, Object owner, Thread thread, @Nullable Throwable here) {
    this.id = id;
    this.lock = lock;
    this.shared = shared;
    this.owner = owner;
    this.thread = thread;
    this.here = here;
  }

  /**
   * Looks where its thread is now, when it is not known where it was: late is better than never.
   */
  void lookAtThread() {
    if (here == null && place == null) {
      place = Place.of(List.of(thread.getStackTrace()), true);
    }
  }

  private Place place() {
    Place known = place;
    if (known == null && here != null) {
      known = Place.of(List.of(here.getStackTrace()), false);
      place = known;
    }
    return known == null ? Place.UNKNOWN : known;
  }

  ClaimView view(ClaimView.Fate fate) {
    Place at = place();
    return new ClaimView(
        id,
        lock.id(),
        lock.kind().words(),
        lock.of(),
        held,
        shared,
        owner.toString(),
        ThreadName.of(thread),
        at.user(),
        at.frames(),
        at.seenLater(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos),
        timeoutMillis,
        tries,
        fate);
  }
}
