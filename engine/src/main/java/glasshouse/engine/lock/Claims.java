package glasshouse.engine.lock;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims in the order they came; the claims themselves are its links, so that nothing is allocated.
 */
final class Claims {
  private @Nullable Holder first;
  private @Nullable Holder last;

  void add(Holder claim) {
    claim.before = last;
    claim.after = null;
    if (last == null) {
      first = claim;
    } else {
      last.after = claim;
    }
    last = claim;
  }

  /** Takes it out; it must be on this list. */
  void remove(Holder claim) {
    if (claim.before == null) {
      first = claim.after;
    } else {
      claim.before.after = claim.after;
    }
    if (claim.after == null) {
      last = claim.before;
    } else {
      claim.after.before = claim.before;
    }
    claim.before = null;
    claim.after = null;
  }

  boolean isEmpty() {
    return first == null;
  }

  List<Holder> all() {
    List<Holder> all = new ArrayList<>();
    for (Holder claim = first; claim != null; claim = claim.after) {
      all.add(claim);
    }
    return all;
  }
}
