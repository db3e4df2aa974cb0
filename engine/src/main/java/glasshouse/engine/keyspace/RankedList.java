package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The order of a sorted set: a B+ tree whose branches know how many members stand below each child
 * (an order statistic tree, as in Cormen et al., "Introduction to Algorithms", chapter 14, on
 * blocks instead of binary nodes), so that the n-th member and the rank of a member cost a
 * logarithm. Redis keeps a skip list with spans for the same purpose; blocks need a tenth of its
 * memory per member, and comparing inside a block stays in the cache.
 *
 * <p>Up to {@link #LEAF} members are one plain sorted array.
 */
public final class RankedList {
  /** A question that is true for a first part of the list and false for the rest. */
  @FunctionalInterface
  public interface Below {
    /** True when {@code member} belongs to the first part. */
    boolean test(SortedSetValue.Member member);
  }

  /** Most members of a leaf. */
  static final int LEAF = 128;

  /** Most children of a branch. */
  static final int FAN = 64;

  private sealed interface Block permits Leaf, Branch {
    /** The lowest member; the block is not empty. */
    SortedSetValue.Member low();

    /** Number of members in and below the block. */
    int size();
  }

  private static final class Leaf implements Block {
    SortedSetValue.@Nullable Member[] members = new SortedSetValue.@Nullable Member[4];
    int count;
    @Nullable Leaf next;
    @Nullable Leaf previous;

    SortedSetValue.Member at(int i) {
      return Objects.requireNonNull(members[i]);
    }

    @Override
    public SortedSetValue.Member low() {
      return at(0);
    }

    @Override
    public int size() {
      return count;
    }

    /** Index of the first member that is not below {@code member}. */
    int place(SortedSetValue.Member member) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (SortedSetValue.compare(at(middle), member) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void insert(int i, SortedSetValue.Member member) {
      if (count == members.length) {
        members = Arrays.copyOf(members, count * 2);
      }
      System.arraycopy(members, i, members, i + 1, count - i);
      members[i] = member;
      count++;
    }

    void removeAt(int i) {
      System.arraycopy(members, i + 1, members, i, count - i - 1);
      members[--count] = null;
    }

    /** Moves the members from {@code from} on to a new leaf behind this one. */
    Leaf split(int from) {
      Leaf right = new Leaf();
      right.members = Arrays.copyOfRange(members, from, from + LEAF);
      right.count = count - from;
      Arrays.fill(members, from, count, null);
      count = from;
      right.previous = this;
      right.next = next;
      if (next != null) {
        next.previous = right;
      }
      next = right;
      return right;
    }

    void unlink() {
      if (previous != null) {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
    }
  }

  private static final class Branch implements Block {
    final @Nullable Block[] children = new @Nullable Block[FAN];
    final SortedSetValue.@Nullable Member[] lows = new SortedSetValue.@Nullable Member[FAN];
    final int[] sizes = new int[FAN];
    int count;

    Block child(int i) {
      return Objects.requireNonNull(children[i]);
    }

    @Override
    public SortedSetValue.Member low() {
      return Objects.requireNonNull(lows[0]);
    }

    @Override
    public int size() {
      return before(count);
    }

    /** Number of members below the children in front of {@code i}. */
    int before(int i) {
      int sum = 0;
      for (int k = 0; k < i; k++) {
        sum += sizes[k];
      }
      return sum;
    }

    /** The last child whose lowest member is not above {@code member}; the first if all are. */
    int place(SortedSetValue.Member member) {
      int low = 1;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (SortedSetValue.compare(Objects.requireNonNull(lows[middle]), member) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    /** The last child whose lowest member is in the first part, or -1. */
    int place(Below below) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (below.test(Objects.requireNonNull(lows[middle]))) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    void set(int i, Block child) {
      children[i] = child;
      lows[i] = child.low();
      sizes[i] = child.size();
    }

    void insert(int i, Block child) {
      move(i, this, i + 1, count - i);
      count++;
      set(i, child);
    }

    void removeAt(int i) {
      move(i + 1, this, i, count - i - 1);
      count--;
      children[count] = null;
      lows[count] = null;
    }

    Branch split() {
      Branch right = new Branch();
      int half = count / 2;
      move(half, right, 0, count - half);
      right.count = count - half;
      Arrays.fill(children, half, count, null);
      Arrays.fill(lows, half, count, null);
      count = half;
      return right;
    }

    private void move(int from, Branch target, int to, int many) {
      System.arraycopy(children, from, target.children, to, many);
      System.arraycopy(lows, from, target.lows, to, many);
      System.arraycopy(sizes, from, target.sizes, to, many);
    }
  }

  private static final int WEIGHT = Heap.object(8) + Heap.object(16);

  /** A reference and half, and the share of a leaf and of the branches above it. */
  private static final int PER_MEMBER = 7;

  private Block root = new Leaf();
  private int size;

  /** Number of members. */
  int size() {
    return size;
  }

  /** Bytes of the blocks; of more than one, as blocks are that are two thirds full. */
  long memory() {
    return root instanceof Leaf leaf
        ? WEIGHT + Heap.array((long) Heap.REFERENCE * leaf.members.length)
        : WEIGHT + (long) PER_MEMBER * size;
  }

  /** Adds a member that is not in the list. */
  void add(SortedSetValue.Member member) {
    Block right = add(root, member);
    if (right != null) {
      Branch above = new Branch();
      above.insert(0, root);
      above.insert(1, right);
      root = above;
    }
    size++;
  }

  /** Adds below {@code block}; returns the new block to its right when it had to split. */
  private static @Nullable Block add(Block block, SortedSetValue.Member member) {
    return switch (block) {
      case Leaf leaf -> addToLeaf(leaf, member);
      case Branch branch -> {
        int i = branch.place(member);
        Block right = add(branch.child(i), member);
        branch.set(i, branch.child(i));
        yield right == null ? null : addToBranch(branch, i + 1, right);
      }
    };
  }

  private static @Nullable Leaf addToLeaf(Leaf leaf, SortedSetValue.Member member) {
    int i = leaf.place(member);
    if (leaf.count < LEAF) {
      leaf.insert(i, member);
      return null;
    }
    // Members that come in rising order leave full leaves behind.
    Leaf right = leaf.split(i == LEAF && leaf.next == null ? LEAF : LEAF / 2);
    if (i <= leaf.count && leaf.count < LEAF) {
      leaf.insert(i, member);
    } else {
      right.insert(i - leaf.count, member);
    }
    return right;
  }

  private static @Nullable Branch addToBranch(Branch branch, int i, Block child) {
    if (branch.count < FAN) {
      branch.insert(i, child);
      return null;
    }
    Branch right = branch.split();
    if (i <= branch.count) {
      branch.insert(i, child);
    } else {
      right.insert(i - branch.count, child);
    }
    return right;
  }

  /** Removes a member that is in the list, by its present score. */
  void remove(SortedSetValue.Member member) {
    remove(root, member);
    while (root instanceof Branch top && top.count == 1) {
      root = top.child(0);
    }
    size--;
  }

  private static void remove(Block block, SortedSetValue.Member member) {
    switch (block) {
      case Leaf leaf -> {
        int i = leaf.place(member);
        Check.that(i < leaf.count && leaf.at(i) == member, "removing a member that is not there");
        leaf.removeAt(i);
      }
      case Branch branch -> {
        int i = branch.place(member);
        Block child = branch.child(i);
        remove(child, member);
        if (branch.sizes[i] == 1) {
          if (child instanceof Leaf empty) {
            empty.unlink();
          }
          branch.removeAt(i);
        } else {
          branch.set(i, child);
          if (i == 0 || !merge(branch, i - 1)) {
            merge(branch, i);
          }
        }
      }
    }
  }

  /** Puts child {@code i + 1} into child {@code i} when together they leave room to grow. */
  private static boolean merge(Branch branch, int i) {
    if (i + 1 >= branch.count) {
      return false;
    }
    Block left = branch.child(i);
    Block right = branch.child(i + 1);
    if (left instanceof Leaf a && right instanceof Leaf b && a.count + b.count <= LEAF / 2) {
      a.members = Arrays.copyOf(a.members, LEAF);
      System.arraycopy(b.members, 0, a.members, a.count, b.count);
      a.count += b.count;
      b.unlink();
    } else if (left instanceof Branch a
        && right instanceof Branch b
        && a.count + b.count <= FAN / 2) {
      b.move(0, a, a.count, b.count);
      a.count += b.count;
    } else {
      return false;
    }
    branch.removeAt(i + 1);
    branch.set(i, left);
    return true;
  }

  /** Gives a member of the list another score, and its new place. */
  void move(SortedSetValue.Member member, double score) {
    Block block = root;
    while (block instanceof Branch branch) {
      block = branch.child(branch.place(member));
    }
    Leaf leaf = (Leaf) block;
    int i = leaf.place(member);
    Check.that(i < leaf.count && leaf.at(i) == member, "moving a member that is not there");
    boolean inside = i > 0 && i + 1 < leaf.count;
    if (inside
        && SortedSetValue.compare(leaf.at(i - 1), score, member.key) < 0
        && SortedSetValue.compare(leaf.at(i + 1), score, member.key) > 0) {
      member.score = score;
      return;
    }
    remove(member);
    member.score = score;
    add(member);
  }

  /** Number of members of the first part. */
  int countBelow(Below below) {
    int passed = 0;
    Block block = root;
    while (block instanceof Branch branch) {
      int i = branch.place(below);
      if (i < 0) {
        return passed;
      }
      passed += branch.before(i);
      block = branch.child(i);
    }
    Leaf leaf = (Leaf) block;
    int low = 0;
    int high = leaf.count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (below.test(leaf.at(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return passed + low;
  }

  /** Number of members below one that is in the list. */
  int rank(SortedSetValue.Member member) {
    int passed = 0;
    Block block = root;
    while (block instanceof Branch branch) {
      int i = branch.place(member);
      passed += branch.before(i);
      block = branch.child(i);
    }
    return passed + ((Leaf) block).place(member);
  }

  SortedSetValue.Member at(int rank) {
    Check.that(rank >= 0 && rank < size, "rank out of range");
    int rest = rank;
    Block block = root;
    while (block instanceof Branch branch) {
      int i = 0;
      while (rest >= branch.sizes[i]) {
        rest -= branch.sizes[i++];
      }
      block = branch.child(i);
    }
    return ((Leaf) block).at(rest);
  }

  void range(int from, int count, Consumer<SortedSetValue.Member> visitor) {
    if (count <= 0 || from >= size) {
      return;
    }
    SortedSetValue.Member first = at(from);
    Leaf leaf = leafOf(first);
    int i = leaf.place(first);
    for (int left = count; left > 0 && leaf != null; leaf = leaf.next) {
      for (; i < leaf.count && left > 0; i++, left--) {
        visitor.accept(leaf.at(i));
      }
      i = 0;
    }
  }

  void rangeDown(int from, int count, Consumer<SortedSetValue.Member> visitor) {
    if (count <= 0 || from < 0 || size == 0) {
      return;
    }
    SortedSetValue.Member first = at(Math.min(from, size - 1));
    Leaf leaf = leafOf(first);
    int i = leaf.place(first);
    for (int left = count; left > 0; ) {
      for (; i >= 0 && left > 0; i--, left--) {
        visitor.accept(leaf.at(i));
      }
      Leaf lower = leaf.previous;
      if (lower == null) {
        return;
      }
      leaf = lower;
      i = leaf.count - 1;
    }
  }

  private Leaf leafOf(SortedSetValue.Member member) {
    Block block = root;
    while (block instanceof Branch branch) {
      block = branch.child(branch.place(member));
    }
    return (Leaf) block;
  }

  /** The member of this name, by looking at every one: for lists of a few members. */
  SortedSetValue.@Nullable Member search(int hash, byte[] buffer, int offset, int length) {
    Block block = root;
    while (block instanceof Branch branch) {
      block = branch.child(0);
    }
    for (Leaf leaf = (Leaf) block; leaf != null; leaf = leaf.next) {
      for (int i = 0; i < leaf.count; i++) {
        SortedSetValue.Member member = leaf.at(i);
        if (member.hash == hash && Bytes.same(member.key, buffer, offset, length)) {
          return member;
        }
      }
    }
    return null;
  }

  /** Walks the whole tree and fails on the first thing that is not as it should be; for tests. */
  void verify() {
    Check.that(verify(root) == size, "size");
  }

  private static int verify(Block block) {
    return switch (block) {
      case Leaf leaf -> {
        for (int i = 1; i < leaf.count; i++) {
          Check.that(SortedSetValue.compare(leaf.at(i - 1), leaf.at(i)) < 0, "leaf order");
        }
        Leaf next = leaf.next;
        Check.that(
            next == null
                || (next.previous == leaf
                    && SortedSetValue.compare(leaf.at(leaf.count - 1), next.low()) < 0),
            "leaf links");
        yield leaf.count;
      }
      case Branch branch -> {
        for (int i = 0; i < branch.count; i++) {
          Check.that(branch.lows[i] == branch.child(i).low(), "lowest member of a child");
          Check.that(verify(branch.child(i)) == branch.sizes[i], "size of a child");
        }
        yield branch.size();
      }
    };
  }
}
