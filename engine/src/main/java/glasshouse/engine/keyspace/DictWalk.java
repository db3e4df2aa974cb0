package glasshouse.engine.keyspace;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A walk over all entries of a table bucket by bucket, which memory likes much better than the
 * order of {@link Dict#scan}. An entry that is there from the start to the end of the walk is
 * visited at least once, whatever is added, removed and resized in between: entries only ever move
 * from the older array to the newer, and the older is walked first.
 */
public final class DictWalk<E extends Dict.Entry> {
  private final Dict<E> dict;
  private Dict.@Nullable Entry @Nullable [] buckets;
  private int slot;

  DictWalk(Dict<E> dict) {
    this.dict = dict;
  }

  /**
   * Visits the entries of the next {@code budget} buckets.
   *
   * @return true when the walk is complete
   */
  public boolean run(int budget, Consumer<? super E> visitor) {
    int left = budget;
    while (left > 0) {
      Dict.@Nullable Entry[] older = dict.older();
      Dict.@Nullable Entry[] newer = dict.newer();
      Dict.@Nullable Entry[] walked = buckets;
      if (walked == null || walked != older && walked != newer) {
        walked = older == null ? newer : older;
        buckets = walked;
        slot = 0;
      }
      int end = (int) Math.min(walked.length, slot + (long) left);
      left -= end - slot;
      for (; slot < end; slot++) {
        dict.visit(walked[slot], visitor);
      }
      if (slot == walked.length) {
        if (walked == newer) {
          return true;
        }
        buckets = newer;
        slot = 0;
      }
    }
    return false;
  }
}
