package glasshouse.engine.lock;

import java.io.IOException;

/** An open file, and the lock one can have on it. */
interface LockedFile extends AutoCloseable {
  /** Its number in this process; -1 when that cannot be told. */
  int descriptor();

  /** Which file it is, whatever its name is or becomes. */
  String identity() throws IOException;

  /**
   * Takes the lock if that is possible at once.
   *
   * @throws IOException when the system says no for another reason than that somebody holds it
   */
  boolean tryLock(boolean shared) throws IOException;

  /** Lets go, while the file stays open. */
  void unlock() throws IOException;

  /** Why the lock on it does not protect what is at its path now; empty while it does. */
  String lost();

  /** Closes the file, and with it the lock; nothing happens the second time. */
  @Override
  void close() throws IOException;
}
