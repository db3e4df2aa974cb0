package glasshouse.engine.lock;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Semaphore;

/**
 * A semaphore that the registry knows. A permit belongs to no thread; the registry takes it that
 * whoever took one gives it back, and says so by calling what it finds likely.
 */
public final class WatchedSemaphore {
  private final LockRegistry registry;
  private final Semaphore real;
  private final Lock lock;

  /** Who has a permit; under its own monitor. */
  private final ArrayDeque<Holder> inside = new ArrayDeque<>();

  /** A semaphore with so many permits. */
  public WatchedSemaphore(LockRegistry registry, String name, int permits) {
    this.registry = registry;
    real = new Semaphore(permits);
    lock = Lock.own(Lock.Kind.PERMITS, name);
  }

  /**
   * Takes a permit.
   *
   * @throws WaitEnded when the thread was interrupted while it waited
   */
  public void acquire() {
    Object owner = "thread " + Thread.currentThread().getName();
    if (Attempt.atOnce(real::tryAcquire)) {
      entered(registry.got(lock, false, owner));
      return;
    }
    Holder claim = registry.waits(lock, false, owner, 0, null);
    try {
      real.acquire();
    } catch (InterruptedException _) {
      registry.gaveUp(claim);
      throw registry.ended(claim);
    }
    registry.gotAfterWait(claim);
    entered(claim);
  }

  private void entered(Holder claim) {
    synchronized (inside) {
      inside.add(claim);
    }
  }

  /** Gives a permit back: that of this thread, or when it has none, that which was taken first. */
  public void release() {
    Holder mine = null;
    synchronized (inside) {
      Iterator<Holder> all = inside.iterator();
      while (mine == null && all.hasNext()) {
        Holder one = all.next();
        if (one.threadId == Thread.currentThread().threadId()) {
          mine = one;
          all.remove();
        }
      }
      if (mine == null) {
        mine = inside.poll();
      }
    }
    if (mine != null) {
      registry.released(mine);
    }
    real.release();
  }
}
