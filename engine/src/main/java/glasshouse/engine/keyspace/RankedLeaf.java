package glasshouse.engine.keyspace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sorted run of members. The scores stand once more in an array of their own: a search reads
 * neighbouring memory, and follows a member only where scores are equal.
 */
final class RankedLeaf implements RankedBlock {
  /** Most members of a leaf. */
  static final int LEAF = 128;

  SortedSetValue.@Nullable Member[] members = new SortedSetValue.@Nullable Member[4];
  double[] scores = new double[4];
  int count;
  @Nullable RankedLeaf next;
  @Nullable RankedLeaf previous;

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

  /** Index of the first member that is not below one of this score and name. */
  int place(double score, byte[] name) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBelow(middle, score, name)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Number of members of the first part. */
  int place(RankedList.Below below) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (below.test(at(middle))) {
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
      scores = Arrays.copyOf(scores, count * 2);
    }
    System.arraycopy(members, i, members, i + 1, count - i);
    System.arraycopy(scores, i, scores, i + 1, count - i);
    members[i] = member;
    scores[i] = member.score;
    count++;
  }

  void removeAt(int i) {
    System.arraycopy(members, i + 1, members, i, count - i - 1);
    System.arraycopy(scores, i + 1, scores, i, count - i - 1);
    members[--count] = null;
  }

  /** Gives the member at {@code i} a score that leaves it in its place. */
  void rescore(int i, double score) {
    at(i).score = score;
    scores[i] = score;
  }

  /** True when with this score the member at {@code i} stays between the same two; not for NaN. */
  boolean staysInside(int i, double score, byte[] name) {
    return i > 0 && i + 1 < count && isBelow(i - 1, score, name) && isAbove(i + 1, score, name);
  }

  private boolean isBelow(int i, double score, byte[] name) {
    return scores[i] < score
        || (scores[i] == score && SortedSetValue.compare(at(i), score, name) < 0);
  }

  private boolean isAbove(int i, double score, byte[] name) {
    return scores[i] > score
        || (scores[i] == score && SortedSetValue.compare(at(i), score, name) > 0);
  }

  /** Moves the members from {@code from} on to a new leaf behind this one. */
  RankedLeaf split(int from) {
    RankedLeaf right = new RankedLeaf();
    right.members = Arrays.copyOfRange(members, from, from + LEAF);
    right.scores = Arrays.copyOfRange(scores, from, from + LEAF);
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

  /** Takes in the leaf behind this one, which is then out of the chain. */
  void append(RankedLeaf right) {
    members = Arrays.copyOf(members, LEAF);
    scores = Arrays.copyOf(scores, LEAF);
    System.arraycopy(right.members, 0, members, count, right.count);
    System.arraycopy(right.scores, 0, scores, count, right.count);
    count += right.count;
    right.unlink();
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
