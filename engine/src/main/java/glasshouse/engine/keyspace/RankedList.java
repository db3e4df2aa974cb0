package glasshouse.engine.keyspace;

import glasshouse.engine.base.Check;
import glasshouse.engine.port.RandomSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The order of a sorted set: a skip list whose links know how many members they pass (William Pugh,
 * "Skip Lists: A Probabilistic Alternative to Balanced Trees", and his cookbook's chapter on
 * indexable lists), so that the n-th member and the rank of a member cost a logarithm.
 */
public final class RankedList {
  /** A question that is true for a first part of the list and false for the rest. */
  @FunctionalInterface
  public interface Below {
    /** True when {@code member} belongs to the first part. */
    boolean test(SortedSetValue.Member member);
  }

  private static final int LEVELS = 32;

  private static final class Node {
    final SortedSetValue.@Nullable Member member;
    final @Nullable Node[] next;
    final int[] span;
    @Nullable Node previous;

    Node(SortedSetValue.@Nullable Member member, int levels) {
      this.member = member;
      this.next = new @Nullable Node[levels];
      this.span = new int[levels];
    }

    SortedSetValue.Member member() {
      return Objects.requireNonNull(member, "the head has no member");
    }
  }

  private final Node head = new Node(null, LEVELS);
  private final RandomSource random;
  private final @Nullable Node[] path = new @Nullable Node[LEVELS];
  private final int[] ranks = new int[LEVELS];
  private @Nullable Node tail;
  private int levels = 1;
  private int size;

  /** An empty list; {@code seed} decides the shape, never the order. */
  RankedList(long seed) {
    random = new RandomSource(seed);
  }

  /** Adds a member that is not in the list. */
  void add(SortedSetValue.Member member) {
    walk(m -> SortedSetValue.compare(m, member) < 0);
    int height = height();
    for (; levels < height; levels++) {
      path[levels] = head;
      ranks[levels] = 0;
      head.span[levels] = size;
    }
    Node made = new Node(member, height);
    for (int i = 0; i < levels; i++) {
      Node before = step(i);
      if (i < height) {
        made.next[i] = before.next[i];
        before.next[i] = made;
        made.span[i] = before.span[i] - (ranks[0] - ranks[i]);
        before.span[i] = ranks[0] - ranks[i] + 1;
      } else {
        before.span[i]++;
      }
    }
    Node before = step(0);
    made.previous = before == head ? null : before;
    Node after = made.next[0];
    if (after == null) {
      tail = made;
    } else {
      after.previous = made;
    }
    size++;
  }

  /** Removes a member that is in the list, by its present score. */
  void remove(SortedSetValue.Member member) {
    walk(m -> SortedSetValue.compare(m, member) < 0);
    Node gone = step(0).next[0];
    Check.that(gone != null && gone.member == member, "removing a member that is not there");
    Node found = Objects.requireNonNull(gone);
    for (int i = 0; i < levels; i++) {
      Node before = step(i);
      if (before.next[i] == found) {
        before.span[i] += found.span[i] - 1;
        before.next[i] = found.next[i];
      } else {
        before.span[i]--;
      }
    }
    Node after = found.next[0];
    if (after == null) {
      tail = found.previous;
    } else {
      after.previous = found.previous;
    }
    while (levels > 1 && head.next[levels - 1] == null) {
      levels--;
    }
    size--;
  }

  /** Number of members of the first part. */
  int countBelow(Below below) {
    walk(below);
    return ranks[0];
  }

  SortedSetValue.Member at(int rank) {
    return node(rank).member();
  }

  void range(int from, int count, Consumer<SortedSetValue.Member> visitor) {
    if (count <= 0 || from >= size) {
      return;
    }
    Node node = node(from);
    for (int i = 0; i < count && node != null; i++) {
      Node following = node.next[0];
      visitor.accept(node.member());
      node = following;
    }
  }

  void rangeDown(int from, int count, Consumer<SortedSetValue.Member> visitor) {
    if (count <= 0 || from < 0 || size == 0) {
      return;
    }
    Node node = from == size - 1 ? tail : node(from);
    for (int i = 0; i < count && node != null; i++) {
      Node following = node.previous;
      visitor.accept(node.member());
      node = following;
    }
  }

  private Node node(int rank) {
    Check.that(rank >= 0 && rank < size, "rank out of range");
    Node node = head;
    int passed = -1;
    for (int i = levels - 1; i >= 0; i--) {
      Node next = node.next[i];
      while (next != null && passed + node.span[i] <= rank) {
        passed += node.span[i];
        node = next;
        next = node.next[i];
      }
    }
    return node;
  }

  /** Fills {@link #path} with the last node of the first part on each level, and its position. */
  private void walk(Below below) {
    Node node = head;
    int passed = 0;
    for (int i = levels - 1; i >= 0; i--) {
      Node next = node.next[i];
      while (next != null && below.test(next.member())) {
        passed += node.span[i];
        node = next;
        next = node.next[i];
      }
      path[i] = node;
      ranks[i] = passed;
    }
  }

  private Node step(int level) {
    return Objects.requireNonNull(path[level]);
  }

  private int height() {
    int height = 1;
    while (height < LEVELS && (random.nextLong() & 3) == 0) {
      height++;
    }
    return height;
  }
}
