package glasshouse.engine.cache;

import glasshouse.engine.base.LongMap;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The B+ tree of one bucket: pages as they lie in the file, and over them the changed nodes. */
final class Tree {
  private final Tx tx;

  /** The page of its root; 0 for a bucket that lies in its parent's value. */
  private long rootPage;

  private final @Nullable Page inline;
  private @Nullable Node rootNode;

  /** Nodes by the page they were read from. */
  private final LongMap<Node> nodes = new LongMap<>();

  private long changes;

  private Tree(Tx tx, long rootPage, @Nullable Page inline) {
    this.tx = tx;
    this.rootPage = rootPage;
    this.inline = inline;
  }

  /** A tree in pages of its own. */
  static Tree at(Tx tx, long rootPage) {
    return new Tree(tx, rootPage, null);
  }

  /** A tree that is one page within a value. */
  static Tree inline(Tx tx, Page page) {
    return new Tree(tx, 0, page);
  }

  /** A tree without elements and without a page. */
  static Tree empty(Tx tx) {
    Tree tree = new Tree(tx, 0, null);
    tree.rootNode = new Node(true, null);
    return tree;
  }

  long rootPage() {
    return rootPage;
  }

  /** Goes up with each change, so that cursors know when to look for their place anew. */
  long changes() {
    return changes;
  }

  boolean changed() {
    return rootNode != null;
  }

  Spot root() {
    if (rootNode != null) {
      return new Spot(rootNode);
    }
    return inline != null ? new Spot(inline) : new Spot(tx.page(rootPage));
  }

  /** The child that {@code spot}, on a branch, stands on. */
  Spot child(Spot spot) {
    long page = spot.child();
    Node node = rootNode == null ? null : nodes.get(page);
    return node != null ? new Spot(node) : new Spot(tx.page(page));
  }

  /** The element with {@code key}, or null. */
  @Nullable Spot find(byte[] key) {
    Spot spot = root();
    for (int depth = 0; !spot.leaf(); depth++) {
      Tx.checkDepth(depth);
      if (spot.count() == 0) {
        return null;
      }
      spot.toChildOf(key);
      spot = child(spot);
    }
    return spot.toCeiling(key) ? spot : null;
  }

  /** Puts an element; key and value belong to the tree from now on. */
  void put(byte[] key, byte[] value, int flag) {
    changes++;
    leafFor(key).put(key, value, flag);
  }

  /** Removes an element that is there. */
  void remove(byte[] key) {
    changes++;
    leafFor(key).remove(key);
  }

  /** Reads the root as a node: what is written at commit begins there. */
  Node touch() {
    Node root = rootNode;
    if (root == null) {
      root = read(inline != null ? inline : tx.page(rootPage), null);
      root.pageId = rootPage;
      rootNode = root;
      nodes.put(rootPage, root);
    }
    return root;
  }

  private Node leafFor(byte[] key) {
    Node node = touch();
    for (int depth = 0; !node.leaf; depth++) {
      Tx.checkDepth(depth);
      node = node.count() == 0 ? emptyRoot(node) : nodeAt(node, node.childIndex(key));
    }
    return node;
  }

  /** A branch without children is read where it stands in the file, and never written. */
  private Node emptyRoot(Node branch) {
    if (branch.parent != null) {
      throw StoreFault.damaged("page %d is a branch without children".formatted(branch.pageId));
    }
    Node leaf = new Node(true, null);
    leaf.pageId = branch.pageId;
    nodes.put(branch.pageId, leaf);
    rootNode = leaf;
    return leaf;
  }

  private Node nodeAt(Node parent, int index) {
    long page = parent.page(index);
    Node node = nodes.get(page);
    if (node == null) {
      node = read(tx.page(page), parent);
      node.listedAs = parent.key(index);
      parent.children.add(node);
      nodes.put(page, node);
    }
    return node;
  }

  private static Node read(Page page, @Nullable Node parent) {
    Node node = new Node(page.leaf(), parent);
    node.read(page);
    return node;
  }

  /** Merges what deletions have left too small. */
  void rebalance(double fill) {
    List<Node> shrunk = new ArrayList<>();
    nodes.forEach(
        node -> {
          if (node.shrunk) {
            shrunk.add(node);
          }
        });
    shrunk.sort(Comparator.comparingLong(node -> node.pageId));
    long small = (long) (tx.pageSize() * clamp(fill) / 2);
    for (Node node : shrunk) {
      if (node.shrunk && !node.dropped) {
        rebalance(node, small);
      }
    }
  }

  private void rebalance(Node node, long small) {
    node.shrunk = false;
    if (node.size() > small && node.count() > node.fewest()) {
      return;
    }
    Node parent = node.parent;
    if (parent == null) {
      collapse(node);
      return;
    }
    if (node.count() == 0) {
      drop(node, parent);
      rebalance(parent, small);
      return;
    }
    if (parent.count() < 2) {
      return;
    }
    int index = parent.listed(key(node));
    Node left = index == 0 ? node : nodeAt(parent, index - 1);
    Node right = index == 0 ? nodeAt(parent, 1) : node;
    if (left.leaf != right.leaf) {
      return;
    }
    left.append(right);
    for (Node child : right.children) {
      child.parent = left;
      left.children.add(child);
    }
    drop(right, parent);
    rebalance(parent, small);
  }

  /** A root with a single child gives way to it. */
  private void collapse(Node root) {
    Node top = root;
    while (!top.leaf && top.count() <= 1) {
      Node only = top.count() == 0 ? emptyRoot(top) : nodeAt(top, 0);
      if (top.count() == 1) {
        only.parent = null;
        only.listedAs = null;
        forget(top);
      }
      top = only;
    }
    rootNode = top;
  }

  private void drop(Node node, Node parent) {
    parent.listed(key(node));
    parent.remove(key(node));
    parent.children.remove(node);
    forget(node);
  }

  private void forget(Node node) {
    nodes.remove(node.pageId);
    tx.free(node.pageId);
    node.dropped = true;
  }

  private static byte[] key(Node node) {
    byte[] key = node.listedAs;
    if (key == null) {
      throw new IllegalStateException("page " + node.pageId + " is not listed by its parent");
    }
    return key;
  }

  /** Writes every changed node to new pages, leaves first. */
  void spill(double fill) {
    Node root = rootNode;
    if (root == null) {
      return;
    }
    int full = (int) (tx.pageSize() * clamp(fill));
    spill(root, full);
    rootNode = root.root();
    rootPage = rootNode.pageId;
  }

  private void spill(Node node, int full) {
    node.children.sort((a, b) -> Arrays.compareUnsigned(a.key(0), b.key(0)));
    for (Node child : node.children) {
      spill(child, full);
    }
    node.children.clear();
    List<Node> parts = node.split(tx.pageSize(), full);
    boolean grown = parts.size() > 1 && node.parent == null;
    Node parent = grown ? new Node(false, null) : node.parent;
    for (Node part : parts) {
      write(part);
      part.parent = parent;
      if (parent != null) {
        byte[] first = part.key(0);
        parent.list(part.listedAs, first, part.pageId);
        part.listedAs = first;
      }
    }
    if (grown && parent != null) {
      spill(parent, full);
    }
  }

  private void write(Node part) {
    if (part.pageId != 0) {
      tx.free(part.pageId);
    }
    int pages = Math.toIntExact((part.size() + tx.pageSize() - 1) / tx.pageSize());
    part.pageId = tx.allocate(pages);
    part.write(tx.written(part.pageId), part.pageId, pages - 1);
  }

  /** Whether the whole bucket is small enough to lie in its parent's value. */
  boolean fitsInline() {
    Node root = rootNode;
    if (root == null || !root.leaf || root.size() > tx.pageSize() / 4) {
      return false;
    }
    for (int i = 0; i < root.count(); i++) {
      if (root.isBucket(i)) {
        return false;
      }
    }
    return true;
  }

  /** The changed tree as one page within a value, {@code from} bytes into it; its page is freed. */
  byte[] toInline(int from) {
    Node root = touch();
    if (root.pageId != 0) {
      tx.free(root.pageId);
      root.pageId = 0;
    }
    rootPage = 0;
    byte[] value = new byte[Math.toIntExact(from + root.size())];
    root.write(MemorySegment.ofArray(value).asSlice(from), 0, 0);
    return value;
  }

  /** Frees all its pages: the bucket is deleted. */
  void freeAll() {
    eachPage(tx::free);
  }

  /** Every page of the tree by its first id, from the root down. */
  void eachPage(LongConsumer visitor) {
    if (rootPage != 0) {
      eachPage(rootPage, visitor, 0);
    }
  }

  private void eachPage(long id, LongConsumer visitor, int depth) {
    Tx.checkDepth(depth);
    Node node = nodes.get(id);
    Spot spot = node != null ? new Spot(node) : new Spot(tx.page(id));
    visitor.accept(id);
    if (!spot.leaf()) {
      for (spot.index = 0; spot.index < spot.count(); spot.index++) {
        eachPage(spot.child(), visitor, depth + 1);
      }
    }
  }

  /** The name of every bucket in the tree, in order; values are not looked at. */
  void eachBucket(Consumer<byte[]> visitor) {
    eachBucket(root(), visitor, 0);
  }

  private void eachBucket(Spot spot, Consumer<byte[]> visitor, int depth) {
    Tx.checkDepth(depth);
    for (spot.index = 0; spot.index < spot.count(); spot.index++) {
      if (!spot.leaf()) {
        eachBucket(child(spot), visitor, depth + 1);
      } else if (spot.isBucket()) {
        visitor.accept(spot.key());
      }
    }
  }

  private static double clamp(double fill) {
    return Math.clamp(fill, 0.1, 1.0);
  }
}
