package glasshouse.engine.keyspace;

import glasshouse.engine.base.Check;
import org.jspecify.annotations.Nullable;

/**
 * The best candidates for eviction of all that samples have shown so far, at most sixteen (Redis,
 * evict.c). Keys come and go meanwhile: who takes one out of the pool looks whether it is still
 * there.
 */
public final class EvictionPool {
  /** A key that may go. */
  public record Candidate(int database, byte[] key, long score) {}

  private static final int SIZE = 16;

  private final @Nullable Candidate[] pool = new @Nullable Candidate[SIZE];
  private int count;

  /** Offers a key; the higher its score the sooner it goes. */
  public void offer(Database db, KeyEntry entry, long score) {
    int place = 0;
    while (place < count && at(place).score < score) {
      place++;
    }
    if (count == SIZE) {
      if (place == 0) {
        return;
      }
      // The pool is full: the one that would go last makes room.
      place--;
      System.arraycopy(pool, 1, pool, 0, place);
    } else {
      System.arraycopy(pool, place, pool, place + 1, count - place);
      count++;
    }
    pool[place] = new Candidate(db.index(), entry.key(), score);
  }

  /** Takes the candidate that should go first, or null when there is none. */
  public @Nullable Candidate take() {
    if (count == 0) {
      return null;
    }
    Candidate best = at(--count);
    pool[count] = null;
    return best;
  }

  /** Forgets all candidates. */
  public void clear() {
    while (count > 0) {
      pool[--count] = null;
    }
  }

  private Candidate at(int place) {
    Candidate candidate = pool[place];
    Check.that(candidate != null, "a hole in the pool");
    return java.util.Objects.requireNonNull(candidate);
  }
}
