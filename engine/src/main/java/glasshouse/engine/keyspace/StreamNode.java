package glasshouse.engine.keyspace;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.ListpackEntry;

/**
 * A run of neighbouring entries of a stream: one listpack, as Redis 7.0 has it in memory and in an
 * RDB. First the counts of living and deleted entries (kept outside of the bytes here, since they
 * change all the time), then the number of fields and the names of the first entry, then zero.
 * After that the entries: flags, distance of both halves of the id from the first id, number of
 * fields and fields with values (values alone, with no number before, when the fields are those of
 * the first entry), and the number of these elements, for walking backwards.
 */
public final class StreamNode {
  static final int DELETED = 1;
  static final int SAME_FIELDS = 2;

  /** Fields, the id and the builder of the bytes. */
  private static final int WEIGHT = Heap.object(40) + Heap.object(16) + Heap.object(8);

  /** Total bytes, number of elements, and the mark of the end. */
  private static final int FRAME = 7;

  private static final int MOST_SHOWN = 65535;

  final StreamId id;
  ByteBuilder body;

  /** Number of fields of the first entry. */
  final int fields;

  /** Where the first entry starts in the body. */
  final int entriesAt;

  int live;
  int deleted;
  private long elements;

  /** A node whose first entry has these fields; it has no entry yet. */
  StreamNode(StreamId id, StreamFields first) {
    this.id = id;
    fields = first.count();
    body = new ByteBuilder(256);
    ListpackEntry.put(body, fields);
    for (int i = 0; i < fields; i++) {
      ListpackEntry.put(body, first.data(), first.offset(2 * i), first.length(2 * i));
    }
    ListpackEntry.put(body, 0);
    entriesAt = body.length();
    elements = fields + 2L;
  }

  /**
   * A node that was saved.
   *
   * @param body the listpack's elements behind both counts, known to be sound
   * @param elements number of them
   */
  public StreamNode(StreamId id, int live, int deleted, byte[] body, long elements) {
    this.id = id;
    this.live = live;
    this.deleted = deleted;
    this.elements = elements;
    this.body = new ByteBuilder(body.length).put(body);
    ListpackWalk walk = new ListpackWalk();
    walk.reset(body, 0);
    fields = (int) walk.number();
    walk.skip(fields + 1L);
    entriesAt = walk.at;
  }

  private StreamNode(StreamNode other) {
    id = other.id;
    live = other.live;
    deleted = other.deleted;
    elements = other.elements;
    fields = other.fields;
    entriesAt = other.entriesAt;
    body = new ByteBuilder(other.body.length()).put(other.body.array(), 0, other.body.length());
  }

  StreamNode copy() {
    return new StreamNode(this);
  }

  /** The id of the first entry, deleted or not. */
  public StreamId id() {
    return id;
  }

  /** Number of entries that are not deleted. */
  public int live() {
    return live;
  }

  /** Number of entries that are marked as deleted. */
  public int deleted() {
    return deleted;
  }

  /** Bytes of the whole listpack. */
  public int listpackBytes() {
    return FRAME + ListpackEntry.size(live) + ListpackEntry.size(deleted) + body.length();
  }

  /** Adds the whole listpack to {@code out}. */
  public void appendTo(ByteBuilder out) {
    int total = listpackBytes();
    int shown = (int) Math.min(elements + 2, MOST_SHOWN);
    out.ensure(total);
    for (int i = 0; i < 4; i++) {
      out.put(total >>> 8 * i);
    }
    out.put(shown).put(shown >>> 8);
    ListpackEntry.put(out, live);
    ListpackEntry.put(out, deleted);
    out.put(body.array(), 0, body.length()).put(0xFF);
  }

  /** Adds an entry; its id is greater than all here. */
  void append(StreamId entry, StreamFields added, ListpackWalk walk) {
    boolean same = live + deleted == 0 || sameFields(added, walk);
    ListpackEntry.put(body, same ? SAME_FIELDS : 0);
    ListpackEntry.put(body, entry.ms() - id.ms());
    ListpackEntry.put(body, entry.seq() - id.seq());
    int count = added.count();
    if (!same) {
      ListpackEntry.put(body, count);
    }
    for (int i = same ? 1 : 0; i < 2 * count; i += same ? 2 : 1) {
      ListpackEntry.put(body, added.data(), added.offset(i), added.length(i));
    }
    long pieces = same ? count + 3L : 2L * count + 4;
    ListpackEntry.put(body, pieces);
    elements += pieces + 1;
    live++;
  }

  private boolean sameFields(StreamFields added, ListpackWalk walk) {
    if (added.count() != fields) {
      return false;
    }
    walk.reset(body.array(), 0);
    walk.skip();
    for (int i = 0; i < fields; i++) {
      if (!walk.same(added.data(), added.offset(2 * i), added.length(2 * i))) {
        return false;
      }
    }
    return true;
  }

  /** Marks the entry that starts at {@code at} as deleted; flags are numbers of one byte. */
  void markDeleted(int at) {
    body.array()[at] |= DELETED;
    live--;
    deleted++;
  }

  /** Bytes on the heap. */
  long memory() {
    return WEIGHT + Heap.array(body.array().length);
  }

  /** Gives back what was kept free for more entries. */
  void close() {
    body = new ByteBuilder(body.length()).put(body.array(), 0, body.length());
  }
}
