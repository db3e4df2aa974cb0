package glasshouse.engine.lock;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A task whose result the registry knows to be in the hands of the thread that works on it: who
 * waits for the result waits for that thread.
 */
public final class WatchedTask<T> implements Runnable {
  private final LockRegistry registry;
  private final Lock lock;
  private final FutureTask<T> real;

  /** A task, not begun yet. */
  public WatchedTask(LockRegistry registry, String name, Callable<T> work) {
    this.registry = registry;
    lock = Lock.own(Lock.Kind.RESULT, name);
    real = new FutureTask<>(work);
  }

  /** Works on it, on the calling thread; nothing happens the second time. */
  @Override
  public void run() {
    Holder claim = registry.got(lock, false, lock.of());
    try {
      real.run();
    } finally {
      registry.released(claim);
    }
  }

  /**
   * Its result, as soon as it is there.
   *
   * @throws ExecutionException with what the work threw
   * @throws WaitEnded when the thread was interrupted while it waited
   */
  public T get() throws ExecutionException {
    Holder claim = null;
    try {
      if (!real.isDone()) {
        claim = registry.waits(lock, true, "thread " + Thread.currentThread().getName(), 0, null);
      }
      return real.get();
    } catch (InterruptedException _) {
      if (claim == null) {
        Thread.currentThread().interrupt();
        throw WaitEnded.interrupted("interrupted before the %s was there".formatted(lock));
      }
      throw registry.ended(claim);
    } finally {
      if (claim != null) {
        registry.gaveUp(claim);
      }
    }
  }
}
