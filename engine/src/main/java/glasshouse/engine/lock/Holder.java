package glasshouse.engine.lock;

import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ThreadName;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A claim; in the registry the same object from the wait to the release. */
final class Holder {
  final long id;
  final Lock lock;
  final boolean shared;
  final Object owner;
  final long threadId;

  /** Null for a thread that is known from a dump only. */
  final @Nullable Thread thread;

  /** Made where it was claimed, for its stack; null when that was not kept. */
  final @Nullable Throwable here;

  /** The open file that it is about; null for what is no file. */
  @Nullable LockedFile file;

  /** Gives up after that; 0 for never. */
  long timeoutMillis;

  /** By System.nanoTime. */
  long sinceNanos = System.nanoTime();

  int tries = 1;
  boolean held;

  /** Somebody decided that it waited long enough. */
  boolean timedOut;

  /** Its neighbours in the list it is on. */
  @Nullable Holder before;

  @Nullable Holder after;

  /** Only where there is no thread. */
  private final @Nullable ThreadName name;

  /** What its stack says, once it was asked. */
  private @Nullable Place place;

  /** A claim of a thread of this JVM. */
  Holder(
      long id, Lock lock, boolean shared, Object owner, Thread thread, @Nullable Throwable here) {
    this.id = id;
    this.lock = lock;
    this.shared = shared;
    this.owner = owner;
    this.thread = thread;
    this.here = here;
    threadId = thread.threadId();
    name = null;
  }

  /** A claim that was seen in a dump: nobody knows since when. */
  Holder(long id, Lock lock, ThreadName name, boolean held, Place place) {
    this.id = id;
    this.lock = lock;
    this.name = name;
    this.held = held;
    this.place = place;
    shared = false;
    owner = "thread " + name;
    thread = null;
    here = null;
    threadId = name.id();
  }

  /** What its owner would wait for if it wanted another lock alone. */
  Holder asking(Lock other) {
    return new Holder(0, other, false, owner, Objects.requireNonNull(thread), here);
  }

  /**
   * Looks where its thread is now, when it is not known where it was: late is better than never.
   */
  void lookAtThread() {
    if (thread != null && here == null && place == null) {
      place = Place.of(List.of(thread.getStackTrace()), true);
    }
  }

  /** Whether it is the claim of another process, which stands under its number, negated. */
  boolean isForeign() {
    return threadId < 0;
  }

  boolean alive() {
    return thread == null || thread.isAlive();
  }

  ThreadName threadName() {
    return thread != null || name == null ? ThreadName.of(Objects.requireNonNull(thread)) : name;
  }

  private Place place() {
    Place known = place;
    if (known == null && here != null) {
      known = Place.of(List.of(here.getStackTrace()), false);
      place = known;
    }
    return known == null ? Place.UNKNOWN : known;
  }

  /** Milliseconds since it was got or the wait began; -1 when nobody knows. */
  private long millis() {
    return thread == null ? -1 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
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
        threadName(),
        at.user(),
        at.frames(),
        at.seenLater(),
        millis(),
        timeoutMillis,
        tries,
        fate);
  }
}
