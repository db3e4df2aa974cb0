package glasshouse.engine.cache;

import static glasshouse.engine.cache.Layout.ELEMENT;
import static glasshouse.engine.cache.Layout.PAGE_HEADER;
import static glasshouse.engine.cache.Layout.U16;
import static glasshouse.engine.cache.Layout.U32;
import static glasshouse.engine.cache.Layout.U64;

import glasshouse.engine.base.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page that a transaction changes: its elements on the heap, until they are written anew. */
final class Node {
  private static final byte[] NONE = {};

  final boolean leaf;

  /** The page it was read from, or was written to; 0 for one that has none yet. */
  long pageId;

  @Nullable Node parent;

  /** Those of its children that were read too, in no order. */
  final List<Node> children = new ArrayList<>();

  /** The key under which the parent lists it; null when the parent does not yet. */
  byte @Nullable [] listedAs;

  /** Something was deleted: it may be too small now. */
  boolean shrunk;

  /** It was merged into a neighbour, or its last element is gone. */
  boolean dropped;

  private int count;
  private byte[][] keys;
  private byte[][] values = {};
  private long[] pages = {};
  private byte[] flags = {};

  Node(boolean leaf, @Nullable Node parent) {
    this.leaf = leaf;
    this.parent = parent;
    keys = new byte[8][];
    if (leaf) {
      values = new byte[8][];
      flags = new byte[8];
    } else {
      pages = new long[8];
    }
  }

  /** Takes over all elements of a page. */
  void read(Page page) {
    pageId = page.id();
    count = page.count();
    reserve(count);
    for (int i = 0; i < count; i++) {
      keys[i] = page.key(i);
      if (leaf) {
        values[i] = page.value(i);
        flags[i] = (byte) page.flags(i);
      } else {
        pages[i] = page.child(i);
      }
    }
  }

  int count() {
    return count;
  }

  byte[] key(int i) {
    return keys[i];
  }

  byte[] value(int i) {
    return values[i];
  }

  long page(int i) {
    return pages[i];
  }

  boolean isBucket(int i) {
    return (flags[i] & Layout.BUCKET) != 0;
  }

  Node root() {
    Node top = this;
    while (top.parent != null) {
      top = top.parent;
    }
    return top;
  }

  /** The fewest elements a node may keep when others could take them. */
  int fewest() {
    return leaf ? 1 : 2;
  }

  /** Bytes it takes in the file. */
  long size() {
    long size = PAGE_HEADER;
    for (int i = 0; i < count; i++) {
      size += elementSize(i);
    }
    return size;
  }

  private long elementSize(int i) {
    return (long) ELEMENT + keys[i].length + (leaf ? values[i].length : 0);
  }

  /** The index of {@code key}, or -1 - the index where it would be. */
  int find(byte[] key) {
    return Arrays.binarySearch(keys, 0, count, key, Arrays::compareUnsigned);
  }

  /** The child under which {@code key} would be. */
  int childIndex(byte[] key) {
    int found = find(key);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  void put(byte[] key, byte[] value, int flag) {
    int at = find(key);
    if (at < 0) {
      at = -at - 1;
      open(at);
    }
    keys[at] = key;
    values[at] = value;
    flags[at] = (byte) flag;
  }

  /** The index of a child that is listed under {@code key}. */
  int listed(byte[] key) {
    int at = find(key);
    if (at < 0) {
      // Its keys are out of order: to go on would leave a second place for the same child.
      throw StoreFault.damaged(
          "page %d does not find its child under '%s'".formatted(pageId, Bytes.text(key)));
    }
    return at;
  }

  /** Lists a child under {@code key}, in the place of {@code old} when it was listed already. */
  void list(byte @Nullable [] old, byte[] key, long page) {
    int at;
    if (old != null) {
      at = listed(old);
    } else {
      at = -find(key) - 1;
      if (at < 0) {
        throw StoreFault.damaged(
            "page %d has two children under '%s'".formatted(pageId, Bytes.text(key)));
      }
      open(at);
    }
    keys[at] = key;
    pages[at] = page;
  }

  /** Removes {@code key}; false when it was not there. */
  boolean remove(byte[] key) {
    int at = find(key);
    if (at < 0) {
      return false;
    }
    count--;
    System.arraycopy(keys, at + 1, keys, at, count - at);
    if (leaf) {
      System.arraycopy(values, at + 1, values, at, count - at);
      System.arraycopy(flags, at + 1, flags, at, count - at);
    } else {
      System.arraycopy(pages, at + 1, pages, at, count - at);
    }
    shrunk = true;
    return true;
  }

  private void open(int at) {
    reserve(count + 1);
    System.arraycopy(keys, at, keys, at + 1, count - at);
    if (leaf) {
      System.arraycopy(values, at, values, at + 1, count - at);
      System.arraycopy(flags, at, flags, at + 1, count - at);
    } else {
      System.arraycopy(pages, at, pages, at + 1, count - at);
    }
    count++;
  }

  private void reserve(int wanted) {
    if (wanted <= keys.length) {
      return;
    }
    int length = Math.max(wanted, keys.length * 2);
    keys = Arrays.copyOf(keys, length);
    if (leaf) {
      values = Arrays.copyOf(values, length);
      flags = Arrays.copyOf(flags, length);
    } else {
      pages = Arrays.copyOf(pages, length);
    }
  }

  /** Takes all elements of {@code other}, a neighbour to the right. */
  void append(Node other) {
    insert(count, other, 0, other.count);
  }

  private void insert(int at, Node other, int from, int more) {
    reserve(at + more);
    System.arraycopy(other.keys, from, keys, at, more);
    if (leaf) {
      System.arraycopy(other.values, from, values, at, more);
      System.arraycopy(other.flags, from, flags, at, more);
    } else {
      System.arraycopy(other.pages, from, pages, at, more);
    }
    count = at + more;
  }

  /**
   * Moves what is over one page's fill into new nodes to the right: at most four elements stay
   * together however large they are, and each node keeps two.
   *
   * @param fill bytes after which a page counts as full
   * @return this node and the new ones, in order
   */
  List<Node> split(int pageSize, int fill) {
    List<Node> parts = new ArrayList<>(List.of(this));
    long rest = size();
    int from = 0;
    int stayed = count;
    while (count - from > 4 && rest >= pageSize) {
      long size = PAGE_HEADER;
      int to = from;
      while (to < count - 2) {
        long more = elementSize(to);
        if (to - from >= 2 && size + more > fill) {
          break;
        }
        size += more;
        to++;
      }
      if (from == 0) {
        stayed = to;
      } else {
        parts.add(part(from, to));
      }
      rest -= size - PAGE_HEADER;
      from = to;
    }
    if (from > 0) {
      parts.add(part(from, count));
      Arrays.fill(keys, stayed, count, NONE);
      count = stayed;
    }
    return parts;
  }

  private Node part(int from, int to) {
    Node part = new Node(leaf, parent);
    part.insert(0, this, from, to - from);
    return part;
  }

  /** Writes it as page {@code id} at the start of {@code page}, which is as long as its pages. */
  void write(MemorySegment page, long id, int overflow) {
    if (count >= Layout.COUNT_ELSEWHERE) {
      throw StoreFault.damaged("page %d would have %d elements".formatted(id, count));
    }
    page.set(U64, 0, id);
    page.set(U16, 8, (short) (leaf ? Layout.LEAF : Layout.BRANCH));
    page.set(U16, 10, (short) count);
    page.set(U32, 12, overflow);
    long element = PAGE_HEADER;
    long data = PAGE_HEADER + (long) count * ELEMENT;
    for (int i = 0; i < count; i++, element += ELEMENT) {
      byte[] key = keys[i];
      int position = (int) (data - element);
      if (leaf) {
        page.set(U32, element, flags[i]);
        page.set(U32, element + 4, position);
        page.set(U32, element + 8, key.length);
        page.set(U32, element + 12, values[i].length);
      } else {
        page.set(U32, element, position);
        page.set(U32, element + 4, key.length);
        page.set(U64, element + 8, pages[i]);
      }
      MemorySegment.copy(key, 0, page, ValueLayout.JAVA_BYTE, data, key.length);
      data += key.length;
      if (leaf) {
        byte[] value = values[i];
        MemorySegment.copy(value, 0, page, ValueLayout.JAVA_BYTE, data, value.length);
        data += value.length;
      }
    }
  }
}
