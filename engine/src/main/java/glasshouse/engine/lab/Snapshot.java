package glasshouse.engine.lab;

import glasshouse.engine.cache.PageMap;
import glasshouse.engine.cache.Tx;
import java.util.HashSet;
import java.util.Set;

/**
 * The pages that a reading transaction sees, and that nobody may use again before it ends.
 *
 * @param reader the transaction's name
 * @param pages their numbers
 */
record Snapshot(String reader, Set<Long> pages) {
  static Snapshot of(Tx tx) {
    Set<Long> pages = new HashSet<>();
    for (PageMap.Use use : PageMap.of(tx)) {
      if (use.kind() != PageMap.Kind.FREE && use.kind() != PageMap.Kind.META) {
        pages.add(use.id());
      }
    }
    return new Snapshot(tx.toString(), pages);
  }
}
