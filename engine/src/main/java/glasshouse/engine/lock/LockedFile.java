package glasshouse.engine.lock;

/** An open file, as the registry sees it. */
interface LockedFile {
  /** Its number in this process; -1 when that cannot be told. */
  int descriptor();

  /** Why the lock on it does not protect what is at its path now; empty while it does. */
  String lost();
}
