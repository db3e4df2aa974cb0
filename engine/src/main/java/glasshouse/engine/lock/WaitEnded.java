package glasshouse.engine.lock;

/** A wait that was ended from outside: by an interrupt, or because its time was over. */
public final class WaitEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  private WaitEnded(String message, boolean timedOut) {
    super(message);
    this.timedOut = timedOut;
  }

  static WaitEnded timedOut(String message) {
    return new WaitEnded(message, true);
  }

  static WaitEnded interrupted(String message) {
    return new WaitEnded(message, false);
  }

  /** Whether its time was over, and not its thread interrupted. */
  public boolean timedOut() {
    return timedOut;
  }
}
