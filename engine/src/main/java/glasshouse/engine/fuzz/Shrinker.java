package glasshouse.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a run what a finding does not need: halves first, then quarters, at last single
 * acts (delta debugging, Zeller 1999). What is found must stay the same sentence.
 */
public final class Shrinker {
  private final String sentence;
  private Finding smallest;
  private int runs;

  private Shrinker(Finding finding, int runs) {
    sentence = finding.sentence();
    smallest = finding;
    this.runs = runs;
  }

  /** The same finding with the fewest acts, as far as {@code runs} runs lead. */
  public static Finding shrink(Finding finding, int runs) {
    Shrinker shrinker = new Shrinker(finding, runs);
    shrinker.shrink();
    return shrinker.smallest;
  }

  private void shrink() {
    List<Integer> kept = smallest.seed().kept();
    if (kept.isEmpty()) {
      kept = IntStream.range(0, smallest.acts().size()).boxed().toList();
    }
    kept = kept.subList(0, Math.min(kept.size(), smallest.acts().size()));
    int piece = Math.max(1, kept.size() / 2);
    boolean more = true;
    while (more && !kept.isEmpty()) {
      List<Integer> before = kept;
      kept = without(kept, piece);
      more = piece > 1 || kept.size() < before.size();
      piece = Math.max(1, piece / 2);
    }
  }

  /** Tries to leave out each piece, the last first. */
  private List<Integer> without(List<Integer> kept, int piece) {
    List<Integer> rest = kept;
    for (int end = kept.size(); end > 0 && rest.size() > 1; end -= piece) {
      List<Integer> less = new ArrayList<>(rest.subList(0, Math.max(0, end - piece)));
      less.addAll(rest.subList(end, rest.size()));
      if (!less.isEmpty() && found(less)) {
        rest = less;
      }
    }
    return rest;
  }

  private boolean found(List<Integer> kept) {
    if (runs-- <= 0) {
      return false;
    }
    Finding found = find(smallest.seed().keeping(kept), sentence);
    if (found != null) {
      smallest = found;
    }
    return found != null;
  }

  /** What a run finds of this sentence, or null. */
  static @Nullable Finding find(Seed seed, String sentence) {
    for (Finding finding : new Run(seed, _ -> {}).until(sentence).play()) {
      if (finding.sentence().equals(sentence)) {
        return finding;
      }
    }
    return null;
  }
}
