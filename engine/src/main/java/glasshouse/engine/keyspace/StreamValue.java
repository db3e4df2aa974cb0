package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries of fields and values under rising ids, in nodes of neighbours, and groups of
 * consumers. It stays when its last entry goes.
 */
public final class StreamValue implements Value {
  /** Bytes that a node never exceeds, whatever is configured (STREAM_LISTPACK_MAX_SIZE). */
  public static final int MOST_BYTES = 1 << 30;

  /** Fields, three ids, the table of nodes, the map of groups, the walk with its digits. */
  private static final int WEIGHT = Heap.object(56) + 3 * Heap.object(16) + 160;

  private final ValueRules rules;
  private StreamNodes nodes = new StreamNodes();
  private final NavigableMap<byte[], StreamGroup> groups = new TreeMap<>(Bytes::compare);
  private final ListpackWalk walk = new ListpackWalk();
  private long length;
  private StreamId lastId = StreamId.MIN;
  private StreamId firstId = StreamId.MIN;
  private StreamId maxDeletedId = StreamId.MIN;
  private long entriesAdded;

  /** An empty stream. */
  public StreamValue(ValueRules rules) {
    this.rules = rules;
  }

  /** Number of entries. */
  public long length() {
    return length;
  }

  /** The greatest id that an entry ever had, or that was set as such. */
  public StreamId lastId() {
    return lastId;
  }

  /** Sets {@link #lastId()}. */
  public void lastId(StreamId id) {
    lastId = id;
  }

  /** The id of the first entry; 0-0 when there is none. */
  public StreamId firstId() {
    return firstId;
  }

  /** Sets {@link #firstId()}, as an RDB tells it. */
  public void firstId(StreamId id) {
    firstId = id;
  }

  /** The id of the first entry that is stored, deleted or not; the last id when there is none. */
  public StreamId firstStoredId() {
    return nodes.size() == 0 ? StreamId.MAX : nodes.get(0).id;
  }

  /** The greatest id of an entry that XDEL removed. */
  public StreamId maxDeletedId() {
    return maxDeletedId;
  }

  /** Sets {@link #maxDeletedId()}. */
  public void maxDeletedId(StreamId id) {
    maxDeletedId = id;
  }

  /** Number of entries that were added in the stream's whole life. */
  public long entriesAdded() {
    return entriesAdded;
  }

  /** Sets {@link #entriesAdded()}. */
  public void entriesAdded(long count) {
    entriesAdded = count;
  }

  /** Number of nodes that hold the entries. */
  public int nodes() {
    return nodes.size();
  }

  /** Node number {@code i}, from 0 on. */
  public StreamNode node(int i) {
    return nodes.get(i);
  }

  /** Number of nodes of the radix tree that Redis would keep the nodes in. */
  public long radixNodes() {
    return nodes.radixNodes();
  }

  /** Adds an entry; its id is greater than {@link #lastId()}. */
  public void append(StreamId id, StreamFields fields) {
    StreamNode tail = nodes.last();
    if (nodes.size() == 0 || isFull(tail, fields)) {
      if (nodes.size() > 0) {
        nodes.grown(-tail.memory());
        tail.close();
        nodes.grown(tail.memory());
      }
      tail = new StreamNode(id, fields);
      nodes.add(tail);
    }
    final long before = tail.memory();
    tail.append(id, fields, walk);
    nodes.grown(tail.memory() - before);
    length++;
    entriesAdded++;
    lastId = id;
    if (length == 1) {
      firstId = id;
    }
  }

  private boolean isFull(StreamNode node, StreamFields more) {
    long bytes = node.listpackBytes();
    for (int i = 2 * more.count() - 1; i >= 0; i--) {
      bytes += more.length(i);
    }
    boolean bounded = rules.streamNodeBytes > 0 && rules.streamNodeBytes <= MOST_BYTES;
    int most = rules.streamNodeEntries;
    return bytes >= (bounded ? rules.streamNodeBytes : MOST_BYTES)
        || most > 0 && node.live() + node.deleted() >= most;
  }

  /** Adds a node that was saved; its ids are greater than all here. */
  public void append(StreamNode node) {
    nodes.add(node);
    length += node.live();
  }

  /** The entries between two ids, both included: the lowest first, unless {@code reverse}. */
  public StreamCursor range(StreamId from, StreamId to, boolean reverse) {
    return new StreamCursor(nodes, from, to, reverse);
  }

  /** True when an entry has this id. */
  public boolean contains(StreamId id) {
    return range(id, id, false).next();
  }

  /** The id of the last entry; 0-0 when there is none. */
  public StreamId lastEntryId() {
    StreamCursor cursor = range(StreamId.MIN, StreamId.MAX, true);
    return cursor.next() ? cursor.id() : StreamId.MIN;
  }

  /** Removes an entry; false when it is not there. Then call {@link #findFirst} once. */
  public boolean remove(StreamId id) {
    StreamCursor cursor = range(id, id, false);
    if (!cursor.next()) {
      return false;
    }
    StreamNode node = nodes.get(cursor.nodeIndex());
    if (node.live() == 1) {
      nodes.remove(cursor.nodeIndex());
    } else {
      node.markDeleted(cursor.entryAt());
    }
    length--;
    return true;
  }

  /** Looks for {@link #firstId()} again after entries have gone. */
  public void findFirst() {
    StreamCursor cursor = range(StreamId.MIN, StreamId.MAX, false);
    firstId = length > 0 && cursor.next() ? cursor.id() : StreamId.MIN;
  }

  /**
   * Removes the oldest entries.
   *
   * @return how many
   */
  public long trim(StreamTrim how) {
    long removed = how.apply(nodes, length);
    length -= removed;
    findFirst();
    return removed;
  }

  /** All groups in the order of their names. */
  public Collection<StreamGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  /** The group of this name, or null. */
  public @Nullable StreamGroup group(byte[] name) {
    return groups.get(name);
  }

  /** Adds a group; false, with nothing done, when there is one of that name. */
  public boolean addGroup(StreamGroup group) {
    return groups.putIfAbsent(group.name(), group) == null;
  }

  /** Removes a group; false when there is none of this name. */
  public boolean removeGroup(byte[] name) {
    return groups.remove(name) != null;
  }

  @Override
  public String typeName() {
    return "stream";
  }

  @Override
  public String encoding() {
    return "stream";
  }

  @Override
  public long memory() {
    long sum = WEIGHT + nodes.memory();
    for (StreamGroup group : groups.values()) {
      sum += group.memory();
    }
    return sum;
  }

  @Override
  public StreamValue copy() {
    StreamValue twin = new StreamValue(rules);
    twin.nodes = nodes.copy();
    groups.values().forEach(group -> twin.addGroup(group.copy()));
    twin.length = length;
    twin.lastId = lastId;
    twin.firstId = firstId;
    twin.maxDeletedId = maxDeletedId;
    twin.entriesAdded = entriesAdded;
    return twin;
  }
}
