package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file lock that is held, from its opening until it is closed. */
public final class FileHold implements AutoCloseable {
  /** Between two tries, as bbolt waits. */
  private static final long RETRY_MILLIS = 50;

  private final LockRegistry registry;
  private final Flock flock;
  private final Holder claim;

  private FileHold(LockRegistry registry, Flock flock, Holder claim) {
    this.registry = registry;
    this.flock = flock;
    this.claim = claim;
  }

  /**
   * Opens the file and waits for its lock: tries, sleeps 50 ms, tries again.
   *
   * @param shared to read; others may read at the same time
   * @param timeoutMillis after which it gives up, or rather 50 ms before, as bbolt does; 0 waits
   *     for ever
   * @throws WaitEnded when the time is over, or the thread was interrupted
   * @throws IOException when the system says no
   */
  public static FileHold take(
      LockRegistry registry, Path path, boolean shared, long timeoutMillis, Object owner)
      throws IOException {
    Flock flock = Flock.open(path, shared);
    boolean done = false;
    try {
      Lock lock = new Lock(Lock.Kind.FILE, path.toRealPath().toString(), flock.identity());
      Holder claim;
      if (flock.tryLock(shared)) {
        claim = registry.got(lock, shared, owner);
        claim.file = flock;
      } else {
        claim = registry.waits(lock, shared, owner, timeoutMillis, flock);
        await(registry, flock, claim);
      }
      done = true;
      return new FileHold(registry, flock, claim);
    } finally {
      if (!done) {
        flock.close();
      }
    }
  }

  private static void await(LockRegistry registry, Flock flock, Holder claim) throws IOException {
    long begun = System.nanoTime();
    boolean got = false;
    try {
      while (!got) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (claim.timeoutMillis > 0 && waited > claim.timeoutMillis - RETRY_MILLIS) {
          throw WaitEnded.timedOut(
              "timeout: the %s was not to be had within %d ms"
                  .formatted(claim.lock, claim.timeoutMillis));
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        registry.triedAgain(claim);
        got = flock.tryLock(claim.shared);
      }
      registry.gotAfterWait(claim);
    } catch (InterruptedException _) {
      throw registry.ended(claim);
    } finally {
      if (!got) {
        registry.gaveUp(claim);
      }
    }
  }

  /** Number of the open file that holds the lock. */
  public int descriptor() {
    return flock.descriptor();
  }

  /**
   * Why the lock does not protect the file at this path, as the system tells; empty while it does.
   * A lock is not lost by what its holder does with it, but the file it is on can be replaced or
   * unlinked.
   */
  public String lost() {
    return flock.lost();
  }

  /** Lets go of the lock and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      flock.unlock();
    } finally {
      flock.close();
      registry.released(claim);
    }
  }
}
