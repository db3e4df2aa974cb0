package glasshouse.engine.cache;

import glasshouse.engine.base.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Every page of a file, as one transaction sees them, and what it is good for. */
public final class PageMap {
  private final Tx tx;
  private final Use[] uses;

  /** What a page is. */
  public enum Kind {
    /** The state of the file, one of two. */
    META,
    /** The list of free pages. */
    FREELIST,
    /** Keys that lead to other pages. */
    BRANCH,
    /** Keys and values. */
    LEAF,
    /** Goes on with the page before it. */
    OVERFLOW,
    /** Not used by this state: free, or kept for older readers. */
    FREE
  }

  /**
   * One page.
   *
   * @param id its number
   * @param kind what it is
   * @param items elements on it; 0 where there are none to count
   * @param overflow how many pages after it belong to it
   * @param bucket the path of its bucket, empty when it belongs to none
   */
  public record Use(long id, Kind kind, int items, int overflow, String bucket) {}

  private PageMap(Tx tx) {
    this.tx = tx;
    uses = new Use[Math.toIntExact(tx.highWater())];
  }

  /**
   * The pages from 0 to the last that was ever used.
   *
   * @throws StoreFault DAMAGED
   */
  public static List<Use> of(Tx tx) {
    tx.requireOpen();
    PageMap map = new PageMap(tx);
    for (int id = 0; id < map.uses.length; id++) {
      map.uses[id] = new Use(id, id < 2 ? Kind.META : Kind.FREE, 0, 0, "");
    }
    Meta meta = tx.begun();
    if (meta.hasFreelist()) {
      int items = FreelistPage.read(tx.map(), meta).length;
      int overflow = FreelistPage.overflow(tx.map(), meta.pageSize(), meta.freelist());
      map.put(new Use(meta.freelist(), Kind.FREELIST, items, overflow, ""));
    }
    map.walk(tx.root(), "");
    return List.of(map.uses);
  }

  private void walk(Bucket bucket, String path) {
    List<Long> ids = new ArrayList<>();
    bucket.tree().eachPage(ids::add);
    for (long id : ids) {
      Page page = tx.page(id);
      put(new Use(id, page.leaf() ? Kind.LEAF : Kind.BRANCH, page.count(), tx.overflow(id), path));
    }
    bucket
        .inner()
        .forEach(
            (key, inner) -> {
              String name = Bytes.text(key);
              walk(inner, path.isEmpty() ? name : path + "/" + name);
            });
  }

  private void put(Use use) {
    uses[(int) use.id] = use;
    for (int i = 1; i <= use.overflow; i++) {
      uses[(int) use.id + i] = new Use(use.id + i, Kind.OVERFLOW, 0, 0, use.bucket);
    }
  }
}
