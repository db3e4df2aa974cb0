package glasshouse.engine.keyspace;

/** Walks over all entries of a node, deleted ones too, in either direction. */
final class StreamNodeCursor {
  private final ListpackWalk walk = new ListpackWalk();
  private final ListpackWalk names = new ListpackWalk();
  private StreamNode node;
  private byte[] bytes;
  private int end;
  private int valuesAt;
  private int endAt;

  /** Where the entry starts. */
  int at;

  long ms;
  long seq;

  /** Number of fields. */
  int count;

  int flags;

  /** Stands before the first entry. */
  StreamNodeCursor(StreamNode node) {
    this.node = node;
    bytes = node.body.array();
    toFirst(node);
  }

  /** Stands before the first entry of {@code of}. */
  void toFirst(StreamNode of) {
    enter(of);
    endAt = of.entriesAt;
  }

  /** Stands behind the last entry of {@code of}. */
  void toEnd(StreamNode of) {
    enter(of);
    at = end;
  }

  private void enter(StreamNode of) {
    node = of;
    bytes = of.body.array();
    end = of.body.length();
  }

  /** Goes to the next entry; false when there is none. */
  boolean forward() {
    at = end();
    if (at == end) {
      return false;
    }
    read();
    return true;
  }

  /** Goes to the entry before; false when there is none. */
  boolean backward() {
    if (at == node.entriesAt) {
      return false;
    }
    walk.reset(bytes, at);
    walk.back();
    int last = walk.at;
    long pieces = walk.number();
    walk.at = last;
    for (long i = pieces; i > 0; i--) {
      walk.back();
    }
    at = walk.at;
    read();
    return true;
  }

  private void read() {
    walk.reset(bytes, at);
    flags = (int) walk.number();
    ms = node.id.ms() + walk.number();
    seq = node.id.seq() + walk.number();
    count = (flags & StreamNode.SAME_FIELDS) != 0 ? node.fields : (int) walk.number();
    valuesAt = walk.at;
    endAt = -1;
  }

  private int end() {
    if (endAt < 0) {
      walk.reset(bytes, valuesAt);
      walk.skip((flags & StreamNode.SAME_FIELDS) != 0 ? count : 2L * count);
      walk.skip();
      endAt = walk.at;
    }
    return endAt;
  }

  boolean deleted() {
    return (flags & StreamNode.DELETED) != 0;
  }

  /** Shows field, value, field, value of the entry. */
  void visit(SliceVisitor visitor) {
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    walk.reset(bytes, valuesAt);
    if (same) {
      names.reset(bytes, 0);
      names.skip();
    }
    for (int i = 0; i < count; i++) {
      (same ? names : walk).show(visitor);
      walk.show(visitor);
    }
    walk.skip();
    endAt = walk.at;
  }
}
