package glasshouse.engine.base;

/** Assertions that are always on: a broken invariant is a bug of ours, never of a client. */
public final class Check {
  private Check() {}

  /** Throws {@link AssertionError} with {@code message} unless {@code condition} holds. */
  public static void that(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
