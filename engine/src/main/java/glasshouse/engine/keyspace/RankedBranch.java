package glasshouse.engine.keyspace;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Children in order, with the lowest member of each and the number of members below it. */
final class RankedBranch implements RankedBlock {
  /** Most children of a branch. */
  static final int FAN = 64;

  final int[] sizes = new int[FAN];
  int count;

  private final @Nullable RankedBlock[] children = new @Nullable RankedBlock[FAN];
  private final SortedSetValue.@Nullable Member[] lows = new SortedSetValue.@Nullable Member[FAN];
  private final double[] lowScores = new double[FAN];

  RankedBlock child(int i) {
    return Objects.requireNonNull(children[i]);
  }

  SortedSetValue.Member low(int i) {
    return Objects.requireNonNull(lows[i]);
  }

  @Override
  public SortedSetValue.Member low() {
    return low(0);
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

  /** The last child whose lowest member is not above such a member; the first if all are. */
  int place(double score, byte[] name) {
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      double there = lowScores[middle];
      if (there < score
          || (there == score && SortedSetValue.compare(low(middle), score, name) <= 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The last child whose lowest member is in the first part, or -1. */
  int place(RankedList.Below below) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (below.test(low(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  void set(int i, RankedBlock child) {
    children[i] = child;
    sizes[i] = child.size();
    setLow(i, child.low());
  }

  /** Notes that child {@code i} has {@code change} members more. */
  void resize(int i, int change) {
    sizes[i] += change;
    setLow(i, child(i).low());
  }

  private void setLow(int i, SortedSetValue.Member low) {
    if (lows[i] != low) {
      lows[i] = low;
    }
    lowScores[i] = low.score;
  }

  void insert(int i, RankedBlock child) {
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

  /** Moves the upper half of the children to a new branch. */
  RankedBranch split() {
    RankedBranch right = new RankedBranch();
    int half = count / 2;
    move(half, right, 0, count - half);
    right.count = count - half;
    Arrays.fill(children, half, count, null);
    Arrays.fill(lows, half, count, null);
    count = half;
    return right;
  }

  /** Takes in the children of the branch to the right. */
  void append(RankedBranch right) {
    right.move(0, this, count, right.count);
    count += right.count;
  }

  /**
   * Puts child {@code i + 1} into child {@code i} when together they leave room to grow; true when
   * it did.
   */
  boolean merge(int i) {
    if (i + 1 >= count) {
      return false;
    }
    RankedBlock left = child(i);
    RankedBlock right = child(i + 1);
    if (left instanceof RankedLeaf a
        && right instanceof RankedLeaf b
        && a.count + b.count <= RankedLeaf.LEAF / 2) {
      a.append(b);
    } else if (left instanceof RankedBranch a
        && right instanceof RankedBranch b
        && a.count + b.count <= FAN / 2) {
      a.append(b);
    } else {
      return false;
    }
    removeAt(i + 1);
    set(i, left);
    return true;
  }

  private void move(int from, RankedBranch target, int to, int many) {
    System.arraycopy(children, from, target.children, to, many);
    System.arraycopy(lows, from, target.lows, to, many);
    System.arraycopy(lowScores, from, target.lowScores, to, many);
    System.arraycopy(sizes, from, target.sizes, to, many);
  }
}
