package glasshouse.engine.cache;

import glasshouse.engine.base.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the elements of a bucket in the order of their keys, as bbolt's does: at either end it
 * stays on the last element it found, so that after the null of {@link #next} the one before the
 * last is {@link #previous}, and {@link #delete} still deletes the last. It may be used as long as
 * its transaction is open, also while the bucket changes: it then goes on from the key where it
 * stood.
 */
public final class Cursor {
  private final Bucket bucket;
  private final Tree tree;
  private final List<Spot> path = new ArrayList<>();

  /** Where it stands, or stood last; null when it has not been placed. */
  private byte @Nullable [] key;

  /** It stands on the element with its key, not behind the last after a seek in vain. */
  private boolean on;

  private long seen;

  Cursor(Bucket bucket, Tree tree) {
    this.bucket = bucket;
    this.tree = tree;
  }

  /**
   * An element.
   *
   * @param key its key
   * @param value its value; null when it is a bucket
   */
  public record Entry(byte[] key, byte @Nullable [] value) {
    /** Whether it is a bucket. */
    public boolean isBucket() {
      return value == null;
    }
  }

  /** Goes to the first element; null when there is none. */
  public @Nullable Entry first() {
    start();
    key = Bytes.EMPTY;
    return toEnd(false);
  }

  /** Goes to the last element; null when there is none. */
  public @Nullable Entry last() {
    start();
    return toEnd(true);
  }

  /** Goes to the first element whose key is not below {@code wanted}; null when there is none. */
  public @Nullable Entry seek(byte[] wanted) {
    start();
    key = wanted.clone();
    toCeiling(wanted);
    return here(true);
  }

  /** Goes one on; null after the last, or when it has not been placed. */
  public @Nullable Entry next() {
    if (!returned()) {
      return null;
    }
    boolean placed = on;
    if (placed) {
      path.getLast().index++;
    }
    Entry next = here(true);
    if (next == null && placed) {
      toEnd(true);
    }
    return next;
  }

  /** Goes one back; null before the first, or when it has not been placed. */
  public @Nullable Entry previous() {
    if (!returned()) {
      return null;
    }
    path.getLast().index--;
    Entry previous = here(false);
    if (previous == null) {
      toEnd(false);
    }
    return previous;
  }

  /** Finds its place anew if the bucket has changed; false when it never had one. */
  private boolean returned() {
    bucket.requireUsable();
    byte[] from = key;
    if (from == null) {
      return false;
    }
    if (seen != tree.changes()) {
      seen = tree.changes();
      path.clear();
      on &= toCeiling(from);
    }
    return true;
  }

  /**
   * Deletes the element it stands on; {@link #next} goes on with the one behind it. Nothing happens
   * when it stands on none.
   *
   * @throws StoreFault INCOMPATIBLE_VALUE on a bucket, READ_ONLY in a transaction that reads
   */
  public void delete() {
    bucket.requireChangeable();
    byte[] at = key;
    if (at != null && on) {
      bucket.delete(at);
    }
  }

  private void start() {
    bucket.requireUsable();
    path.clear();
    key = null;
    on = false;
    seen = tree.changes();
  }

  private @Nullable Entry toEnd(boolean right) {
    path.clear();
    Spot root = tree.root();
    root.index = right ? root.count() - 1 : 0;
    path.add(root);
    return here(!right);
  }

  private boolean toCeiling(byte[] wanted) {
    Spot spot = tree.root();
    path.add(spot);
    while (!spot.leaf() && spot.count() > 0) {
      Tx.checkDepth(path.size());
      spot.toChildOf(wanted);
      spot = tree.child(spot);
      path.add(spot);
    }
    return spot.leaf() && spot.toCeiling(wanted);
  }

  /** From the last spot of the path down to a leaf, on one side. */
  private void descend(boolean right) {
    Spot spot = path.getLast();
    while (!spot.leaf() && spot.inside()) {
      Tx.checkDepth(path.size());
      spot = tree.child(spot);
      spot.index = right ? spot.count() - 1 : 0;
      path.add(spot);
    }
  }

  /** The element at the end of the path, or the next one in a direction: pages may be empty. */
  private @Nullable Entry here(boolean forward) {
    while (true) {
      Spot spot = path.getLast();
      if (spot.inside() && spot.leaf()) {
        byte[] at = spot.key();
        key = at;
        on = true;
        return new Entry(at, spot.isBucket() ? null : spot.value());
      }
      if (spot.inside()) {
        descend(!forward);
      } else if (path.size() == 1) {
        spot.index = forward ? spot.count() : -1;
        on = false;
        return null;
      } else {
        path.removeLast();
        path.getLast().index += forward ? 1 : -1;
      }
    }
  }
}
