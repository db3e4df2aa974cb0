package glasshouse.engine.lock;

import java.util.function.Function;

/**
 * A monitor inside somebody else's code, such as the one on a bin of a ConcurrentHashMap: the
 * registry cannot see it, so who calls that code tells of it.
 */
public final class ToldLock {
  private final LockRegistry registry;
  private final Lock lock;

  /**
   * One that nobody holds.
   *
   * @param of what it guards
   */
  public ToldLock(LockRegistry registry, String of) {
    this.registry = registry;
    lock = Lock.own(Lock.Kind.MONITOR, of);
  }

  /**
   * Calls code that takes the lock.
   *
   * @param owner in whose name
   * @param call is given something to run as soon as it has the lock; it need not get it
   */
  public <T> T around(String owner, Function<Runnable, T> call) {
    Holder claim = registry.waits(lock, false, owner, 0, null);
    try {
      return call.apply(() -> registry.gotAfterWait(claim));
    } finally {
      if (claim.held) {
        registry.released(claim);
      } else {
        registry.gaveUp(claim);
      }
    }
  }
}
