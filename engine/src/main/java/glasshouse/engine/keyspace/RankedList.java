package glasshouse.engine.keyspace;

import static glasshouse.engine.keyspace.RankedLeaf.LEAF;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Check;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The order of a sorted set: a B+ tree whose branches know how many members stand below each child
 * (an order statistic tree, as in Cormen et al., "Introduction to Algorithms", chapter 14, on
 * blocks instead of binary nodes), so that the n-th member and the rank of a member cost a
 * logarithm. Redis keeps a skip list with spans for the same purpose; blocks need a tenth of its
 * memory per member, and comparing inside a block stays in the cache.
 *
 * <p>Up to {@link RankedLeaf#LEAF} members are one plain sorted array.
 */
public final class RankedList {
  /** A question that is true for a first part of the list and false for the rest. */
  @FunctionalInterface
  public interface Below {
    /** True when {@code member} belongs to the first part. */
    boolean test(SortedSetValue.Member member);
  }

  private static final int WEIGHT = Heap.object(8) + Heap.object(20);

  /** A reference and a score and half of both, and the share of the branches above the leaf. */
  private static final int PER_MEMBER = 19;

  private RankedBlock root = new RankedLeaf();
  private int size;

  /** Number of members. */
  int size() {
    return size;
  }

  /** Bytes of the blocks; of more than one, as blocks are that are two thirds full. */
  long memory() {
    return root instanceof RankedLeaf leaf
        ? WEIGHT
            + Heap.array((long) Heap.REFERENCE * leaf.members.length)
            + Heap.array((long) Double.BYTES * leaf.scores.length)
        : WEIGHT + (long) PER_MEMBER * size;
  }

  /** Adds a member that is not in the list. */
  void add(SortedSetValue.Member member) {
    RankedBlock right = add(root, member);
    if (right != null) {
      RankedBranch above = new RankedBranch();
      above.insert(0, root);
      above.insert(1, right);
      root = above;
    }
    size++;
  }

  /** Adds below {@code block}; returns the new block to its right when it had to split. */
  private static @Nullable RankedBlock add(RankedBlock block, SortedSetValue.Member member) {
    return switch (block) {
      case RankedLeaf leaf -> addToLeaf(leaf, member);
      case RankedBranch branch -> {
        int i = branch.place(member.score, member.key);
        RankedBlock right = add(branch.child(i), member);
        if (right == null) {
          branch.resize(i, 1);
          yield null;
        }
        branch.set(i, branch.child(i));
        yield addToBranch(branch, i + 1, right);
      }
    };
  }

  private static @Nullable RankedLeaf addToLeaf(RankedLeaf leaf, SortedSetValue.Member member) {
    int i = leaf.place(member.score, member.key);
    if (leaf.count < LEAF) {
      leaf.insert(i, member);
      return null;
    }
    // Members that come in rising order leave full leaves behind.
    RankedLeaf right = leaf.split(i == LEAF && leaf.next == null ? LEAF : LEAF / 2);
    if (i <= leaf.count && leaf.count < LEAF) {
      leaf.insert(i, member);
    } else {
      right.insert(i - leaf.count, member);
    }
    return right;
  }

  private static @Nullable RankedBranch addToBranch(RankedBranch branch, int i, RankedBlock child) {
    if (branch.count < RankedBranch.FAN) {
      branch.insert(i, child);
      return null;
    }
    RankedBranch right = branch.split();
    if (i <= branch.count) {
      branch.insert(i, child);
    } else {
      right.insert(i - branch.count, child);
    }
    return right;
  }

  /** Removes a member that is in the list, by its present score. */
  void remove(SortedSetValue.Member member) {
    remove(member, Double.NaN);
  }

  /** Gives a member of the list another score, and its new place. */
  void move(SortedSetValue.Member member, double score) {
    if (remove(member, score)) {
      member.score = score;
      add(member);
    }
  }

  /** As below for the whole tree. */
  private boolean remove(SortedSetValue.Member member, double score) {
    if (!remove(root, member, score)) {
      return false;
    }
    while (root instanceof RankedBranch top && top.count == 1) {
      root = top.child(0);
    }
    size--;
    return true;
  }

  /**
   * Removes a member, unless it keeps its neighbours with the new {@code score} (no number: it goes
   * in any case): then it gets the score and stays. True when it was removed.
   */
  private static boolean remove(RankedBlock block, SortedSetValue.Member member, double score) {
    switch (block) {
      case RankedLeaf leaf -> {
        int i = indexOf(leaf, member);
        if (leaf.staysInside(i, score, member.key)) {
          leaf.rescore(i, score);
          return false;
        }
        leaf.removeAt(i);
      }
      case RankedBranch branch -> {
        int i = branch.place(member.score, member.key);
        RankedBlock child = branch.child(i);
        if (!remove(child, member, score)) {
          return false;
        }
        if (branch.sizes[i] == 1) {
          if (child instanceof RankedLeaf empty) {
            empty.unlink();
          }
          branch.removeAt(i);
        } else {
          branch.resize(i, -1);
          if (i == 0 || !branch.merge(i - 1)) {
            branch.merge(i);
          }
        }
      }
    }
    return true;
  }

  private static int indexOf(RankedLeaf leaf, SortedSetValue.Member member) {
    int i = leaf.place(member.score, member.key);
    Check.that(i < leaf.count && leaf.at(i) == member, "looking for a member that is not there");
    return i;
  }

  /** Number of members of the first part. */
  int countBelow(Below below) {
    int passed = 0;
    RankedBlock block = root;
    while (block instanceof RankedBranch branch) {
      int i = branch.place(below);
      if (i < 0) {
        return passed;
      }
      passed += branch.before(i);
      block = branch.child(i);
    }
    return passed + ((RankedLeaf) block).place(below);
  }

  /** Number of members below one that is in the list. */
  int rank(SortedSetValue.Member member) {
    int passed = 0;
    RankedBlock block = root;
    while (block instanceof RankedBranch branch) {
      int i = branch.place(member.score, member.key);
      passed += branch.before(i);
      block = branch.child(i);
    }
    return passed + indexOf((RankedLeaf) block, member);
  }

  SortedSetValue.Member at(int rank) {
    Check.that(rank >= 0 && rank < size, "rank out of range");
    int rest = rank;
    RankedBlock block = root;
    while (block instanceof RankedBranch branch) {
      int i = 0;
      while (rest >= branch.sizes[i]) {
        rest -= branch.sizes[i++];
      }
      block = branch.child(i);
    }
    return ((RankedLeaf) block).at(rest);
  }

  void range(int from, int count, Consumer<SortedSetValue.Member> visitor) {
    if (count <= 0 || from >= size) {
      return;
    }
    SortedSetValue.Member first = at(from);
    RankedLeaf leaf = leafOf(first);
    int i = indexOf(leaf, first);
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
    RankedLeaf leaf = leafOf(first);
    int i = indexOf(leaf, first);
    for (int left = count; left > 0; ) {
      for (; i >= 0 && left > 0; i--, left--) {
        visitor.accept(leaf.at(i));
      }
      RankedLeaf lower = leaf.previous;
      if (lower == null) {
        return;
      }
      leaf = lower;
      i = leaf.count - 1;
    }
  }

  private RankedLeaf leafOf(SortedSetValue.Member member) {
    RankedBlock block = root;
    while (block instanceof RankedBranch branch) {
      block = branch.child(branch.place(member.score, member.key));
    }
    return (RankedLeaf) block;
  }

  /** The member of this name, by looking at every one: for lists of a few members. */
  SortedSetValue.@Nullable Member search(int hash, byte[] buffer, int offset, int length) {
    RankedBlock block = root;
    while (block instanceof RankedBranch branch) {
      block = branch.child(0);
    }
    for (RankedLeaf leaf = (RankedLeaf) block; leaf != null; leaf = leaf.next) {
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

  private static int verify(RankedBlock block) {
    return switch (block) {
      case RankedLeaf leaf -> {
        for (int i = 1; i < leaf.count; i++) {
          Check.that(SortedSetValue.compare(leaf.at(i - 1), leaf.at(i)) < 0, "leaf order");
        }
        for (int i = 0; i < leaf.count; i++) {
          Check.that(leaf.scores[i] == leaf.at(i).score, "score beside its member");
        }
        RankedLeaf next = leaf.next;
        Check.that(
            next == null
                || (next.previous == leaf
                    && SortedSetValue.compare(leaf.at(leaf.count - 1), next.low()) < 0),
            "leaf links");
        yield leaf.count;
      }
      case RankedBranch branch -> {
        for (int i = 0; i < branch.count; i++) {
          Check.that(branch.low(i) == branch.child(i).low(), "lowest member of a child");
          Check.that(verify(branch.child(i)) == branch.sizes[i], "size of a child");
        }
        yield branch.size();
      }
    };
  }
}
