package glasshouse.engine.lock;

/** A wait for a lock was ended from outside: by an interrupt, or because its time was over. */
public final class WaitEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says who waited for what. */
  public WaitEnded(String message) {
    super(message);
  }
}
