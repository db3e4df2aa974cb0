package glasshouse.engine.lock;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock of java.util.concurrent that the registry knows, also where the JVM knows no owner: of
 * readers, and of a StampedLock. An interrupt ends every wait for it, with {@link WaitEnded}.
 */
public final class WatchedLock implements java.util.concurrent.locks.Lock {
  private final LockRegistry registry;
  private final java.util.concurrent.locks.Lock real;
  private final Lock lock;
  private final boolean shared;

  /** The claims of each thread, the newest first: it may have entered more than once. */
  private final Map<Thread, ArrayDeque<Holder>> inside = new ConcurrentHashMap<>();

  private WatchedLock(
      LockRegistry registry, java.util.concurrent.locks.Lock real, Lock lock, boolean shared) {
    this.registry = registry;
    this.real = real;
    this.lock = lock;
    this.shared = shared;
  }

  /** A watched ReentrantLock. */
  public static WatchedLock of(LockRegistry registry, String name, ReentrantLock real) {
    return new WatchedLock(registry, real, Lock.own(Lock.Kind.MUTEX, name), false);
  }

  /** Watched locks to read and to write; of a StampedLock those of asReadWriteLock(). */
  public static ReadWriteLock of(LockRegistry registry, String name, ReadWriteLock real) {
    Lock lock = Lock.own(Lock.Kind.READ_WRITE, name);
    WatchedLock reading = new WatchedLock(registry, real.readLock(), lock, true);
    WatchedLock writing = new WatchedLock(registry, real.writeLock(), lock, false);
    return new ReadWriteLock() {
      @Override
      public java.util.concurrent.locks.Lock readLock() {
        return reading;
      }

      @Override
      public java.util.concurrent.locks.Lock writeLock() {
        return writing;
      }
    };
  }

  private Object owner() {
    return "thread " + Thread.currentThread().getName();
  }

  private void entered(Holder claim) {
    inside.computeIfAbsent(Thread.currentThread(), _ -> new ArrayDeque<>()).push(claim);
  }

  /** Waits as long as it takes. */
  @Override
  public void lock() {
    waitFor(0);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      waitFor(0);
    } catch (WaitEnded ended) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException(ended.getMessage()).initCause(ended);
      }
      throw ended;
    }
  }

  @Override
  public boolean tryLock() {
    if (!Attempt.atOnce(real::tryLock)) {
      return false;
    }
    entered(registry.got(lock, shared, owner()));
    return true;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    return waitFor(Math.max(1, unit.toMillis(time)));
  }

  /** Whether it was got; without a timeout it always is. */
  private boolean waitFor(long timeoutMillis) {
    if (tryLock()) {
      return true;
    }
    Holder claim = registry.waits(lock, shared, owner(), timeoutMillis, null);
    boolean got = false;
    try {
      if (timeoutMillis == 0) {
        real.lockInterruptibly();
        got = true;
      } else {
        got = real.tryLock(timeoutMillis, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      registry.gaveUp(claim);
      throw registry.ended(claim);
    }
    if (got) {
      registry.gotAfterWait(claim);
      entered(claim);
    } else {
      registry.gaveUp(claim);
    }
    return got;
  }

  @Override
  public void unlock() {
    real.unlock();
    ArrayDeque<Holder> mine = inside.get(Thread.currentThread());
    if (mine == null || mine.isEmpty()) {
      throw new IllegalMonitorStateException(
          "thread %s gives back the %s that it does not have"
              .formatted(Thread.currentThread().getName(), lock));
    }
    registry.released(mine.pop());
    if (mine.isEmpty()) {
      inside.remove(Thread.currentThread());
    }
  }

  /** Not watched: while a thread awaits a condition it has let go of the lock. */
  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("a watched lock has no conditions");
  }
}
