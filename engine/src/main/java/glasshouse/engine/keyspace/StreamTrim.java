package glasshouse.engine.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * How much of a stream's beginning is to go (XADD and XTRIM; streamTrim of Redis 7.0): all but the
 * newest {@code maxLength} entries, or all before {@code minId}.
 *
 * @param maxLength not negative; only when {@code minId} is null
 * @param whole only whole nodes go, so that a little more may stay
 * @param limit not more entries than these go; 0 for no limit
 */
public record StreamTrim(long maxLength, @Nullable StreamId minId, boolean whole, long limit) {
  /** Removes from {@code nodes}, which hold {@code length} entries; returns how many entries. */
  long apply(StreamNodes nodes, long length) {
    long removed = 0;
    while (nodes.size() > 0 && (minId != null || length - removed > maxLength)) {
      StreamNode node = nodes.get(0);
      if (limit > 0 && removed + node.live() > limit) {
        break;
      }
      if (!isSuperfluous(node, length - removed)) {
        return whole ? removed : removed + trimInside(node, length - removed);
      }
      removed += node.live();
      nodes.remove(0);
    }
    return removed;
  }

  private boolean isSuperfluous(StreamNode node, long length) {
    if (minId == null) {
      return length - node.live() >= maxLength;
    }
    StreamNodeCursor cursor = new StreamNodeCursor(node);
    cursor.toEnd(node);
    return !cursor.backward() || minId.compareTo(cursor.ms, cursor.seq) > 0;
  }

  private long trimInside(StreamNode node, long length) {
    StreamNodeCursor cursor = new StreamNodeCursor(node);
    long removed = 0;
    while (cursor.forward()
        && (minId == null
            ? length - removed > maxLength
            : minId.compareTo(cursor.ms, cursor.seq) > 0)) {
      if (!cursor.deleted()) {
        node.markDeleted(cursor.at);
        removed++;
      }
    }
    return removed;
  }
}
