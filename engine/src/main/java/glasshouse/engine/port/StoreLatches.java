package glasshouse.engine.port;

/**
 * The locks inside one store. They belong to an owner (a transaction, a close), not to a thread,
 * and nobody enters one twice: whoever waits for itself waits for ever, as in bbolt.
 */
public interface StoreLatches {
  /** The locks of a store, each under the name that bbolt gives it. */
  enum Latch {
    /** One writing transaction at a time, from its begin to its end (rwlock). */
    WRITER,
    /** Which transactions are open, and the newest meta page; held briefly (metalock). */
    META,
    /**
     * The mapping of the file: shared by every reader for its whole life, alone to map anew and to
     * close (mmaplock).
     */
    MAP
  }

  /** Latches for a store that one thread uses alone: to wait there is to wait for ever. */
  static StoreLatches alone() {
    return new LoneLatches();
  }

  /**
   * Returns when {@code owner} is in.
   *
   * @param shared with others that share it; only {@link Latch#MAP} is shared
   * @param owner its text names it to people
   * @throws RuntimeException when the wait was ended from outside; the latch is not entered then
   */
  void enter(Latch latch, boolean shared, Object owner);

  /** Gives back what {@code owner} entered in the same way. */
  void leave(Latch latch, boolean shared, Object owner);
}
