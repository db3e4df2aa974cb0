package glasshouse.engine.cache;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** An element's place in a tree: on a page of the file, or on a node that was changed. */
final class Spot {
  private final @Nullable Page page;
  private final @Nullable Node node;

  /** Index of the element; may stand one before the first or after the last. */
  int index;

  Spot(Page page) {
    this.page = page;
    node = null;
  }

  Spot(Node node) {
    page = null;
    this.node = node;
  }

  boolean leaf() {
    return page != null ? page.leaf() : node().leaf;
  }

  int count() {
    return page != null ? page.count() : node().count();
  }

  /** Whether it stands on an element. */
  boolean inside() {
    return index >= 0 && index < count();
  }

  byte[] key() {
    return page != null ? page.key(index) : node().key(index);
  }

  byte[] value() {
    return page != null ? page.value(index) : node().value(index);
  }

  MemorySegment valueMemory() {
    return page != null
        ? page.valueMemory(index)
        : MemorySegment.ofArray(node().value(index)).asReadOnly();
  }

  boolean isBucket() {
    return page != null ? page.isBucket(index) : node().isBucket(index);
  }

  /** The page of the child that a branch's element names. */
  long child() {
    return page != null ? page.child(index) : node().page(index);
  }

  /** Stands on the child under which {@code key} would be. */
  void toChildOf(byte[] key) {
    index = page != null ? Math.max(0, page.floor(key)) : node().childIndex(key);
  }

  /** Stands on the first element that is not below {@code key}; whether it has that very key. */
  boolean toCeiling(byte[] key) {
    if (page != null) {
      int floor = page.floor(key);
      boolean exact = floor >= 0 && page.compare(floor, key) == 0;
      index = exact ? floor : floor + 1;
      return exact;
    }
    int found = node().find(key);
    index = found >= 0 ? found : -found - 1;
    return found >= 0;
  }

  private Node node() {
    if (node == null) {
      throw new IllegalStateException("a spot on neither page nor node");
    }
    return node;
  }
}
