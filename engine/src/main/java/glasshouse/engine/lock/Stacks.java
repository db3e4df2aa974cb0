package glasshouse.engine.lock;

/**
 * Of which claims the stack is kept. That of a file lock is always kept, and that of a wait, unless
 * it is {@link #OFF}: beside what these cost by themselves it is little.
 */
public enum Stacks {
  /** None. */
  OFF,
  /** One in {@value LockRegistry#SAMPLE}. */
  SAMPLED,
  /** Each. */
  ON
}
