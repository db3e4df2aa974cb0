package glasshouse.engine.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file lock that is held, from its opening until it is closed. */
public final class FileHold implements AutoCloseable {
  /** Between two tries, as bbolt waits. */
  private static final long RETRY_MILLIS = 50;

  private final LockRegistry registry;
  private final LockedFile file;
  private final Holder claim;
  private boolean closed;

  private FileHold(LockRegistry registry, LockedFile file, Holder claim) {
    this.registry = registry;
    this.file = file;
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
    return take(registry, path, shared, timeoutMillis, owner, Lock.Kind.FILE);
  }

  /**
   * The same with the lock of Java's FileChannel, which only other Java programs and users of fcntl
   * see, and which a second stream on the file loses: {@link #lost} tells when.
   *
   * @throws WaitEnded when the time is over, or the thread was interrupted
   * @throws IOException when the system says no
   */
  public static FileHold takeOfJava(
      LockRegistry registry, Path path, boolean shared, long timeoutMillis, Object owner)
      throws IOException {
    return take(registry, path, shared, timeoutMillis, owner, Lock.Kind.CHANNEL);
  }

  private static FileHold take(
      LockRegistry registry,
      Path path,
      boolean shared,
      long timeoutMillis,
      Object owner,
      Lock.Kind kind)
      throws IOException {
    LockedFile file =
        kind == Lock.Kind.FILE ? NativeFile.open(path, shared) : ChannelFile.open(path, shared);
    boolean done = false;
    try {
      Lock lock = new Lock(kind, path.toRealPath().toString(), file.identity());
      Holder claim;
      if (file.tryLock(shared)) {
        claim = registry.got(lock, shared, owner);
        claim.file = file;
      } else {
        claim = registry.waits(lock, shared, owner, timeoutMillis, file);
        await(registry, file, claim);
      }
      done = true;
      return new FileHold(registry, file, claim);
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private static void await(LockRegistry registry, LockedFile file, Holder claim)
      throws IOException {
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
        got = file.tryLock(claim.shared);
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

  /** Number of the open file that holds the lock; -1 when that cannot be told. */
  public int descriptor() {
    return file.descriptor();
  }

  /**
   * Why the lock does not protect the file at this path, as the system tells; empty while it does:
   * the file can be replaced or unlinked, and Java's own lock is lost by a second stream.
   */
  public String lost() {
    return file.lost();
  }

  /** Lets go of the lock and closes the file; nothing happens the second time. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      file.unlock();
    } finally {
      try {
        file.close();
      } finally {
        registry.released(claim);
      }
    }
  }
}
